"""Dates in EDTF: what people type, what they mean, and how they are written for people and machines.

An empty string stands for a date that was not given: it has no words and no bounds.
"""

from datetime import date

from missions.text.date_words import words_of_moment, words_of_span
from missions.text.moments import DateError, Span, read
from missions.text.typed_dates import understand

__all__ = ["DateError", "bounds", "is_open", "machine", "readable", "understand", "words"]


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day a date allows; None where an end is open or not known.

    "About" widens nothing; winter is the December of its year, as the `edtf` parser has it. Raises DateError.
    """
    if not edtf:
        return None, None
    meant = read(edtf)
    if isinstance(meant, Span):
        return (
            meant.start.earliest if meant.start else None,
            meant.end.latest if meant.end else None,
        )
    return meant.earliest, meant.latest


def words(edtf: str, *, announced: bool = False) -> str:
    """Return a date as people write it; a period that is only `announced` is "from 2019", not "since 2019".

    What is wholly known, `understand` turns back. Raises DateError.
    """
    if not edtf:
        return ""
    meant = read(edtf)
    return words_of_span(meant, announced=announced) if isinstance(meant, Span) else words_of_moment(meant)


def readable(edtf: str) -> str:
    """Return a date in words, or as it is written where it cannot be read: old editions are shown as they stand."""
    try:
        return words(edtf)
    except DateError:
        return edtf


def machine(edtf: str) -> str:
    """Return what the attribute `datetime` of a <time> element can say: a plain year, month or day, else ""."""
    if not edtf:
        return ""
    meant = read(edtf)
    return edtf if not isinstance(meant, Span) and meant.is_plain and not meant.is_season else ""


def is_open(edtf: str) -> bool:
    """Return whether a period goes on, as far as is known."""
    return edtf.endswith("/..")
