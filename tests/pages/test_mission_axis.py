"""The time axis of a mission: all of its phases and leaders, in pictures and as a table."""

import json
from pathlib import Path

import pytest

from missions.pages.pictures.mission_axis import mission_axis
from missions.public import styleguide


@pytest.fixture
def document():
    return json.loads(Path(styleguide.SPECIMEN).read_text(encoding="utf-8"))


def test_both_arrangements_and_the_table_show_the_same(document):
    axis = mission_axis(document)
    in_table = [row.href for row in axis.rows]
    assert [[shown.href for shown in picture.shown] for picture in axis.pictures] == [in_table, in_table]
    assert len(in_table) == 1 + len(document["phases"]) + len(document["leaders"])


def test_a_bar_says_its_name_and_dates(document):
    titles = [shown.title for shown in mission_axis(document).pictures[0].shown]
    assert titles[0] == "SPM: since 31 October 2018"
    assert "Colonel Cleo Example: from 2027 (announced, not confirmed)" in titles


def test_a_leader_is_named_without_the_rank(document):
    shown = mission_axis(document).pictures[0].shown
    assert ["Ada Example"] in [[line.words for line in one.lines] for one in shown]


def test_the_axis_tells_as_of_when_it_is_true(document):
    assert mission_axis(document).pictures[0].as_of.words == "as of March 2026"
    document["mission"]["as_of"] = ""
    assert mission_axis(document).pictures[0].as_of is None


def test_a_mission_without_phases_and_leaders_has_no_axis(document):
    assert mission_axis(document | {"phases": [], "leaders": []}) is None
    assert mission_axis(document | {"phases": []})


def test_what_has_no_date_stands_in_the_table_alone(document):
    for row in (*document["phases"], *document["leaders"][1:]):
        row["dates"] = ""
    axis = mission_axis(document)
    assert [shown.href for shown in axis.pictures[0].shown] == ["#mission-dates", "#leader-first"]
    assert "#phase-founding" in [row.href for row in axis.rows]


def test_a_mission_without_dates_has_no_bar_of_its_own(document):
    document["mission"]["dates"] = ""
    axis = mission_axis(document)
    assert "#mission-dates" not in [row.href for row in axis.rows]
    assert "#mission-dates" not in [shown.href for shown in axis.pictures[0].shown]
