"""Bars with their names, so put beneath each other that no two stand on the same place."""

from collections.abc import Sequence

from missions.pages.pictures.bars import Bar, bar_of
from missions.pages.pictures.scale import Scale
from missions.pages.pictures.shapes import Line, Mark, Shown, Size, Stroke, Timed
from missions.pages.pictures.stretches import End
from missions.pages.pictures.words import lines_of, width_of

# In em of the letters of a picture.
LINE = 1.2
OVER_BAR = 0.65  # from the foot of the letters to the middle of the bar
UNDER_BAR = 0.65
UNNAMED = 1.85  # a finger's width from one bar to the next
BESIDE = 1.2


def lanes(rows: Sequence[Timed], scale: Scale, size: Size, *, top: float) -> tuple[tuple[Shown, ...], float]:
    """Put each row into the first lane where it has room; return the rows in their order, and the height below them."""
    bars = [bar_of(row.stretch, scale, until=row.until or scale.last) for row in rows]
    lines = [
        lines_of(f"{row.name} {row.aside}".strip(), width=room_at(bar.left, bar.right, scale), most=size.lines)
        for row, bar in zip(rows, bars, strict=True)
    ]
    numbers = lane_numbers([reach(bar, words, scale) for bar, words in zip(bars, lines, strict=True)])
    if max(numbers) >= size.lanes:
        lines = [() for _row in rows]
        numbers = lane_numbers([bar.reach for bar in bars])
    heights = [0.0] * (max(numbers) + 1)
    for number, words in zip(numbers, lines, strict=True):
        heights[number] = max(heights[number], len(words) * LINE + OVER_BAR - 0.3 + UNDER_BAR if words else UNNAMED)
    bottoms = [top + sum(heights[: number + 1]) for number in range(len(heights))]
    shown = tuple(
        draw(row, bar, words, scale, bottoms[number])
        for row, bar, words, number in zip(rows, bars, lines, numbers, strict=True)
    )
    return shown, bottoms[-1]


def lane_numbers(reaches: Sequence[tuple[float, float]]) -> list[int]:
    """Return the number of a lane for each reach, so that within a lane they keep their distance."""
    taken: list[list[tuple[float, float]]] = []
    numbers = []
    for left, right in reaches:
        free = (
            number
            for number, lane in enumerate(taken)
            if all(right + BESIDE <= other[0] or other[1] + BESIDE <= left for other in lane)
        )
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append((left, right))
        numbers.append(number)
    return numbers


def reach(bar: Bar, lines: Sequence[str], scale: Scale) -> tuple[float, float]:
    """Return where a bar and its name begin and end, together."""
    left, right = bar.reach
    if not lines:
        return left, right
    width = max(map(width_of, lines))
    anchor, place = anchor_of(width, bar.left, bar.right, scale)
    begins = place - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return min(left, begins), max(right, begins + width)


def room_at(left: float, right: float, scale: Scale) -> float:
    """Return the width that words at a bar may have: two thirds of the picture at least."""
    middle = (left + right) / 2
    return max(scale.width - left, right, 2 * min(middle, scale.width - middle))


def anchor_of(width: float, left: float, right: float, scale: Scale) -> tuple[str, float]:
    """Return how words hold on to a bar, and where: they begin with it, end with it or stand over its middle."""
    if left + width <= scale.width:
        return "start", left
    return ("end", right) if width <= right else ("middle", (left + right) / 2)


def draw(row: Timed, bar: Bar, words: Sequence[str], scale: Scale, bottom: float) -> Shown:
    y = bottom - UNDER_BAR
    anchor, place = anchor_of(max(map(width_of, words), default=0), bar.left, bar.right, scale)
    return Shown(
        href=row.href,
        title=row.title,
        kind=row.kind,
        y=round(y, 2),
        strokes=strokes(bar, scale, is_announced=row.is_announced),
        marks=marks(bar, scale, is_announced=row.is_announced),
        lines=tuple(
            line_of(one, "" if above else row.aside, scale.percent(place), -OVER_BAR - LINE * above, anchor)
            for one, above in zip(words, reversed(range(len(words))), strict=True)
        ),
    )


def line_of(words: str, aside: str, x: float, y: float, anchor: str) -> Line:
    """Return a line of a name, parted from what stands aside, if that is its end."""
    if not aside or not f" {words}".endswith(f" {aside}"):
        return Line(words, x, round(y, 2), anchor)
    return Line(words.removesuffix(aside).rstrip(), x, round(y, 2), anchor, aside)


def strokes(bar: Bar, scale: Scale, *, is_announced: bool) -> tuple[Stroke, ...]:
    if bar.is_point:
        return ()
    if is_announced:
        pieces = [("dashed", bar.left, bar.right)]
    elif bar.sure_left >= bar.sure_right:
        pieces = [("hatched", bar.left, bar.right)]
    else:
        pieces = [
            ("hatched", bar.left, bar.sure_left),
            ("solid", bar.sure_left, bar.sure_right),
            ("hatched", bar.sure_right, bar.right),
        ]
    drawn = (Stroke(kind, scale.percent(left), scale.percent(right)) for kind, left, right in pieces)
    return tuple(stroke for stroke in drawn if stroke.x1 < stroke.x2)


def marks(bar: Bar, scale: Scale, *, is_announced: bool) -> tuple[Mark, ...]:
    point = "point-announced" if is_announced else "point"
    found = [Mark(point, scale.percent((bar.left + bar.right) / 2))] if bar.is_point else []
    if bar.before is not End.KNOWN:
        found.append(Mark(f"{bar.before}-before", scale.percent(bar.left)))
    if bar.after is not End.KNOWN:
        found.append(Mark(bar.after.value, scale.percent(bar.right)))
    return tuple(found)
