"""The page of a source: what it supports in live records, where it can be read, and how editions worded it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.editions.statements import rows_of, statements_of
from missions.editions.titles import name_of
from missions.pages.citable import Citable
from missions.pages.edition import EditionHead
from missions.pages.references import entry_words
from missions.pages.said import said
from missions.pages.sources import PrintedSource, address_at


@dataclass(frozen=True, slots=True)
class Citing:
    """An edition that cites a source: its mission's name, its wording of it, and its document if it is live.

    `edition` has the slug of the mission's present page; `mission` is its key.
    """

    edition: EditionHead
    mission: str
    name: str
    wording: Mapping
    document: Mapping | None = None


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Where in the source a statement looks; `url` opens the source at the passage."""

    locator: str
    passage: str
    url: str


@dataclass(frozen=True, slots=True)
class Support:
    """A statement that names the source: where it stands, its words, and where it looks, if it says so."""

    anchor: str
    entry: str
    text: str
    places: tuple[LookedUp, ...]


@dataclass(frozen=True, slots=True)
class Supported:
    """What a source supports in one record."""

    name: str
    slug: str
    statements: tuple[Support, ...]
    is_link: bool


@dataclass(frozen=True, slots=True)
class Editions:
    """Some editions of a record, in order."""

    name: str
    slug: str
    numbers: tuple[int, ...]

    @property
    def words(self) -> str:
        """Name them: "NATO Mission Iraq, editions 1 to 3 and 5"."""
        return ngettext("%(name)s, edition %(numbers)s", "%(name)s, editions %(numbers)s", len(self.numbers)) % {
            "name": self.name,
            "numbers": get_text_list(runs(self.numbers), _("and")),
        }


@dataclass(frozen=True, slots=True)
class Wording:
    """How some editions word the source, differently from today."""

    source: PrintedSource
    editions: tuple[Editions, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What a source supports in live records; `past` names the editions that cited it where none does now.

    `language` is a code, for the passages.
    """

    title: str
    source: PrintedSource
    language: str
    citable: Citable
    supported: tuple[Supported, ...]
    others: tuple[Wording, ...]
    past: tuple[Editions, ...]

    @property
    def count(self) -> int:
        return sum(len(record.statements) for record in self.supported)


def source_page(citing: Sequence[Citing]) -> SourcePage:
    """Return the page of a source, given every edition that cites it, live ones first, then newest first."""
    wording = citing[0].wording
    live = [one for one in citing if one.document is not None]
    others = [one for one in citing if content(one.wording) != content(wording)]
    return SourcePage(
        title=f"{wording['publisher']}: {wording['title'] or _('untitled page')}",
        source=PrintedSource.of(wording),
        language=wording["language"],
        citable=Citable.of_source(wording),
        supported=tuple(supported(one) for one in live),
        others=tuple(Wording(PrintedSource.of(group[0].wording), editions_of(group)) for group in worded_alike(others)),
        past=() if live else editions_of(citing),
    )


def worded_alike(citing: Iterable[Citing]) -> list[list[Citing]]:
    """Put editions with the same wording together, newest wording first."""
    groups: list[list[Citing]] = []
    for one in citing:
        group = next((group for group in groups if content(group[0].wording) == content(one.wording)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def content(source: Mapping) -> dict:
    """Return the wording of a source without its number, which is its place in one edition."""
    return {name: value for name, value in source.items() if name != "number"}


def editions_of(citing: Iterable[Citing]) -> tuple[Editions, ...]:
    numbers: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for one in citing:
        names.setdefault(one.edition.slug, one.name)
        numbers.setdefault(one.edition.slug, []).append(one.edition.number)
    return tuple(Editions(names[slug], slug, tuple(sorted(found))) for slug, found in numbers.items())


def runs(numbers: Iterable[int]) -> list[str]:
    """Put ordered numbers into runs: 1, 2, 3, 5, 6 are "1 to 3", "5" and "6"."""
    found: list[str] = []
    for _gap, group in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
        run = [number for _place, number in group]
        found += [_("%(first)d to %(last)d") % {"first": run[0], "last": run[-1]}] if len(run) > 2 else map(str, run)
    return found


def supported(citing: Citing) -> Supported:
    document = citing.document or {}
    key = citing.wording["key"]
    return Supported(
        name=citing.name,
        slug=citing.edition.slug,
        statements=tuple(supports(citing.wording, document)),
        is_link=any(link["source"] == key for link in document["links"]),
    )


def supports(source: Mapping, document: Mapping) -> Iterator[Support]:
    rows = {(section, row["key"]): row for section, row in rows_of(document)}
    titles = {(section, row_key): name_of(section, row) for (section, row_key), row in rows.items()}
    for stated in statements_of(document):
        cited = [citation for citation in stated.citations if citation.key == source["key"]]
        if not cited:
            continue
        place = stated.place
        yield Support(
            anchor=place.id,
            entry=entry_words(place, titles),
            text=Truncator(said(stated, rows[place.section, place.key])).words(40),
            places=tuple(
                LookedUp(one.locator, one.passage, address_at(source["url"], one.passage))
                for one in dict.fromkeys(cited)
                if one.locator or one.passage
            ),
        )
