"""What a picture of time is given, and what it is made of: heights in em from above, places in percent of the width."""

from dataclasses import dataclass

from missions.pages.pictures.scale import Tick
from missions.pages.pictures.stretches import Stretch


@dataclass(frozen=True, slots=True)
class Size:
    """A width in em that pictures are arranged for, the lines a name may take, and the lanes a band may have.

    `name` is that of a class. A band of more lanes leaves its names to the table.
    """

    name: str
    width: float
    lines: int
    lanes: int = 24


WIDE = Size("wide", 54, 2)
NARROW = Size("narrow", 22, 3)


@dataclass(frozen=True, slots=True)
class Timed:
    """What is to be shown: `title` says all, `name` is written at the bar, `aside` smaller, `href` is where it leads.

    It is told up to the day `until`, None where nobody says.
    """

    href: str
    name: str
    title: str
    stretch: Stretch
    kind: str
    is_announced: bool = False
    until: int | None = None
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of a bar between two percentages: "solid", "hatched" or "dashed"."""

    kind: str
    x1: float
    x2: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign at a percentage: "point", "point-announced", or that of an end, with "-before" for a beginning."""

    kind: str
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words at `x` percent, where it has its "start", "middle" or "end"."""

    words: str
    x: float
    y: float
    anchor: str = "start"
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A link with its bar on the height `y`, from which the heights of its lines count."""

    href: str
    title: str
    kind: str
    y: float
    strokes: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TimePicture:
    """All on one axis. Heights are em from above, places along the time percentages."""

    size: str
    height: float
    foot: float
    ticks: tuple[Tick, ...]
    names: tuple[Line, ...]
    shown: tuple[Shown, ...]
    as_of: Line | None
    as_of_x: float


@dataclass(frozen=True, slots=True)
class Band:
    """Bars under one name, "" for none."""

    name: str
    rows: tuple[Timed, ...]
