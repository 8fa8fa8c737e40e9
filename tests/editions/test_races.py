"""Two at once never freeze a half state, the same state twice, or a broken chain."""

import os

import pytest

from tests.apart import seen_by


def race(database: str, url: str) -> dict:
    found: dict = seen_by("tests.editions.race", database, url)
    return found


def is_sound(seen: dict) -> bool:
    numbers = seen["numbers"]
    return numbers == list(range(1, len(numbers) + 1)) and (seen["half states"], seen["repeated"], seen["broken"]) == (
        0,
        0,
        "None",
    )


def test_writers_and_publishers_at_once_on_sqlite(tmp_path):
    assert is_sound(race(str(tmp_path / "race.sqlite3"), f"sqlite:///{tmp_path / 'main.sqlite3'}"))


@pytest.mark.postgresql
def test_writers_and_publishers_at_once_on_postgresql():
    assert is_sound(race("race_of_writers", os.environ["TEST_DATABASE_URL"]))


def kept_what_was_not_chosen(seen: dict) -> bool:
    in_a_row = all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen["numbers"])
    went_on = all(len(numbers) > 1 for numbers in seen["numbers"])
    return in_a_row and went_on and seen["unfinished"] == 0 and seen["broken"] == ["None", "None"]


def test_publishers_of_parts_and_of_several_at_once_on_sqlite(tmp_path):
    database, url = str(tmp_path / "race.sqlite3"), f"sqlite:///{tmp_path / 'main.sqlite3'}"
    assert kept_what_was_not_chosen(seen_by("tests.editions.race_of_parts", database, url))


@pytest.mark.postgresql
def test_publishers_of_parts_and_of_several_at_once_on_postgresql():
    url = os.environ["TEST_DATABASE_URL"]
    assert kept_what_was_not_chosen(seen_by("tests.editions.race_of_parts", "race_of_parts", url))
