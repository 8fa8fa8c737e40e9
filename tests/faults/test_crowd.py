"""Eight who write and many who read, at once: no answer fails, no save is lost, and nobody reads slower for a writer.

A few seconds each time; `make faults` takes a minute.
"""

import os

from tests.apart import seen_by
from tests.faults.crowd import WRITERS

CROWD = os.environ.setdefault("CROWD", "3")
# Seconds; a writer waits up to thirty for another.
LONGEST_WAIT = 10


def test_a_crowd_of_readers_and_writers_gets_answers_and_loses_nothing(tmp_path):
    seen = seen_by("tests.faults.crowd", str(tmp_path / "crowd.sqlite3"), f"sqlite:///{tmp_path / 'main'}")
    locked, crowd = seen["locked"], seen["crowd"]
    # Readers were answered before the lock was let go, and every writer after it.
    assert (locked["waiting"], locked["saved"], locked["lost"]) == (WRITERS, [302], [])
    assert crowd["saves"].keys() == {"302"}
    assert crowd["lost"] == []
    assert max(*locked["read"], *crowd["read"]) < 500
    assert crowd["p99"] < LONGEST_WAIT, crowd
