"""Everything published as files, under the paths of its addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from missions.pages.exports.cells import Value, lines_of
from missions.pages.exports.codebook import COLUMNS, codebook
from missions.pages.exports.codebook import rows as codebook_rows
from missions.pages.exports.prose import markdown_of
from missions.pages.exports.publication import Publication
from missions.pages.exports.record import moment, record_of, text_of
from missions.pages.exports.schemas import PLACES, schema
from missions.pages.exports.source_record import source_record_of
from missions.pages.exports.tables import TABLES
from missions.pages.site import Site
from missions.public import publications
from missions.public.exports import table_of

CHANGES = ("mission", "edition", "kind", "at", "by", "words", "is_minor", "seal")

File = tuple[str, Iterable[str]]


@dataclass
class Archive:
    """Yields the files of an archive, and counts what they hold."""

    missions: int = 0
    editions: int = 0
    sources: int = 0

    def files(self) -> Iterator[File]:
        """Yield (path, pieces of text) for every file, in an order that only the content decides."""
        site = Site.of_settings()
        yield "data/codebook.csv", lines_of(COLUMNS, codebook_rows(codebook()))
        for name in PLACES:
            yield f"data/{name}.schema.json", [text_of(schema(name, site))]
        for table in TABLES:
            yield f"data/{table}.csv", table_of(publications.live(), table)
        changes: list[dict[str, Value]] = []
        for found in publications.missions():
            self.missions += 1
            for publication in publications.whole_chain(found):
                self.editions += 1
                changes += changes_in(publication)
                yield from files_of(publication, site)
        yield (
            "data/changes.csv",
            lines_of(CHANGES, sorted(changes, key=lambda one: (str(one["at"]), str(one["mission"])))),
        )
        for key in publications.present_keys():
            self.sources += 1
            yield f"sources/{key}.json", [text_of(source_record_of(key, publications.citing(key), site))]


def files_of(publication: Publication, site: Site) -> Iterator[File]:
    """Yield the files of an edition, and those of the live address that show it if it is live."""
    live = f"missions/{publication.slug}"
    for place in (f"{live}/editions/{publication.edition.number}", *([live] if publication.standing == "live" else [])):
        yield f"{place}.json", [text_of(record_of(publication, site))]
        yield f"{place}.md", [markdown_of(publication, site)]
        for table in TABLES:
            yield f"{place}/{table}.csv", table_of([publication], table)


def changes_in(publication: Publication) -> Iterator[dict[str, Value]]:
    """Yield an edition and the notices about it as rows of the list of changes."""
    edition = publication.edition
    common: dict[str, Value] = {"mission": publication.document["mission"]["key"], "edition": edition.number}
    yield common | {
        "kind": "published",
        "at": moment(edition.published_at),
        "by": edition.publisher,
        "words": edition.reason,
        "is_minor": edition.minor,
        "seal": publication.seal,
    }
    for notice in publication.notices:
        if notice.number == edition.number:
            yield common | {
                "kind": notice.kind,
                "at": moment(notice.made_at),
                "by": notice.maker,
                "words": notice.words,
                "is_minor": None,
                "seal": "",
            }
