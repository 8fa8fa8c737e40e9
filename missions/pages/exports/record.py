"""An edition as JSON: what its seal covers, where it stands, and its statements as data. `schemas` says the shape."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from missions.editions.statements import rows_of, statements_of
from missions.pages.exports.publication import Publication
from missions.pages.history import NoticeWords
from missions.pages.said import said
from missions.pages.site import Site
from missions.text.citations import Citation


def record_of(publication: Publication, site: Site) -> dict:
    edition, document = publication.edition, publication.document
    address = site.edition(publication.slug, edition.number)
    return {
        "$schema": site.address("record-schema"),
        "address": address,
        "canonical": site.address("mission", slug=publication.slug),
        "licence": site.licence,
        "standing": publication.standing,
        "newest": publication.newest,
        "notices": [notice_of(notice) for notice in publication.notices],
        # Exactly what the seal covers: `docs/document.md`, "The seal".
        "edition": {
            "mission": document["mission"]["key"],
            "number": edition.number,
            "slug": edition.slug,
            "published_at": moment(edition.published_at),
            "publisher": edition.publisher,
            "reason": edition.reason,
            "minor": edition.minor,
            "document": publication.stored,
            "previous": publication.previous,
        },
        "seal": publication.seal,
        "statements": list(statements_in(document, address)),
    }


def text_of(value: Mapping) -> str:
    """Return JSON as a file: names sorted, since databases keep them in orders of their own."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def moment(at: datetime) -> str:
    """Return a time in UTC with microseconds, as seals have it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def notice_of(notice: NoticeWords) -> dict:
    return {
        "edition": notice.number,
        "kind": notice.kind,
        "words": notice.words,
        "made_at": moment(notice.made_at),
        "maker": notice.maker,
        "replaced_seal": notice.replaced_seal,
    }


def statements_in(document: Mapping, address: str) -> Iterator[dict]:
    """Yield the statements of a document in reading order, each with its words and the sources that stand for it."""
    rows = {(section, row["key"]): row for section, row in rows_of(document)}
    numbers = {source["key"]: source["number"] for source in document["sources"]}
    for stated in statements_of(document):
        place = stated.place
        yield {
            "id": place.id,
            "address": f"{address}#{place.id}",
            "section": place.section,
            "key": place.key,
            "field": place.field,
            "words": said(stated, rows[place.section, place.key]),
            "is_editorial": stated.is_editorial,
            "citations": citations_of(stated.citations, numbers),
        }


def citations_of(citations: Iterable[Citation], numbers: Mapping[str, int]) -> list[dict]:
    return [
        {
            "source": citation.key,
            "number": numbers[citation.key],
            "locator": citation.locator,
            "passage": citation.passage,
        }
        for citation in citations
        if citation.key in numbers
    ]
