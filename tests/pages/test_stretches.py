"""What a bar shows of a date: no more certain than the source."""

from datetime import date

import pytest
from hypothesis import given

from missions.pages.pictures.stretches import End, stretch_of
from tests.pages.edtf import dates, repeatable


def day(words):
    return date.fromisoformat(words).toordinal()


def test_a_day_is_certain_at_both_ends():
    stretch = stretch_of("2018-10-31/2020-01-03")
    assert stretch.start == (day("2018-10-31"), day("2018-10-31"))
    assert stretch.end == (day("2020-01-04"), day("2020-01-04"))


def test_a_month_leaves_its_days_open():
    assert stretch_of("2018-10/2020").start == (day("2018-10-01"), day("2018-11-01"))


def test_a_year_leaves_its_days_open():
    assert stretch_of("2018-10/2020").end == (day("2020-01-01"), day("2021-01-01"))


def test_an_end_within_the_year_it_began_in_is_not_before_its_beginning():
    stretch = stretch_of("2020-06-30/2020")
    assert stretch.start == (day("2020-06-30"), day("2020-06-30"))
    assert stretch.end == (day("2020-06-30"), day("2021-01-01"))


def test_nothing_is_certain_of_a_year_alone():
    stretch = stretch_of("2020")
    assert (stretch.start[0], stretch.end[1]) == (day("2020-01-01"), day("2021-01-01"))
    assert stretch.start[1] == stretch.end[0]


@pytest.mark.parametrize(
    ("edtf", "before", "after"),
    [
        ("2018/2020", End.KNOWN, End.KNOWN),
        ("2018~/2020?", End.ABOUT, End.UNKNOWN),
        ("2018/..", End.KNOWN, End.OPEN),
        ("2018/", End.KNOWN, End.UNKNOWN),
        ("../2018", End.OPEN, End.KNOWN),
        ("2018%", End.UNKNOWN, End.KNOWN),
    ],
)
def test_an_end_says_what_is_known_of_it(edtf, before, after):
    stretch = stretch_of(edtf)
    assert (stretch.before, stretch.after) == (before, after)


def test_what_has_no_date_has_no_stretch():
    assert stretch_of("") is None


@repeatable
@given(dates())
def test_a_stretch_runs_forward_whatever_the_date(edtf):
    stretch = stretch_of(edtf)
    days = [*(stretch.start or ()), *(stretch.end or ())]
    assert days == sorted(days)
