"""Charts of the figures of a mission: what was planned, authorised or announced, and what was counted."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.editions.statements import stem_of
from missions.models import Figure
from missions.pages.dates import words
from missions.pages.entries import number_words
from missions.pages.pictures.chart_names import Box, box_of_line, box_of_mark, name_at
from missions.pages.pictures.chart_shapes import ChartPicture, FigureChart, Level, Point
from missions.pages.pictures.scale import Scale, ticks_of
from missions.pages.pictures.shapes import Line, Size
from missions.pages.pictures.stretches import stretch_of
from missions.pages.pictures.words import width_of

WIDE = Size("wide", 39, 1)
NARROW = Size("narrow", 22, 1)
# In em: the plot, and the room above and below it.
PLOT = 11
HEAD = 1.6
FOOT = 1.7
MARK = 0.8
EDGE = 1.0
MOST_LEVELS = 4


def charts_of(rows: Iterable[Mapping]) -> dict[str, FigureChart]:
    """Map what is counted to its chart, where it has two numbers at least; all charts have the same time axis."""
    drawable = [row for row in rows if row["low"] is not None and days_of(row)]
    groups = {counted: list(group) for counted, group in groupby(rows, key=lambda row: row["counted"])}
    shown = {counted: [row for row in group if row in drawable] for counted, group in groups.items()}
    shown = {counted: group for counted, group in shown.items() if len(group) > 1}
    together = [row for group in shown.values() for row in group]
    return {
        counted: chart_of(counted, group, together, left_out=len(groups[counted]) - len(group))
        for counted, group in shown.items()
    }


def chart_of(counted: str, rows: Sequence[Mapping], together: Sequence[Mapping], *, left_out: int) -> FigureChart:
    used = {row["quality"] for row in rows}
    return FigureChart(
        title=_("Chart of %(counted)s") % {"counted": counted},
        description=_("Each number at its date, from left to right in time and from 0 upwards, a link to its row."),
        pictures=tuple(picture_of(rows, size, together) for size in (WIDE, NARROW)),
        key=tuple((quality.value, str(quality.label)) for quality in Figure.Quality if quality in used),
        left_out=ngettext(
            "%(count)d figure names no number and stands in the table alone.",
            "%(count)d figures name no number and stand in the table alone.",
            left_out,
        )
        % {"count": left_out}
        if left_out
        else "",
    )


def picture_of(rows: Sequence[Mapping], size: Size, together: Sequence[Mapping]) -> ChartPicture:
    """Draw `rows` on the time axis of all that is drawn of the mission, `together`."""
    numbers = level_numbers(greatest(rows))
    widest = width_of(number_name(level_numbers(greatest(together))[-1]))
    days = [day for row in together for day in days_of(row)]
    scale = Scale.over(days, size.width, before=widest + EDGE, after=EDGE)
    levels = [Level(height_of(number, numbers[-1]), number_name(number)) for number in numbers]
    taken = [Box(0, 0, 0, width_of(level.words), level.y - 1.2, level.y) for level in levels]
    places = [places_of(row, scale, numbers[-1]) for row in rows]
    for left, right, ys in places:
        taken += [box_of_mark((left + right) / 2, y) for y in ys]
        taken += [box_of_line(left, right, y, y) for y in ys]
        taken += [box_of_line((left + right) / 2, (left + right) / 2, min(ys), max(ys))]
    named: set[str] = set()
    points = []
    for row, (left, right, ys) in zip(rows, places, strict=True):
        line = name_at(left, right, ys[0], wordings(row, named), taken, scale, HEAD + PLOT)
        named |= {row["quality"]} if line and line.words != number_words(row) else set()
        points.append(point_of(row, left, right, ys, scale, line))
    return ChartPicture(
        size=size.name,
        height=HEAD + PLOT + FOOT,
        foot=HEAD + PLOT,
        levels=tuple(levels),
        ticks=ticks_of(scale),
        points=tuple(points),
    )


def point_of(row: Mapping, left: float, right: float, ys: tuple[float, ...], scale: Scale, line: Line | None) -> Point:
    quality = Figure.Quality(row["quality"]).label
    is_wide = right - left > MARK
    return Point(
        href=f"#{stem_of('figures', row['key'])}",
        title=_("%(number)s, %(quality)s, %(date)s")
        % {"number": number_words(row), "quality": quality, "date": words(row["date"])},
        quality=row["quality"],
        x=scale.percent((left + right) / 2),
        ys=ys,
        x1=scale.percent(left) if is_wide else None,
        x2=scale.percent(right) if is_wide else None,
        line=line,
    )


def wordings(row: Mapping, named: set[str]) -> list[str]:
    """Return what a mark may be named: with its quality until that has been said, else by its number alone."""
    number = number_words(row)
    full = _("%(number)s, %(quality)s") % {"number": number, "quality": Figure.Quality(row["quality"]).label}
    return [number] if row["quality"] in named else [full, number]


def places_of(row: Mapping, scale: Scale, highest: int) -> tuple[float, float, tuple[float, ...]]:
    days = days_of(row)
    numbers = [row["low"]] if row["high"] is None else [row["high"], row["low"]]
    return scale.at(min(days)), scale.at(max(days)), tuple(height_of(number, highest) for number in numbers)


def days_of(row: Mapping) -> tuple[int, ...]:
    stretch = stretch_of(row["date"])
    return stretch.days if stretch else ()


def height_of(number: int, highest: int) -> float:
    return round(HEAD + PLOT * (1 - number / highest), 2)


def greatest(rows: Iterable[Mapping]) -> int:
    return max(row["high"] or row["low"] for row in rows)


def level_numbers(most: int) -> list[int]:
    """Return round numbers from 0 to the first that is no less than `most`."""
    step = 1
    while step * MOST_LEVELS < most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(0, max(-(-most // step), 1) * step + 1, step))


def number_name(number: int) -> str:
    return formats.number_format(number, force_grouping=True)
