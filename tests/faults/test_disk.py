"""On a full or read-only disk readers go on reading, a writer keeps the text, and afterwards no hand is needed."""

import os
import shutil
import subprocess

import pytest

from tests.apart import seen_by

WRITER_KEPT_THE_TEXT = {"saved": 503, "told": True, "kept": True}


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    is_mounted = shutil.which("mount") and os.geteuid() == 0
    words = ["mount", "-t", "tmpfs", "-o", "size=16m", "record", str(place)]
    if not is_mounted or subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here: that takes the rights of root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_disk_that_is_full_or_read_only_ends_no_reading_and_loses_no_text(disk, tmp_path):
    seen = seen_by("tests.faults.disk", str(disk / "record.sqlite3"), f"sqlite:///{tmp_path / 'main'}")
    full, read_only = seen["full"], seen["read-only"]
    for answers in (full["while it runs"], full["started on it"], read_only["while it is"]):
        assert answers.pop("read") < 500
        assert answers == WRITER_KEPT_THE_TEXT
    assert [full["with room again"], full["with room at last"], read_only["no more"]] == [302, 302, 302]
    assert seen["lost"] == []
