"""A database of the first day comes all the way to this version, and readers get every old edition."""

import os

import pytest

from tests.apart import seen_by

WHOLE = {"statuses": [200], "lost": 0, "live": 200, "broken": "None", "is_indexed": True}


def is_whole(seen: dict) -> bool:
    return seen.pop("editions") > 1 and seen == WHOLE


def test_old_editions_outlast_every_migration_on_sqlite(tmp_path):
    database, url = str(tmp_path / "first.sqlite3"), f"sqlite:///{tmp_path / 'main.sqlite3'}"
    assert is_whole(seen_by("tests.keeping.first_tables", database, url))


@pytest.mark.postgresql
def test_old_editions_outlast_every_migration_on_postgresql():
    assert is_whole(seen_by("tests.keeping.first_tables", "first_tables", os.environ["TEST_DATABASE_URL"]))
