"""Editions as tables: one for each section of the document, and one of all statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Field

from missions.editions.statements import printed_citations_of, stem_of
from missions.models import Relation
from missions.models.fields import EdtfField
from missions.pages.edition import EditionHead
from missions.pages.exports.record import moment, statements_in
from missions.pages.names import MODELS
from missions.text.dates import DateError, bounds

# The names of the tables, and the sections of the document whose rows they have.
SECTIONS = {"missions": "mission", **{section: section for section in MODELS if section != "mission"}}
STATEMENTS = "statements"
TABLES = (*SECTIONS, STATEMENTS)
BETWEEN = ";"
CITED = ("sources", "source_numbers")
ENDS = ("earliest", "latest")
EDITION = ("mission", "edition")

Row = dict[str, Any]


def columns(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, which the codebook explains."""
    if table == STATEMENTS:
        return (*EDITION, "id", "section", "key", "field", "words", "is_editorial", *CITED, "address")
    section = SECTIONS[table]
    first = (*EDITION, "number") if section == "sources" else EDITION
    fields = [name for field in MODELS[section].content_fields() for name in columns_of(field)]
    last = ("published_at", *CITED) if section == "mission" else () if section == "sources" else CITED
    return (*first, *fields, *last, "address")


def columns_of(field: Field) -> tuple[str, ...]:
    """Return the columns of a field: a date has its bounds behind it; the mission of an entry stands in front."""
    if field.name == "mission":
        return ()
    if field.model is Relation and field.name == "other":
        return ("other", "other_name", "other_slug")
    if isinstance(field, EdtfField):
        return (field.name, *(f"{field.name}_{end}" for end in ENDS))
    return (field.name,)


def rows(table: str, edition: EditionHead, document: Mapping, address: str) -> Iterator[Row]:
    """Yield the rows that an edition has in a table: values by column. `address` is the edition's own."""
    common = {"mission": document["mission"]["key"], "edition": edition.number}
    if table == STATEMENTS:
        for statement in statements_in(document, address):
            named = ((one["source"], one["number"]) for one in statement["citations"])
            yield common | statement | cited(named)
        return
    section = SECTIONS[table]
    citations = citations_by_entry(document)
    for row in [document["mission"]] if section == "mission" else document[section]:
        yield {
            **common,
            **row,
            **others(row),
            **bounds_of(section, row),
            **cited(citations[section, row["key"]]),
            "published_at": moment(edition.published_at),
            "address": address_of(section, row, address),
        }


def citations_by_entry(document: Mapping) -> Mapping[tuple[str, str], list[tuple[str, int]]]:
    """Map (section, key) to the (key, number) of the sources an entry cites anywhere, in reading order."""
    numbers = {source["key"]: source["number"] for source in document["sources"]}
    found: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for printed in printed_citations_of(document):
        key = printed.citation.key
        if key in numbers:
            found[printed.place.section, printed.place.key].append((key, numbers[key]))
    return found


def cited(sources: Iterable[tuple[str, int]]) -> Row:
    once = dict.fromkeys(sources)
    keys, numbers = (BETWEEN.join(str(source[part]) for source in once) for part in (0, 1))
    return dict(zip(CITED, (keys, numbers), strict=True))


def others(row: Mapping) -> Row:
    other = row.get("other")
    return {"other": other["key"], "other_name": other["name"], "other_slug": other["slug"]} if other else {}


def bounds_of(section: str, row: Mapping) -> Row:
    """Return the earliest and latest day of each date; None where an end is open or not known."""
    found: Row = {}
    for field in MODELS[section].content_fields():
        if isinstance(field, EdtfField):
            days = bounds_if_any(row[field.name])
            found |= {f"{field.name}_{end}": day for end, day in zip(ENDS, days, strict=True)}
    return found


def bounds_if_any(edtf: str) -> tuple[date | None, date | None]:
    try:
        return bounds(edtf)
    except DateError:
        # What an old edition says is passed on as it says it.
        return None, None


def address_of(section: str, row: Mapping, address: str) -> str:
    if section == "mission":
        return address
    return f"{address}#ref-{row['number']}" if section == "sources" else f"{address}#{stem_of(section, row['key'])}"
