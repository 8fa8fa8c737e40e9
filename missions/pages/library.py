"""The sources of all live records: the list, and a page for each with what it supports."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.editions.problems import title_of
from missions.editions.statements import rows_of, statements_of
from missions.models import Source
from missions.pages.citing import Citing
from missions.pages.edition import EditionHead
from missions.pages.references import entry_words
from missions.pages.said import said
from missions.pages.sources import PrintedSource

Record = tuple[EditionHead, Mapping]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list, with the names of the records that cite it: none where only one record is live."""

    source: PrintedSource
    missions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The sources of one kind."""

    id: str
    title: str
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """A statement that names the source: where it stands, and its words."""

    anchor: str
    entry: str
    text: str
    locator: str
    passage: str


@dataclass(frozen=True, slots=True)
class Supported:
    """What a source supports in one record."""

    name: str
    slug: str
    statements: tuple[Support, ...]
    is_link: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """How another live edition words the source."""

    name: str
    slug: str
    number: int
    source: PrintedSource


@dataclass(frozen=True, slots=True)
class Past:
    """The editions of a record that cited a source, in order."""

    name: str
    slug: str
    numbers: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """Say it: "It is cited in NATO Mission Iraq, editions 1 to 3 and 5"."""
        return ngettext(
            "It is cited in %(name)s, edition %(numbers)s.",
            "It is cited in %(name)s, editions %(numbers)s.",
            len(self.numbers),
        ) % {"name": self.name, "numbers": get_text_list(runs(self.numbers), _("and"))}


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What a source supports in live records; `past` is filled instead where none cites it now."""

    title: str
    source: PrintedSource
    citing: Citing
    supported: tuple[Supported, ...] = ()
    others: tuple[Wording, ...] = ()
    past: tuple[Past, ...] = ()


def groups_of(records: Iterable[Record]) -> tuple[SourceGroup, ...]:
    """Return the sources of live records by kind; `records` come newest first, whose wording counts."""
    newest: dict[str, Mapping] = {}
    citing: dict[str, list[str]] = {}
    names = set()
    for _edition, document in records:
        names.add(document["mission"]["key"])
        for source in document["sources"]:
            newest.setdefault(source["key"], source)
            citing.setdefault(source["key"], []).append(document["mission"]["name"])
    titles = {
        "official": _("Official"),
        "legal": _("Legal"),
        "press": _("Press"),
        "analysis": _("Analysis"),
        "data": _("Data"),
    }
    groups = []
    for kind in Source.Kind.values:
        lines = [
            SourceLine(PrintedSource.of(source), tuple(sorted(citing[key])) if len(names) > 1 else ())
            for key, source in newest.items()
            if source["kind"] == kind
        ]
        lines.sort(key=lambda line: (newest[line.source.key]["publisher"].casefold(), line.source.key))
        if lines:
            groups.append(SourceGroup(kind, titles[kind], tuple(lines)))
    return tuple(groups)


def source_page(key: str, records: Iterable[Record]) -> SourcePage:
    """Return the page of a source; `records` are the live ones that cite it, newest first."""
    found = [(edition, document, wording(key, document)) for edition, document in records]
    present = PrintedSource.of(found[0][2])
    others = (
        Wording(document["mission"]["name"], edition.slug, edition.number, PrintedSource.of(source))
        for edition, document, source in found[1:]
        if content(source) != content(found[0][2])
    )
    return SourcePage(
        title=title(found[0][2]),
        source=present,
        citing=Citing.of_source(found[0][2]),
        supported=tuple(supported(key, edition, document) for edition, document, _source in found),
        others=tuple(others),
    )


def past_source_page(key: str, cited: Iterable[tuple[EditionHead, Mapping, Iterable[int]]]) -> SourcePage:
    """Return the page of a source that no live record cites.

    `cited` has, for each record that did, newest first, the last edition that did, its document, and the numbers of
    all that did. The last of one record may know the source by an earlier key; the newest of all knows it by `key`.
    """
    found = list(cited)
    source = next(filter(None, (find_wording(key, document) for _edition, document, _numbers in found)))
    past = (
        Past(document["mission"]["name"], edition.slug, tuple(sorted(numbers))) for edition, document, numbers in found
    )
    return SourcePage(title(source), PrintedSource.of(source), Citing.of_source(source), past=tuple(past))


def runs(numbers: Iterable[int]) -> list[str]:
    """Put ordered numbers into runs: 1, 2, 3, 5, 6 are "1 to 3", "5" and "6"."""
    found: list[str] = []
    for _gap, group in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
        run = [number for _place, number in group]
        found += [_("%(first)d to %(last)d") % {"first": run[0], "last": run[-1]}] if len(run) > 2 else map(str, run)
    return found


def title(source: Mapping) -> str:
    return f"{source['publisher']}: {source['title'] or _('untitled page')}"


def wording(key: str, document: Mapping) -> Mapping:
    return next(source for source in document["sources"] if source["key"] == key)


def find_wording(key: str, document: Mapping) -> Mapping | None:
    return next((source for source in document["sources"] if source["key"] == key), None)


def content(source: Mapping) -> dict:
    return {name: value for name, value in source.items() if name != "number"}


def supported(key: str, edition: EditionHead, document: Mapping) -> Supported:
    return Supported(
        name=document["mission"]["name"],
        slug=edition.slug,
        statements=tuple(supports(key, document)),
        is_link=any(link["source"] == key for link in document["links"]),
    )


def supports(key: str, document: Mapping) -> Iterator[Support]:
    rows = {(section, row["key"]): row for section, row in rows_of(document)}
    titles = {(section, row_key): title_of(section, row) for (section, row_key), row in rows.items()}
    for stated in statements_of(document):
        citation = next((citation for citation in stated.citations if citation.key == key), None)
        if citation is None:
            continue
        place = stated.place
        yield Support(
            anchor=place.id,
            entry=entry_words(place, titles),
            text=Truncator(said(stated, rows[place.section, place.key])).words(40),
            locator=citation.locator,
            passage=citation.passage,
        )
