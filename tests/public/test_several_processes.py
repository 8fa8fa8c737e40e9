"""Several processes ask for the pages of one export: the bytes of one process, of one moment, or a sentence."""

import os

import pytest

from tests.apart import seen_by


def assert_of_one_moment(seen: dict) -> None:
    meanwhile = seen["published meanwhile"]
    assert (meanwhile["processes"], meanwhile["ended"]) == (2, "")
    assert meanwhile["differ"] == meanwhile["unseen"] == meanwhile["copies"] == []
    assert {"missions/nmi-page/index.html", "changes/index.html"} <= set(meanwhile["seen then"])


def test_several_processes_read_one_moment_and_leave_nothing_behind_on_sqlite(tmp_path):
    url = f"sqlite:///{tmp_path / 'main.sqlite3'}"
    seen = seen_by("tests.public.several_processes", str(tmp_path / "site.sqlite3"), url)
    assert_of_one_moment(seen)
    assert seen["killed"]["said"].startswith("One of the processes that ask for pages is gone.")
    assert seen["killed"]["said"].endswith("with --processes 1 if it happens again.")
    assert seen["killed"]["lost"] == []
    stopped = "Stopped. What was written before is whole; run this again to go on."
    assert seen["stopped"] == {"said": stopped, "lost": []}
    assert seen["no room"]["said"].endswith("Make room, or use --processes 1.")


@pytest.mark.postgresql
def test_several_processes_read_one_moment_on_postgresql():
    url = os.environ["TEST_DATABASE_URL"]
    assert_of_one_moment(seen_by("tests.public.several_processes", "several_processes", url))
