"""Bars on a time axis: where they stand, what they say, and that nothing lies over another."""

import math
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.pages.pictures.keys import key_of
from missions.pages.pictures.lanes import BESIDE, lane_numbers
from missions.pages.pictures.shapes import NARROW, WIDE, Band, Timed
from missions.pages.pictures.stretches import stretch_of
from missions.pages.pictures.time_picture import time_picture
from missions.pages.pictures.words import lines_of, width_of
from tests.pages.edtf import dates, repeatable

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
titles = st.lists(names, min_size=1, max_size=20).map(" ".join)


def timed(edtf, name="Begun", **fields):
    return Timed("#phase-a", name, f"{name}: {edtf}", stretch_of(edtf), "phase", **fields)


def picture(*edtf, size=WIDE, as_of=None, **fields):
    return time_picture([Band("Phases", tuple(timed(one, **fields) for one in edtf))], size, as_of=as_of)


def strokes(shown):
    return [stroke.kind for stroke in shown.strokes]


def test_what_is_certain_is_solid_and_what_is_open_hatched():
    assert strokes(picture("2016-05/2020").shown[0]) == ["hatched", "solid", "hatched"]
    assert strokes(picture("2016-05-01/2020-05-01").shown[0]) == ["solid"]


def test_a_hatched_end_is_as_long_as_the_doubt():
    bar = picture("2016/2020-12", "2010-01-01/2022-12-31").shown[0]
    year, _sure, month = (stroke.x2 - stroke.x1 for stroke in bar.strokes)
    assert year / month == pytest.approx(366 / 31, rel=0.1)


def test_a_day_is_a_point():
    shown = picture("2018-07-11", "2010/2020").shown[0]
    assert (strokes(shown), [mark.kind for mark in shown.marks]) == ([], ["point"])


def test_what_is_open_goes_on_from_what_the_record_describes():
    day = stretch_of("2020-01-01").days[0]
    seen = picture("2016-01-01/..", as_of=(day, "as of 2020"), until=day)
    assert seen.shown[0].strokes[-1].x2 == seen.as_of_x
    assert [(mark.kind, mark.x) for mark in seen.shown[0].marks] == [("open", seen.as_of_x)]


def test_an_end_that_is_not_known_says_so_and_claims_no_days():
    shown = picture("2016-01-01/", "2020-01-01/2021-01-01").shown[0]
    assert (strokes(shown), [mark.kind for mark in shown.marks]) == (["hatched"], ["unknown"])


def test_what_was_only_announced_is_a_broken_line():
    assert strokes(picture("2027/..", is_announced=True).shown[0]) == ["dashed"]


def test_a_picture_without_dates_is_none():
    assert picture() is None


def test_a_bar_is_seen_however_short_it_is():
    day = picture("1918-01-01/1918-03-01", "0900/2020").shown[0]
    assert day.strokes[0].x2 > day.strokes[0].x1


def test_the_key_names_only_what_is_shown():
    assert key_of([picture("2016-05-01/2020-05-01")]) == ()
    assert [clause.partition(":")[0] for clause in key_of([picture("2016/..")])] == ["hatched", "arrow"]


@pytest.mark.parametrize(
    ("edtf", "ticks"),
    [
        ("2004/2026", ["2005", "2010", "2015", "2020", "2025"]),
        ("1948/9998", ["2000", "4000", "6000", "8000"]),
        ("2018-07-11", ["Jun 2018", "Jul", "Aug"]),
    ],
)
def test_ticks_are_round_and_have_room(edtf, ticks):
    assert [tick.words for tick in picture(edtf, size=NARROW).ticks] == ticks


def test_names_give_way_where_a_picture_would_become_a_page():
    shown = picture(*["2018/2020"] * 60).shown
    assert [one.lines for one in shown] == [()] * 60
    assert len({one.y for one in shown}) == 60


def test_fifteen_names_all_stand():
    assert all(one.lines for one in picture(*["2018/2020"] * 15).shown)


@SIZES
@repeatable
@given(st.lists(st.tuples(dates(), titles, st.booleans()), min_size=1, max_size=8), st.one_of(st.none(), dates()))
def test_everything_stands_within_the_picture(size, rows, as_of):
    days = stretch_of(as_of).days if as_of else ()
    bands = [Band("Phases", tuple(timed(edtf, name, is_announced=is_so) for edtf, name, is_so in rows))]
    seen = time_picture(bands, size, as_of=(days[-1], f"as of {as_of}"[:14]) if days else None)
    for place in [x for one in seen.shown for stroke in one.strokes for x in (stroke.x1, stroke.x2)]:
        assert math.isfinite(place)
        assert 0 <= place <= 100
    for shown in seen.shown:
        assert 0 < shown.y < seen.height
        assert all(0 <= left <= right <= 100.1 for left, right, _y in map(extent(size), shown.lines))


@SIZES
@repeatable
@given(st.lists(st.tuples(dates(), titles), min_size=2, max_size=10), st.floats(1, 3))
def test_no_name_lies_over_another_however_wide_the_page(size, rows, stretched):
    bands = [Band("", tuple(timed(edtf, name) for edtf, name in rows))]
    shown = time_picture(bands, size, as_of=None).shown
    for one, other in combinations(shown, 2):
        for line, other_line in product(one.lines, other.lines):
            left, right, y = extent(size, stretched, one.y)(line)
            other_left, other_right, other_y = extent(size, stretched, other.y)(other_line)
            assert abs(y - other_y) >= 1 or right <= other_left or other_right <= left


@repeatable
@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0.1, 20)), min_size=1, max_size=30))
def test_within_a_lane_all_keep_their_distance(found):
    reaches = [(left, left + width) for left, width in found]
    for number, lane in enumerate(lane_numbers(reaches)):
        same = [one for one, other in zip(reaches, lane_numbers(reaches), strict=True) if other == lane]
        same.remove(reaches[number])
        left, right = reaches[number]
        assert all(right + BESIDE <= other[0] or other[1] + BESIDE <= left for other in same)


@repeatable
@given(titles, st.floats(8, 54), st.integers(1, 3))
def test_lines_are_no_wider_than_they_may_be(words, width, most):
    lines = lines_of(words, width=width, most=most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line) <= width for line in lines)


def extent(size, stretched=1.0, height=0.0):
    """Return a function that gives a line's left, right (percent of the picture so stretched) and height."""

    def of(line):
        width = 100 * width_of(line.words) / size.width / stretched
        left = line.x - width * {"start": 0, "middle": 0.5, "end": 1}[line.anchor]
        return round(left, 1), left + width, height + line.y

    return of
