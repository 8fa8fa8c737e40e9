"""Dates: each entry lies within its mission's, or says why not; nothing has happened after the record ends."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from missions.editions.document import span
from missions.editions.statements import Place
from missions.review.findings import Finding
from missions.review.spans import end_of, start_of

# How an entry says in its own words that it tells of what came before a mission, or of what followed it.
BEFORE = re.compile(
    r"\b(before|forerunner|predecessor|earlier|previous|prior|request|decision|decid|agreed|launch|plan|prepar|designat|propos"
    r"|authoris|mandate|ahead of)",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\b(after|follow|successor|transition|handover|handed over|clos|withdr|liquidat|remain|ended)", re.IGNORECASE
)
# Numbers of these qualities look ahead by their nature.
LOOKING_AHEAD = ("planned", "target", "authorised", "announced")
DATES = {"phases": "dates", "leaders": "dates", "figures": "date", "quotations": "date"}
WORDS = ("title", "text", "note", "role", "occasion")


def review_periods(mission: str, document: Mapping) -> Iterator[Finding]:
    start, end = span(document["mission"]["dates"])
    as_of = span(document["mission"]["as_of"])[1]
    for section, field in DATES.items():
        for row in document[section]:
            yield from review_entry(mission, Place(section, row["key"], field), row, (start, end, as_of))


def review_entry(mission: str, place: Place, row: Mapping, limits: tuple[date, date, date]) -> Iterator[Finding]:
    start, end, as_of = limits
    dates = row[place.field]
    if row.get("is_announced") or row.get("quality") in LOOKING_AHEAD or not dates:
        return
    # What may lie within is not said to lie outside: December 2001 may be the 20th.
    began, ended = start_of(dates)[1], end_of(dates)[0]
    words = " ".join(row[name] for name in WORDS if row.get(name))
    if start_of(dates)[0] > as_of:
        yield Finding("after-as-of", _("it lies after the day up to which the record is true."), mission, place)
    if began < start and not BEFORE.search(words):
        sentence = _("it begins before the mission and does not say what it has to do with it.")
        yield Finding("before-the-mission", sentence, mission, place)
    if end < ended and not AFTER.search(words):
        sentence = _("it ends after the mission and does not say what it has to do with it.")
        yield Finding("after-the-mission", sentence, mission, place)
