"""Every statement of an edition as it is cited: at an address of its own, beside the documents it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.safestring import SafeString

from missions.editions.statements import Stated, rows_of, statements_of
from missions.editions.titles import name_of
from missions.pages.edition import EditionHead
from missions.pages.exports.publication import Publication
from missions.pages.history import NoticeWords
from missions.pages.references import entry_words
from missions.pages.said import said
from missions.pages.sources import address_at
from missions.pages.wordings import note
from missions.pages.works import edition_work, source_work
from missions.text.citations import Citation
from missions.text.exchange.work import Work


@dataclass(frozen=True, slots=True)
class Support:
    """A document that a statement rests on: its own reference, and the place in it."""

    key: str
    reference: SafeString
    locator: str
    passage: str
    url: str


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement as it is cited. `reference` names its address in the edition, which never changes."""

    id: str
    text: str
    reference: SafeString
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """The statements of one entry."""

    title: str
    statements: tuple[CitedStatement, ...]


@dataclass(frozen=True, slots=True)
class StatementList:
    """The page that lists the statements of an edition, which may be an old one or withdrawn."""

    name: str
    slug: str
    edition: EditionHead
    withdrawal: NoticeWords | None
    groups: tuple[StatementGroup, ...]

    @classmethod
    def of(cls, publication: Publication) -> "StatementList":
        document, edition = publication.document, publication.edition
        name = document["mission"]["name"]
        found = groups(document, edition_work(name, publication.slug, edition))
        return cls(name, publication.slug, edition, publication.withdrawal, tuple(found))


def groups(document: Mapping, work: Work) -> Iterator[StatementGroup]:
    rows = {(section, row["key"]): row for section, row in rows_of(document)}
    titles = {place: name_of(place[0], row) for place, row in rows.items()}
    sources = {source["key"]: source_work(source) for source in document["sources"]}
    for title, stated in groupby(statements_of(document), key=lambda one: entry_words(one.place, titles)):
        cited = (cite(one, rows[one.place.section, one.place.key], work, sources) for one in stated)
        yield StatementGroup(title, tuple(cited))


def cite(stated: Stated, row: Mapping, work: Work, sources: Mapping[str, Work]) -> CitedStatement:
    return CitedStatement(
        id=stated.place.id,
        text=said(stated, row),
        reference=note(replace(work, url=f"{work.url}#{stated.place.id}")),
        supports=tuple(supports(stated.citations, sources)),
    )


def supports(citations: Iterable[Citation], sources: Mapping[str, Work]) -> Iterator[Support]:
    for citation in dict.fromkeys(citations):
        if source := sources.get(citation.key):
            url = address_at(source.url, citation.passage)
            yield Support(citation.key, note(source), citation.locator, citation.passage, url)
