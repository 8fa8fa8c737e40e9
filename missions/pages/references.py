"""The numbered references of a page, each with the way back to every place that cites it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from missions.editions.statements import Place, Printed, printed_citations_of, rows_of, statements_of
from missions.editions.titles import name_of
from missions.pages.names import field_name
from missions.pages.sources import PrintedSource, address_at


@dataclass(frozen=True, slots=True)
class BackLink:
    """One printed citation: its id, its letter at the reference, what it stands in, and where in the source it looks.

    `url` opens the source at the passage.
    """

    target: str
    letter: str
    entry: str
    locator: str
    passage: str
    url: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source, its words or both, and the letters of the citations that name it."""

    letters: tuple[str, ...]
    locator: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A source with its number on this page."""

    id: str
    number: int
    source: PrintedSource
    backlinks: tuple[BackLink, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the places in the source that citations name, each once."""
        named: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for link in self.backlinks:
            if link.locator or link.passage:
                named[link.locator, link.passage, link.url].append(link.letter)
        return tuple(Passage(tuple(letters), *place) for place, letters in named.items())


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The references in the order of their numbers, and whether a statement is marked as the editors' own words."""

    references: tuple[Reference, ...]
    has_editorial: bool

    def __bool__(self) -> bool:
        return bool(self.references) or self.has_editorial


def references_of(document: Mapping) -> ReferenceList:
    titles = {(section, row["key"]): name_of(section, row) for section, row in rows_of(document)}
    printed: dict[str, list[Printed]] = defaultdict(list)
    for one in printed_citations_of(document):
        printed[one.citation.key].append(one)
    references = (
        Reference(
            id=f"ref-{source['number']}",
            number=source["number"],
            source=PrintedSource.of(source),
            backlinks=tuple(backlinks(printed[source["key"]], source["url"], titles)),
        )
        for source in document["sources"]
    )
    marked = any(stated.statement.is_editorial for stated in statements_of(document))
    return ReferenceList(tuple(references), marked)


def backlinks(printed: Iterable[Printed], url: str, titles: Mapping) -> Iterable[BackLink]:
    for ordinal, one in enumerate(printed):
        yield BackLink(
            target=f"cite-{one.stem}.{one.ordinal}",
            letter=letters(ordinal),
            entry=entry_words(one.place, titles),
            locator=one.citation.locator,
            passage=one.citation.passage,
            url=address_at(url, one.citation.passage),
        )


def entry_words(place: Place, titles: Mapping) -> str:
    """Name what a citation stands in: a field of the mission, or the title of an entry."""
    if place.section == "mission":
        return field_name(place.section, place.field)
    return str(titles[place.section, place.key])


def letters(ordinal: int) -> str:
    """Count in letters from 0: a, b, … z, aa, ab."""
    before, last = divmod(ordinal, 26)
    return (letters(before - 1) if before else "") + "abcdefghijklmnopqrstuvwxyz"[last]
