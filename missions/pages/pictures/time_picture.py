"""Bands of bars beneath each other on one time axis."""

from collections.abc import Iterable, Sequence

from missions.pages.pictures.bars import MARK, STUB
from missions.pages.pictures.lanes import anchor_of, lanes
from missions.pages.pictures.scale import Scale, ticks_of
from missions.pages.pictures.shapes import Band, Line, Shown, Size, Timed, TimePicture
from missions.pages.pictures.words import width_of

# In em of the letters of a picture.
HEAD = 1.6
FOOT = 1.9
BAND_NAME = 1.9


def time_picture(bands: Iterable[Band], size: Size, *, as_of: tuple[int, str] | None) -> TimePicture | None:
    """Arrange bands beneath each other; None if nothing in them has a date.

    `as_of` is a day to be shown, with its words: all of it is true up to then.
    """
    bands = [band for band in bands if band.rows]
    everything = [row for band in bands for row in band.rows]
    if not everything:
        return None
    scale = scale_of(everything, size, as_of)
    y = HEAD
    names: list[Line] = []
    shown: list[Shown] = []
    for band in bands:
        if band.name:
            names.append(Line(band.name, 0, round(y + 1.2, 2)))
            y += BAND_NAME
        rows, y = lanes(band.rows, scale, size, top=y)
        shown += rows
    x = scale.at(as_of[0] if as_of else scale.last)
    return TimePicture(
        size=size.name,
        height=round(y + (FOOT if as_of else 0.3), 2),
        foot=round(y + 0.3, 2),
        ticks=ticks_of(scale),
        names=tuple(names),
        shown=tuple(shown),
        as_of=as_of_line(as_of[1], x, scale, round(y + 1.5, 2)) if as_of else None,
        as_of_x=scale.percent(x),
    )


def as_of_line(words: str, x: float, scale: Scale, y: float) -> Line:
    anchor, place = anchor_of(width_of(words), x, x, scale)
    return Line(words, scale.percent(place), y, anchor)


def scale_of(rows: Sequence[Timed], size: Size, as_of: tuple[int, str] | None) -> Scale:
    days = [day for row in rows for day in row.stretch.days]
    days += [row.until for row in rows if row.until] + ([as_of[0]] if as_of else [])
    return Scale.over(
        days,
        size.width,
        before=MARK + (STUB if any(row.stretch.start is None for row in rows) else 0),
        after=MARK + (STUB if any(row.stretch.end is None for row in rows) else 0),
    )
