"""Two who press save in the same moment: neither writes over the other, and neither is turned away by the database."""

import os

import pytest

from tests.apart import seen_by

SOUND = {
    "the same field": [302, 409],
    "other fields": [302, 302, "A", "B"],
    "two screens": [302, 409],
    "two entries": [302, 302, "relocation", "relocation-2"],
    "two sources": [302, 302, 2],
    "missions that name each other": [302, 302, 2],
}


def test_two_saves_at_once_on_sqlite(tmp_path):
    seen = seen_by("tests.admin.race", str(tmp_path / "race.sqlite3"), f"sqlite:///{tmp_path / 'main.sqlite3'}")
    assert [found for found in seen if found != SOUND] == []


@pytest.mark.postgresql
def test_two_saves_at_once_on_postgresql():
    seen = seen_by("tests.admin.race", "race_of_savers", os.environ["TEST_DATABASE_URL"])
    assert [found for found in seen if found != SOUND] == []
