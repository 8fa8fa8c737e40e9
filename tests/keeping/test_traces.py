"""After a removal not even the bytes of the database's files hold the words."""

import os

import pytest

from tests.apart import seen_by


def test_the_files_of_the_database_hold_no_removed_word(tmp_path):
    seen = seen_by(
        "tests.keeping.bytes_left", str(tmp_path / "bytes.sqlite3"), f"sqlite:///{tmp_path / 'main.sqlite3'}"
    )
    assert seen["before"] > 5
    assert seen["after"] == 0
    assert "neither holds the words any more" in seen["said"]
    assert "The chains of seals verify." in seen["said"]


@pytest.mark.postgresql
def test_on_postgresql_the_tables_are_written_anew_and_the_rest_is_said():
    seen = seen_by("tests.keeping.bytes_left", "bytes_left", os.environ["TEST_DATABASE_URL"])
    assert "The tables were written anew." in seen["said"]
    assert "pg_wal" in seen["said"]
    assert "The chains of seals verify." in seen["said"]
