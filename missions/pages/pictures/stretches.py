"""Dates as what a bar has to show: where they begin and end, how surely, and what is not known."""

from dataclasses import dataclass
from enum import StrEnum

from missions.text.moments import Moment, Span, read

Days = tuple[float, float]


class End(StrEnum):
    """What is known of an end. The values name the marks that the pictures show."""

    KNOWN = ""
    ABOUT = "about"
    UNKNOWN = "unknown"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, counted as `date.toordinal` does, the last excluded.

    It begins between the two days of `start` and ends between the two of `end`: the same day twice where the source
    names the day. None where that end is open or not known.
    """

    start: Days | None
    end: Days | None
    before: End
    after: End

    @property
    def days(self) -> tuple[int, ...]:
        """Return the days between which a picture has to reach."""
        return tuple(int(one) for pair in (self.start, self.end) if pair for one in pair)

    @property
    def is_short(self) -> bool:
        """Return whether all lies within a month."""
        return bool(self.start and self.end and self.end[1] - self.start[0] <= 31)


def stretch_of(edtf: str) -> Stretch | None:
    """Return what a date covers, None for none. Raises DateError."""
    if not edtf:
        return None
    meant = read(edtf)
    if isinstance(meant, Moment):
        return stretch_of_moment(meant)
    start = days_of(meant.start) if meant.start else None
    end = days_of(meant.end) if meant.end else None
    starting = (start[0], start[1] if is_wide(start) else start[0]) if start else None
    ending = (end[0] if is_wide(end) else end[1], end[1]) if end else None
    if starting and ending and starting[1] > ending[0]:
        between = min(max((starting[1] + ending[0]) / 2, starting[0]), ending[1])
        starting, ending = (starting[0], between), (between, ending[1])
    return Stretch(starting, ending, *ends_of(meant))


def stretch_of_moment(moment: Moment) -> Stretch:
    """Return the stretch of a day or, of a month or year, the time somewhere within which it lies."""
    first, last = days_of(moment)
    if not is_wide((first, last)):
        return Stretch((first, first), (last, last), mark_of(moment), End.KNOWN)
    middle = (first + last) / 2
    return Stretch((first, middle), (middle, last), mark_of(moment), End.KNOWN)


def ends_of(span: Span) -> tuple[End, End]:
    before = mark_of(span.start) if span.start else End.OPEN if span.is_start_open else End.UNKNOWN
    after = mark_of(span.end) if span.end else End.OPEN if span.is_end_open else End.UNKNOWN
    return before, after


def mark_of(moment: Moment) -> End:
    return {"": End.KNOWN, "~": End.ABOUT}.get(moment.mark, End.UNKNOWN)


def days_of(moment: Moment) -> Days:
    return moment.earliest.toordinal(), moment.latest.toordinal() + 1


def is_wide(days: Days) -> bool:
    return days[1] - days[0] > 1
