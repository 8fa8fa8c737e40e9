"""A round killed in the middle goes on: nothing seen is lost, and nothing but what was open is asked again."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

from django.conf import settings

from missions.links.pace import AT_ONCE


def started(database, port: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.links.killed", str(database), str(port)],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_killed_round_goes_on_with_what_is_left(web, tmp_path):
    database = tmp_path / "db.sqlite3"
    with started(database, web.port) as killed:
        for _line in range(20):
            assert killed.stdout.readline()
        killed.kill()
    with closing(sqlite3.connect(database)) as connection:
        kept = {url for (url,) in connection.execute("SELECT url FROM missions_checkedaddress")}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert 20 <= len(kept) < 60
    before = len(web.asked)
    with started(database, web.port) as second:
        said = second.stdout.read().splitlines()
    assert second.returncode == 0
    assert said[-1].startswith(f"Asked {60 - len(kept)} addresses: {60 - len(kept)} answer,")
    asked_again = {asked.path for asked in web.asked[before:]} & {asked.path for asked in web.asked[:before]}
    assert len(asked_again) <= AT_ONCE
