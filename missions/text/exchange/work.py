"""Something that can be cited, before any format words it."""

from dataclasses import dataclass

from missions.text import dates
from missions.text.moments import DateError, Moment, Span, read


@dataclass(frozen=True, slots=True)
class Day:
    """A date: what it means (None where an old edition has one that cannot be read), and its words."""

    edtf: str
    meant: Moment | Span | None
    words: str

    @classmethod
    def of(cls, edtf: str) -> "Day | None":
        """Return a date, None for none."""
        if not edtf:
            return None
        try:
            return cls(edtf, read(edtf), dates.words(edtf))
        except DateError:
            return cls(edtf, None, edtf)

    @property
    def parts(self) -> tuple[str, ...]:
        """Return year, month and day as far as they are plainly known: ("2018", "10"); () for anything less plain."""
        return plain_parts(self.meant) if isinstance(self.meant, Moment) and not self.meant.mark else ()


@dataclass(frozen=True, slots=True)
class Work:
    """An edition of a record, a difference, or a source. `published` and `accessed` are EDTF; "" is not known.

    `kind` is "webpage", "document", "newspaper", "report" or "dataset". `creator` is one name as it is written, never
    taken apart: which word of a name is the family's differs between languages. `publisher` is named where somebody
    else is the creator; `container` is the site or newspaper it stands in.
    """

    key: str
    kind: str
    title: str
    creator: str
    published: str
    url: str
    language: str
    publisher: str = ""
    container: str = ""
    accessed: str = ""
    edition: str = ""
    note: str = ""


def one_line(text: str) -> str:
    """Return a text without line breaks, for which no format has a place."""
    return " ".join(filter(None, (line.strip() for line in text.splitlines())))


def plain_parts(moment: Moment) -> tuple[str, ...]:
    """Return the plain parts of a moment without regard to its mark; () where a digit is unknown or it is a season."""
    parts = tuple(filter(None, (moment.year, moment.month, moment.day)))
    return () if moment.is_season or "X" in "".join(parts) else parts
