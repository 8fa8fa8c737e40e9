"""Dates as EDTF writes them: levels 0 and 1 of ISO 8601-2, years 0001 to 9999, read by the `edtf` parser.

See https://www.loc.gov/standards/datetime/.
"""

import re
import warnings
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from missions.text.refusals import Refusal, excerpt

with warnings.catch_warnings():
    # Its grammar makes pyparsing 3.3 warn while it is imported.
    warnings.simplefilter("ignore")
    from edtf.parser import Date, Season, Unspecified


class DateError(Refusal):
    """What was typed is no date, or not only one."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, season, month or day, as precise as it is known.

    `month` is "" where only the year is known, "21" to "24" for a season; X stands for a digit that is not known.
    `mark` is "~" for about, "?" for uncertain, "%" for both.
    """

    year: str
    month: str
    day: str
    mark: str
    earliest: date
    latest: date

    @property
    def is_plain(self) -> bool:
        return not self.mark and "X" not in self.year + self.month + self.day

    @property
    def is_season(self) -> bool:
        return self.month in SEASONS


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another; `start` or `end` is None where it is open ("..") or not known ("")."""

    start: Moment | None
    end: Moment | None
    is_start_open: bool
    is_end_open: bool


@lru_cache(maxsize=4096)
def read(edtf: str) -> Moment | Span:
    """Return what an EDTF string means. Raises DateError."""
    if "/" not in edtf:
        return moment(edtf)
    start, _, end = edtf.partition("/")
    if start in OPEN and end in OPEN:
        raise DateError("date-unreadable", f"“{excerpt(edtf)}” names no date at either end. {EXAMPLES}")
    span = Span(
        start=None if start in OPEN else moment(start),
        end=None if end in OPEN else moment(end),
        is_start_open=start == "..",
        is_end_open=end == "..",
    )
    if "X" in edtf:
        raise DateError(
            "date-unreadable",
            f"“{excerpt(edtf)}” has an unknown digit within a period. Write only what is known, for example "
            "2018/2019, or use ~ for about: 2018~/2019.",
        )
    if span.start and span.end and span.start.earliest > span.end.latest:
        raise DateError(
            "date-reversed",
            f"“{excerpt(edtf)}” ends before it begins. Write the earlier date first, for example 2017/2018.",
        )
    return span


def moment(edtf: str) -> Moment:
    match = SHAPE.fullmatch(edtf)
    if not match:
        raise DateError("date-unreadable", f"“{excerpt(edtf)}” is not a date that can be read. {EXAMPLES}")
    year, month, day, mark = (part or "" for part in match.groups())
    refuse_impossible(year, month, day)
    if month in SEASONS and (day or mark):
        raise DateError(
            "date-unreadable",
            f"“{excerpt(edtf)}” adds to a season what it cannot have. Write 2018-21 for spring 2018.",
        )
    grammar: Any = (Season if month in SEASONS else Unspecified if "X" in edtf else Date).parser
    understood = grammar.parse_string(edtf.removesuffix(mark), parse_all=True)[0]
    earliest, latest = understood.lower_strict(), understood.upper_strict()
    return Moment(year, month, day, mark, date(*earliest[:3]), date(*latest[:3]))


def refuse_impossible(year: str, month: str, day: str) -> None:
    if year.replace("X", "0") == "0000":
        raise DateError("date-impossible", "There is no year 0000. Write a year from 0001 to 9999, for example 2018.")
    if month in {"", "XX", *SEASONS}:
        return
    if not 1 <= int(month) <= 12:
        raise DateError(
            "date-impossible",
            f"There is no month {month}: months are 01 to 12, seasons 21 to 24. Write 2018-10 for October 2018.",
        )
    if day in ("", "XX"):
        return
    last = monthrange(int(year), int(month))[1]
    if not 1 <= int(day) <= last:
        name = f"{month_name[int(month)]} {int(year)}"
        raise DateError(
            "date-impossible",
            f"{name} has no day {day}: its days are 1 to {last}. Write one of them, or only the month: {name}.",
        )


OPEN = ("", "..")
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
# What is unknown (X) has nothing known below it.
SHAPE = re.compile(
    r"([0-9](?:[0-9]{3}|(?:[0-9]{2}X|[0-9]XX|XXX)(?!-)))"
    r"(?:-([0-9]{2}|XX(?!-[0-9]))(?:-([0-9]{2}|XX))?)?"
    r"([~?%]?)"
)
EXAMPLES = (
    "Write, for example, 2018, October 2018, 31 October 2018, about 2020, since 2019, 2017 to 2018 or, as files do, "
    "2018-10, 2020~, 2019/.., 2017/2018."
)
