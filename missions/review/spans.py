"""When a period may have begun and may have ended: a month or a year leaves several days open."""

from datetime import date

from missions.editions.document import span


def start_of(dates: str) -> tuple[date, date]:
    """Return the earliest and the latest day on which it may have begun."""
    return span(dates.partition("/")[0])


def end_of(dates: str) -> tuple[date, date]:
    """Return the earliest and the latest day on which it may have ended; an open one ends last of all days."""
    _start, slash, end = dates.partition("/")
    if end == "..":
        return date.max, date.max
    return span(end if slash else dates)
