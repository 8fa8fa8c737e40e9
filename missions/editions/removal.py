"""Words taken out of what an edition seals: which of its texts hold them, and what remains."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import URLField

from missions.editions.record import section
from missions.models import ENTRIES, Content, Edition, Mission, Source
from missions.models.fields import EdtfField, KeyField, PlainText
from missions.text.removal import Cut, Words, cuts_in_address, cuts_in_lines, cuts_in_text, without

MODELS: dict[str, type[Content]] = {
    "mission": Mission,
    "sources": Source,
    **{section(model): model for model in ENTRIES},
}
SEALED = ("publisher", "reason", "document")

AROUND = 40  # letters shown on either side of words that were found

Path = tuple[str | int, ...]
Keys = Mapping[tuple[str, str], str]  # (section, key) of rows whose key holds the words, and the key they get


class Place(NamedTuple):
    """A text in what an edition seals: the way to it, and which kind of row and field it is: "leaders", "name"."""

    path: Path
    section: str
    field: str
    text: str


class Held(NamedTuple):
    """A place that holds the words: "nmi, edition 2", "leader “fortin”, name", and the words with their neighbours."""

    where: str
    place: str
    excerpt: str


@dataclass(frozen=True)
class Change:
    """A row and what its fields will say; of an edition, what is cut where."""

    row: Any
    fields: dict[str, Any]
    cuts: dict[Path, list[Cut]]


@dataclass(frozen=True)
class Removal:
    """What has to go: words, keys that are made of them, and the mark that stands for words."""

    words: Words
    mark: str
    keys: Keys

    @property
    def source_keys(self) -> Mapping[str, str]:
        return {key: new for (name, key), new in self.keys.items() if name == "sources"}

    def cuts(self, name: str, field: str, text: str) -> list[Cut]:
        """Return what takes the words out of a field of a row; none from a date, a choice or an address of the site."""
        match rule_of(name, field):
            case "key":
                new = self.keys.get(("sources" if field == "source" else name, text))
                return [Cut(0, len(text), new)] if new else []
            case "address":
                return cuts_in_address(text, self.words)
            case "lines":
                return cuts_in_lines(text, self.words)
            case "words":
                return cuts_in_text(text, self.words, self.source_keys, self.mark)
        return []


def rule_of(name: str, field: str) -> str:
    """Return how words leave a field: "words", "address", "lines", "key", or "" for one they never leave."""
    if name == "edition" or (name, field) == ("relations", "other.name"):
        return "words"
    if field == "copies":
        return "lines"
    if (name == "mission" and field in ("key", "slug")) or field == "language":
        return ""
    if (name, field) == ("links", "source"):
        return "key"
    kind = FIELDS.get((name, field))
    if isinstance(kind, KeyField):
        return "key"
    if isinstance(kind, URLField):
        return "address"
    return "words" if isinstance(kind, PlainText) and not isinstance(kind, EdtfField) else ""


FIELDS = {(name, field.name): field for name, model in MODELS.items() for field in model.content_fields()}


def sealed_words(edition: Edition) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in SEALED}


def places(sealed: Mapping) -> Iterator[Place]:
    """Yield every text that an edition seals, with the way to it."""
    for path, text in texts(sealed, ()):
        names = [name for name in path if isinstance(name, str)]
        section = names[1] if path[0] == "document" else "edition"
        yield Place(path, section, ".".join(names[2:] or names), text)


def texts(part: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, Mapping):
        for name in sorted(part):
            yield from texts(part[name], (*path, name))
    elif isinstance(part, list):
        for at, one in enumerate(part):
            yield from texts(one, (*path, at))


def cuts_of(sealed: Mapping, removal: Removal) -> dict[Path, list[Cut]]:
    """Map the way to each text that changes to what changes there."""
    found = ((place.path, removal.cuts(place.section, place.field, place.text)) for place in places(sealed))
    return {path: cuts for path, cuts in found if cuts}


def remains(sealed: Any, cuts: Mapping[Path, Iterable[Cut]], path: Path = ()) -> Any:
    """Return what an edition seals, without what was cut."""
    if isinstance(sealed, Mapping):
        return {name: remains(part, cuts, (*path, name)) for name, part in sealed.items()}
    if isinstance(sealed, list):
        return [remains(part, cuts, (*path, at)) for at, part in enumerate(sealed)]
    return without(sealed, cuts[path]) if path in cuts else sealed


def excerpt(text: str, cuts: list[Cut]) -> str:
    first = cuts[0]
    before, after = max(0, first.start - AROUND), first.end + AROUND
    return f"{'…' if before else ''}{text[before:after]}{'…' if after < len(text) else ''}".replace("\n", " ")
