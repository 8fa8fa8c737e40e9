"""A load that is killed leaves the record as it was before, or as it is after; nothing between, nothing broken."""

import os

import pytest

from tests.apart import seen_by
from tests.files.killed import MISSIONS


def outcomes(database: str, url: str) -> list[dict]:
    found: list[dict] = seen_by("tests.files.killed", database, url)
    return found


def is_whole(outcome: dict) -> bool:
    drafts, shown, count = outcome["before"]
    (other,) = {"first", "second"} - set(drafts)
    return outcome["after"] in ([drafts, shown, count], [[other], [other], count + MISSIONS])


def assert_whole(found: list[dict]) -> None:
    assert any(outcome["killed"] and outcome["after"] == outcome["before"] for outcome in found), "none was killed"
    assert [outcome for outcome in found if outcome["faults"] or not is_whole(outcome)] == []


def test_a_load_that_is_killed_is_whole_or_not_at_all_on_sqlite(tmp_path):
    assert_whole(outcomes(str(tmp_path / "killed.sqlite3"), f"sqlite:///{tmp_path / 'main.sqlite3'}"))


@pytest.mark.postgresql
def test_a_load_that_is_killed_is_whole_or_not_at_all_on_postgresql():
    assert_whole(outcomes("killed_loads", os.environ["TEST_DATABASE_URL"]))
