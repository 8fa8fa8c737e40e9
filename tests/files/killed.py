"""Loads that are killed, for `test_killed.py`: each in a process of its own, at a moment nobody chose.

Runs as a program, because the tests' own database is one connection. Prints what was left each time, as JSON.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.apart import tell

MISSIONS = 4
PHASES = 8
MOMENTS = 10


def seen() -> list[dict]:
    with TemporaryDirectory() as folder:
        return outcomes(Path(folder))


def outcomes(folder: Path) -> list[dict]:
    """Load one version over the other, again and again, and kill the load; tell what each left."""
    versions = [write_files(folder, version) for version in ("first", "second")]
    start_load(versions[0], wait=True)
    started = time.monotonic()
    start_load(versions[1], wait=True)
    longest = time.monotonic() - started
    moments = Random(9)
    found = []
    for _ in range(MOMENTS):
        before = state()
        versions.reverse()
        load = start_load(versions[1])
        # Towards the end, where it writes, more often than while it reads.
        time.sleep(longest * max(moments.random(), moments.random()))
        os.kill(load, signal.SIGKILL)
        was_killed = os.WIFSIGNALED(os.waitpid(load, 0)[1])
        after = state()
        if after == before:
            versions.reverse()
        found.append({"killed": was_killed, "before": before, "after": after, "faults": faults()})
    return found


def start_load(files: list[Path], *, wait: bool = False) -> int:
    """Load files in a child process and return its id."""
    from django.db import connections

    from missions.files.load import load

    connections.close_all()
    child = os.fork()
    if not child:
        load(files)
        os._exit(0)
    if wait and os.waitpid(child, 0)[1]:
        sys.exit("A load that nobody killed failed.")
    return child


def write_files(folder: Path, version: str) -> list[Path]:
    from tests.files.texts import RECORD, SOURCES

    head, phase = RECORD.split("- model: missions.phase")
    texts = {"sources": SOURCES.replace("NATO starts", f"NATO starts ({version})")}
    for number in range(MISSIONS):
        phases = (
            f"- model: missions.phase{phase}".replace("key: start", f"key: start-{place}").replace("It grew", version)
            for place in range(PHASES)
        )
        record = head + "".join(phases)
        texts[f"m{number}"] = record.replace("nmi", f"m{number}").replace("nato-mission-iraq", f"m{number}")
    files = [folder / version / f"{name}.yaml" for name in texts]
    files[0].parent.mkdir()
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text)
    return files


def state() -> list:
    """Return the versions that stand in the draft and before readers, and how many editions there are."""
    from django.db import connection

    from missions.models import Edition, Phase, Source

    if connection.vendor == "postgresql":
        wait_until_alone()
    drafts = [*Phase.objects.values_list("text", flat=True), *Source.objects.values_list("title", flat=True)]
    newest = [json.dumps(edition.document) for edition in Edition.objects.newest()]
    return [versions_in(drafts), versions_in(newest), Edition.objects.count()]


def versions_in(texts: list[str]) -> list[str]:
    return sorted({version for text in texts for version in ("first", "second") if version in text})


def wait_until_alone() -> None:
    """Wait until the server has noticed that the killed client is gone."""
    from django.db import connection

    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)
    sys.exit("A killed load still holds its connection.")


def faults() -> list[str]:
    """Return what is wrong with the database and with the chains of editions."""
    from django.db import connection

    from missions.editions.seal import first_broken
    from missions.models import Mission

    found = [str(mission) for mission in Mission.objects.all() if first_broken(mission.editions.order_by("number"))]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for check, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                cursor.execute(f"PRAGMA {check}")
                found += [check] if cursor.fetchall() != sound else []
    return found


if __name__ == "__main__":
    tell(sys.argv[1], seen)
