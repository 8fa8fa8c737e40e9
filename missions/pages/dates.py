"""Dates and moments as pages print them."""

from calendar import month_name
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from missions.text import dates


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in words, and for machines where it is a plain year, month or day ("" otherwise)."""

    words: str
    machine: str

    @classmethod
    def of(cls, edtf: str, *, announced: bool = False) -> "PrintedDate":
        return cls(dates.words(edtf, announced=announced), dates.machine(edtf))


def words(edtf: str) -> str:
    """Return a date in words, "" for none."""
    return dates.words(edtf) if edtf else ""


def moment(at: datetime | None) -> SafeString:
    """Return a moment as an element, in words and for machines: "31 March 2026, 12:00 UTC"; "" for none."""
    if not at:
        return SafeString("")
    at = at.astimezone(UTC)
    said = f"{at.day} {month_name[at.month]} {at:%Y, %H:%M}"
    return format_html('<time datetime="{}">{} UTC</time>', f"{at:%Y-%m-%dT%H:%M:%SZ}", said)
