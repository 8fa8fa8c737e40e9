"""The list of the sources that live records cite: by kind and publisher, as many on a page as can be looked through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from missions.pages.sources import PrintedSource

ON_A_PAGE = 250
KINDS = {
    "official": _("Official"),
    "legal": _("Legal"),
    "press": _("Press"),
    "analysis": _("Analysis"),
    "data": _("Data"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as the newest live record that cites it words it, the names of those records, and its statements."""

    wording: Mapping
    missions: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list, with the names of the records that cite it: none where only one record is live."""

    source: PrintedSource
    missions: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The sources of one kind that stand on a page."""

    id: str
    title: str
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind of sources: how many there are, and the page the first stands on."""

    id: str
    title: str
    count: int
    page: int


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """One page of the list; `count` is the number of all sources."""

    number: int
    pages: int
    count: int
    shelves: tuple[Shelf, ...]
    groups: tuple[SourceGroup, ...]

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        """Return the number of the next page, 0 for none."""
        return self.number + 1 if self.number < self.pages else 0


def pages_of(count: int) -> int:
    """Return how many pages a list has; the first is there even if there is no source."""
    return max(1, -(-count // ON_A_PAGE))


def library_page(
    listed: Iterable[Listed], number: int, *, counts: Mapping[str, int], names_missions: bool
) -> LibraryPage:
    """Return a page of the list: `listed` stand on it, in their order; `counts` tells how many there are of a kind."""
    shelves, before = [], 0
    for kind, title in KINDS.items():
        if count := counts.get(kind, 0):
            shelves.append(Shelf(kind, str(title), count, before // ON_A_PAGE + 1))
            before += count
    groups = (
        SourceGroup(kind, str(KINDS[kind]), tuple(line_of(one, names_missions=names_missions) for one in ones))
        for kind, ones in groupby(listed, key=lambda one: str(one.wording["kind"]))
    )
    return LibraryPage(number, pages_of(before), before, tuple(shelves), tuple(groups))


def line_of(one: Listed, *, names_missions: bool) -> SourceLine:
    return SourceLine(PrintedSource.of(one.wording), one.missions if names_missions else (), one.statements)
