"""The editors' own words in a document, in reading order; quotations and titles of sources are others' words."""

import re
from collections.abc import Iterator, Mapping

from missions.editions.statements import Place, rows_of, statements_of

TITLES = ("title", "role", "counted", "wording", "occasion", "label")
RUNNING = ("summary", "overview", "text")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def prose_of(document: Mapping) -> Iterator[tuple[Place, str]]:
    """Yield each title and each statement, without citations, with its place."""
    stated: dict[tuple[str, str], list[tuple[Place, str]]] = {}
    for one in statements_of(document):
        if one.statement.kind != "fact":
            stated.setdefault((one.place.section, one.place.key), []).append((one.place, one.statement.text))
    for section, row in rows_of(document):
        for name in TITLES:
            if row.get(name):
                yield Place(section, row["key"], name), row[name]
        yield from stated.get((section, row["key"]), ())


def sentences_of(document: Mapping) -> list[str]:
    """Return the running text of a record: summary, overview and the texts of entries."""
    return [text for place, text in prose_of(document) if place.field in RUNNING]


def without_quotations(text: str) -> str:
    return QUOTED.sub(" ", text)
