"""The document of an edition: the whole record as plain JSON. Its shape is written in `docs/document.md`.

Pure: no query, no clock. The same record always gives the same document.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date

from missions.editions.record import Record
from missions.editions.statements import printed_citations_of
from missions.models import Initiative, Relation
from missions.text.dates import DateError, bounds

FORMAT = 1

# Documents hold what stands in the record at its time; a document of format n becomes n + 1 through LIFTS[n].
LIFTS: Mapping[int, Callable[[Mapping], Mapping]] = {}


def compose(record: Record) -> dict:
    """Return the document of a record, with every cited source's number and full wording."""
    document: dict = {"format": FORMAT, "mission": dict(record.mission)}
    for name, rows in record.entries.items():
        document[name] = [dict(row) for row in sorted(rows, key=ORDER[name])]
    document["figures"] = grouped(document["figures"])
    numbered = []
    for printed in printed_citations_of(document):
        if printed.citation.key in record.sources and printed.citation.key not in numbered:
            numbered.append(printed.citation.key)
    document["sources"] = [{"number": number, **record.sources[key]} for number, key in enumerate(numbered, 1)]
    return document


def grouped(figures: list[dict]) -> list[dict]:
    """Return figures by date with those that count the same together, where the first of them stands."""
    counted = dict.fromkeys(figure["counted"] for figure in figures)
    return [figure for group in counted for figure in figures if figure["counted"] == group]


def lift(document: Mapping) -> Mapping:
    """Return a document of any format in the present one; what is stored is never rewritten."""
    while document["format"] != FORMAT:
        document = LIFTS[document["format"]](document)
    return document


def canonical(value) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no floats."""
    refuse_floats(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def fingerprint(document: Mapping) -> str:
    """Return the SHA-256 of a document in hexadecimal digits."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def refuse_floats(value) -> None:
    if isinstance(value, float):
        raise TypeError("Documents hold no floats: their text differs between machines.")
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    for part in parts:
        # Most of a document is text.
        if type(part) is not str:
            refuse_floats(part)


def span(edtf: str) -> tuple[date, date]:
    """Return the bounds of a date for ordering: open and unknown ends lie outermost."""
    try:
        earliest, latest = bounds(edtf)
    except DateError:
        earliest, latest = None, None
    return earliest or date.min, latest or date.max


# The order is made here and not by the database, whose sorting of letters differs between machines.
ORDER = {
    "phases": lambda row: (*span(row["dates"]), row["key"]),
    "initiatives": lambda row: (Initiative.Kind.values.index(row["kind"]), row["position"], row["key"]),
    "figures": lambda row: (*span(row["date"]), row["counted"], row["key"]),
    "leaders": lambda row: (*span(row["dates"]), row["key"]),
    "quotations": lambda row: (*span(row["date"]), row["key"]),
    "links": lambda row: (row["position"], row["key"]),
    "relations": lambda row: (Relation.Kind.values.index(row["kind"]), row["other"]["name"], row["key"]),
}
