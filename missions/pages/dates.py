"""A date as a page prints it."""

from dataclasses import dataclass

from missions.text import dates


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in words, and for machines where it is a plain year, month or day ("" otherwise)."""

    words: str
    machine: str

    @classmethod
    def of(cls, edtf: str, *, announced: bool = False) -> "PrintedDate":
        return cls(dates.words(edtf, announced=announced), dates.machine(edtf))


def words(edtf: str) -> str:
    """Return a date in words, "" for none."""
    return dates.words(edtf) if edtf else ""
