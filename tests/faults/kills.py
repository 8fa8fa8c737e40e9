"""A program: kill what writes, at seeded random moments, and print as JSON what each kill left."""

import os
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.apart import tell

SEED = 9


def seen() -> list[dict]:
    from django.test.utils import setup_test_environment

    from tests.conftest import pytest_configure

    pytest_configure()
    setup_test_environment()
    with TemporaryDirectory() as folder:
        return kills(Path(folder), count=int(os.environ["KILLS"]))


def kills(folder: Path, *, count: int) -> list[dict]:
    """Kill each act, that many times in all; first exports, which take longest, and the fewer."""
    from tests.faults.acts import Exporting, Loading, Publishing, Serving

    exports = count // 8
    others = [(count - exports + place) // 3 for place in range(3)]
    moments, found = Random(SEED), []
    for kind, times in zip((Exporting, Loading, Publishing, Serving), (exports, *others), strict=True):
        act = kind(folder)
        act.once()
        found += [outcome(act, moments) for _ in range(times)]
        found[-1]["faults"] += act.faults_at_end()
    return found


def outcome(act, moments: Random) -> dict:
    """Kill an act once, and tell what that left."""
    from tests.faults.killed import unsound

    act.prepare()
    # Towards the end, where it writes, more often than while it reads.
    was_killed = act.killed(max(moments.random(), moments.random()))
    faults = [*act.faults(is_done=not was_killed), *unsound()]
    return {"act": type(act).__name__, "was_killed": was_killed, "faults": faults}


if __name__ == "__main__":
    tell(sys.argv[1], seen)
