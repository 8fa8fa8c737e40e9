"""What a chart of figures is made of: heights in em from above, places in percent of the width."""

from dataclasses import dataclass

from missions.pages.pictures.scale import Tick
from missions.pages.pictures.shapes import Line


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the chart at the height of a number."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A figure: a mark at `x` on the height of its number, or one at either end of its range.

    `x1` to `x2` are the days its date leaves open, None where no wider than the mark; `line` its name, if it has room.
    """

    href: str
    title: str
    quality: str
    x: float
    ys: tuple[float, ...]
    x1: float | None
    x2: float | None
    line: Line | None


@dataclass(frozen=True, slots=True)
class ChartPicture:
    size: str
    height: float
    foot: float
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class FigureChart:
    """A chart in two arrangements; the key names each quality in it, `left_out` what it cannot show, if anything."""

    title: str
    description: str
    pictures: tuple[ChartPicture, ...]
    key: tuple[tuple[str, str], ...]
    left_out: str
