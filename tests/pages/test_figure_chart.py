"""Charts of figures: numbers at their height, doubts at their width, names that cover nothing."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.models import Figure
from missions.pages.pictures.chart_shapes import FigureChart
from missions.pages.pictures.figure_chart import HEAD, NARROW, PLOT, WIDE, charts_of, level_numbers
from missions.pages.pictures.words import width_of
from tests.pages.edtf import dates, repeatable

SIZES = {size.name: size for size in (WIDE, NARROW)}


def figure(low, date="2020-05", **fields):
    defaults = {"key": f"f{low}-{date}", "counted": "Personnel", "high": None, "wording": "", "quality": "reported"}
    return defaults | {"low": low, "date": date} | fields


def chart(*rows) -> FigureChart:
    return charts_of(rows)["Personnel"]


def test_two_numbers_make_a_chart_and_one_does_not():
    assert set(charts_of([figure(1), figure(2), figure(3, counted="Countries")])) == {"Personnel"}
    assert charts_of([figure(1), figure(None, wording="several hundred")]) == {}


def test_what_names_no_number_is_said_to_be_left_out():
    rows = [figure(1), figure(2), figure(None, wording="several hundred")]
    assert chart(*rows).left_out == "1 figure names no number and stands in the table alone."
    assert chart(*rows[:2]).left_out == ""


def test_heights_count_from_zero():
    picture = chart(figure(0), figure(300, "2021"), figure(400, "2022")).pictures[0]
    assert [point.ys for point in picture.points] == [(HEAD + PLOT,), (HEAD + PLOT / 4,), (HEAD,)]


def test_a_range_is_a_range():
    range_, number = chart(figure(500, high=700), figure(800, "2021")).pictures[0].points
    assert len(range_.ys) == 2
    assert range_.ys[0] < range_.ys[1]
    assert len(number.ys) == 1


def test_a_year_is_wider_than_a_day():
    year, day = chart(figure(1, "2020"), figure(2, "2022-05-10")).pictures[0].points
    assert year.x1 < year.x < year.x2
    assert day.x1 is None


def test_a_mark_leads_to_its_row_and_says_all():
    point = chart(figure(500, wording="about 500", quality="planned"), figure(2)).pictures[0].points[0]
    assert (point.href, point.title) == ("#figure-f500-2020-05", "about 500, planned, May 2020")


def test_a_mark_is_named_as_its_source_puts_it():
    names = [
        point.line.words for point in chart(figure(500, wording="about 500"), figure(4, "2024")).pictures[0].points
    ]
    assert names == ["about 500, reported", "4"]


def test_all_charts_of_a_mission_have_one_time_axis():
    rows = [figure(1000, "2010"), figure(2, "2020"), *(figure(n, "2015", counted="Countries") for n in (3, 4))]
    one, other = charts_of(rows).values()
    assert len(one.pictures[0].ticks) > 1
    assert one.pictures[0].ticks == other.pictures[0].ticks


def test_every_quality_has_a_sign(client):
    signs = client.get("/styleguide/").content.decode()
    assert [one for one in Figure.Quality.values if f'id="sign-{one}"' not in signs] == []


@pytest.mark.parametrize(
    ("greatest", "numbers"), [(0, [0, 1]), (3, [0, 1, 2, 3]), (4000, [0, 1000, 2000, 3000, 4000]), (9, [0, 5, 10])]
)
def test_levels_are_round(greatest, numbers):
    assert level_numbers(greatest) == numbers


figures = st.builds(
    figure,
    st.integers(0, 10**6),
    dates(),
    high=st.one_of(st.none(), st.integers(10**6 + 1, 2**31 - 1)),
    wording=st.text("abc 0", max_size=20).map(str.strip),
    quality=st.sampled_from(Figure.Quality.values),
)


@repeatable
@given(st.lists(figures, min_size=2, max_size=9))
def test_everything_stands_within_the_chart(rows):
    for picture in chart(*rows).pictures:
        for point in picture.points:
            places = [one for one in (point.x, point.x1, point.x2) if one is not None]
            assert all(math.isfinite(place) and 0 <= place <= 100 for place in places)
            assert all(HEAD <= y <= HEAD + PLOT for y in point.ys)
        assert all(left >= -0.1 and right <= 100.1 for left, right, _y in boxes(picture))


@repeatable
@given(st.lists(figures, min_size=2, max_size=9), st.floats(1, 3))
def test_no_name_lies_over_another_however_wide_the_page(rows, stretched):
    for picture in chart(*rows).pictures:
        for (left, right, y), (other_left, other_right, other_y) in combinations(boxes(picture, stretched), 2):
            assert abs(y - other_y) >= 1 or right <= other_left + 0.1 or other_right <= left + 0.1


def boxes(picture, stretched=1.0):
    """Return left, right (percent of the picture so stretched) and height of each name."""
    found = []
    for line in [point.line for point in picture.points if point.line]:
        width = 100 * width_of(line.words) / SIZES[picture.size].width / stretched
        # A name keeps its distance of some em from its mark, which a wider picture counts as fewer percent.
        left = line.x - width * {"start": 0, "middle": 0.5, "end": 1}[line.anchor]
        found.append((left, left + width, line.y))
    return found
