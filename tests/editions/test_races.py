"""Two at once never freeze a half state, the same state twice, or a broken chain."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings


def race(database: str, url: str) -> dict:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.editions.race", database],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


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
