"""Names beside the marks of a chart, where they cover nothing at any width."""

from collections.abc import Iterable
from dataclasses import dataclass

from missions.pages.pictures.scale import Scale
from missions.pages.pictures.shapes import Line
from missions.pages.pictures.words import width_of

BESIDE = 0.8
ABOVE = 0.7
LETTERS = 1.0
FOOT_OF_LETTERS = 0.35  # below the middle of a line of words


@dataclass(frozen=True, slots=True)
class Box:
    """What is taken. Its sides keep so many em from places on the time axis, which move apart as the page widens."""

    left_place: float
    left: float
    right_place: float
    right: float
    top: float
    bottom: float

    def is_clear_of(self, other: "Box") -> bool:
        return self.bottom <= other.top or other.bottom <= self.top or self.is_left_of(other) or other.is_left_of(self)

    def is_left_of(self, other: "Box") -> bool:
        return self.right_place <= other.left_place and self.right_place + self.right <= other.left_place + other.left


def box_of_mark(place: float, y: float) -> Box:
    return Box(place, -0.5, place, 0.5, y - 0.5, y + 0.5)


def box_of_line(left: float, right: float, top: float, bottom: float) -> Box:
    return Box(left, 0, right, 0, top - 0.1, bottom + 0.1)


def name_at(
    left: float, right: float, y: float, wordings: Iterable[str], taken: list[Box], scale: Scale, bottom: float
) -> Line | None:
    """Return the first wording that has room beside, above or below a mark, and take that room; None for no room."""
    middle = (left + right) / 2
    for words in wordings:
        width = width_of(words)
        for anchor, place, height in (
            ("start", right + BESIDE, y),
            ("end", left - BESIDE, y),
            ("middle", middle, y - ABOVE - LETTERS / 2),
            ("middle", middle, y + ABOVE + LETTERS / 2),
        ):
            begins = -width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
            box = Box(place, begins, place, begins + width, height - LETTERS / 2, height + LETTERS / 2)
            is_inside = place + begins >= 0 and place + begins + width <= scale.width and box.bottom <= bottom
            if is_inside and all(box.is_clear_of(other) for other in taken):
                taken.append(box)
                return Line(words, scale.percent(place), round(height + FOOT_OF_LETTERS, 2), anchor)
    return None
