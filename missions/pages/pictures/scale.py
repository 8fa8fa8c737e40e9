"""Days on a picture, and the ticks that name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import formats

from missions.pages.pictures.words import width_of

# In months: a picture takes the first step that leaves room for the names of its ticks.
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000)
YEAR = 12
YEAR_ROOM = 3.6
MONTH_ROOM = 6.5
# A picture shows three months at least: a single day has no extent.
LEAST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the picture at `x` percent, where a year or month begins."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Places days, counted as `date.toordinal` does, on a picture `width` em wide.

    `before` and `after` are the em left free at its ends, where marks may stand.
    """

    first: int
    last: int
    width: float
    before: float
    after: float

    @classmethod
    def over(cls, days: Iterable[int], width: float, *, before: float, after: float) -> "Scale":
        """Return the scale that shows all of `days`, of which there is at least one."""
        among = list(days)
        first, last = min(among), max(among)
        lacking = max(LEAST_DAYS - (last - first), 0) // 2
        return cls(max(first - lacking, 1), last + lacking, width, before, after)

    def at(self, day: float) -> float:
        """Return the place of a day in em; one that is off the scale stands at its end."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return self.before + share * (self.width - self.before - self.after)

    def percent(self, em: float) -> float:
        return round(100 * em / self.width, 1)


def ticks_of(scale: Scale) -> tuple[Tick, ...]:
    """Return a tick for each beginning of a year, or of as many years or months as leave room for the names."""
    first, last = month_number(scale.first), month_number(scale.last)
    room = scale.width - scale.before - scale.after
    step = next((step for step in STEPS if (last - first) / step * room_of(step) <= room), STEPS[-1])
    found: list[Tick] = []
    for month in range(first - first % step, last + 1, step):
        if month < YEAR:  # there is no year 0
            continue
        day = date(month // YEAR, month % YEAR + 1, 1)
        place = scale.at(day.toordinal())
        words = tick_words(day, is_first=not found)
        if day.toordinal() >= scale.first and place + width_of(words) <= scale.width:
            found.append(Tick(scale.percent(place), words))
    return tuple(found)


def month_number(day: int) -> int:
    moment = date.fromordinal(min(day, date.max.toordinal()))
    return moment.year * YEAR + moment.month - 1


def room_of(step: int) -> float:
    return YEAR_ROOM if step >= YEAR else MONTH_ROOM


def tick_words(day: date, *, is_first: bool) -> str:
    """Return "2018" for a January, "Apr" for other months, with their year where it has not been named."""
    if day.month == 1:
        return str(day.year)
    return formats.date_format(day, "M Y" if is_first else "M")
