"""A stretch of time as a bar: solid where it is certain, hatched where the sources leave the days open."""

from dataclasses import dataclass

from missions.pages.pictures.scale import Scale
from missions.pages.pictures.stretches import End, Stretch

# In em. What has no known end is shown so far beyond its beginning, before the mark that says so.
STUB = 1.5
MARK = 1.0
LEAST = 0.25
POINT = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in em from the left: hatched from `left` to `sure_left`, solid to `sure_right`, hatched to `right`."""

    left: float
    sure_left: float
    sure_right: float
    right: float
    before: End
    after: End
    is_point: bool = False

    @property
    def reach(self) -> tuple[float, float]:
        """Return where the bar begins and ends, its marks included."""
        return (
            self.left - (MARK if self.before is not End.KNOWN else 0),
            self.right + (MARK if self.after is not End.KNOWN else 0),
        )


def bar_of(stretch: Stretch, scale: Scale, *, until: int) -> Bar:
    """Draw a stretch; one that is open is certain up to the day `until`, which the record describes."""
    left, sure_left = places(stretch.start, scale)
    sure_right, right = places(stretch.end, scale)
    if stretch.end is None:
        is_open = stretch.after is End.OPEN
        right = max(scale.at(until) if is_open else 0, sure_left + STUB)
        sure_right = right if is_open else sure_left
    elif stretch.start is None:
        left = sure_right - STUB
        sure_left = left if stretch.before is End.OPEN else sure_right
    if stretch.is_short and right - left < POINT:
        middle = (left + right) / 2
        return Bar(middle - POINT / 2, middle, middle, middle + POINT / 2, stretch.before, stretch.after, is_point=True)
    # Whatever happened is seen, however little of the picture it is.
    lacking = max(LEAST - (right - left), 0)
    sure_right += lacking if sure_right == right else 0
    return Bar(left, sure_left, sure_right, right + lacking, stretch.before, stretch.after)


def places(days: tuple[float, float] | None, scale: Scale) -> tuple[float, float]:
    return (scale.at(days[0]), scale.at(days[1])) if days else (0.0, 0.0)
