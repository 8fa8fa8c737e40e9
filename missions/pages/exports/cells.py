"""Tables as text: CSV by RFC 4180, harmless in spreadsheets, and not a letter lost.

A text that begins with a sign by which spreadsheets know a formula, or with an apostrophe, has one apostrophe put
before it; taking one leading apostrophe away gives every text back. https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO

# The last are the same signs in their wide forms, which some spreadsheets take for the others.
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")

Value = str | int | bool | date | None


def lines_of(names: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> Iterator[str]:
    """Yield a table a line at a time, the names of its columns first."""
    yield line_of(names)
    for row in rows:
        yield line_of([cell(row[name]) for name in names])


def line_of(cells: Iterable[str]) -> str:
    line = StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()


def cell(value: Value) -> str:
    """Return a value as it stands in a cell: truth as in JSON, a day as ISO 8601 has it, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    return f"'{value}" if value.startswith(SIGNS) else value
