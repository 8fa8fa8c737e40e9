"""Work in a process of its own that is killed, with all it started, at a moment nobody chose; and whether all is sound.

For programs run by `tests.apart`: they have one thread and their own database, and everything is imported, so that a
process is there in a millisecond.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Timer

from django.db import connection, connections


def start(work: Callable[[], object]) -> int:
    """Do work in a child process, the first of a group of its own; return its id."""
    connections.close_all()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # told by its status; the traceback goes where the program's goes
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(status)
    # Whoever comes first of the two: no signal may meet the group of the parent.
    with suppress(PermissionError):
        os.setpgid(child, child)
    return child


def killed(child: int, *, after: float = 0, meanwhile: Callable[[], object] | None = None) -> bool:
    """Kill a child, and all that it started, after so many seconds; return whether it was still at work."""
    timer = Timer(after, os.killpg, (child, signal.SIGKILL))
    timer.start()
    if meanwhile:
        meanwhile()
    timer.join()
    was_killed = ended(child) is None
    wait_until_gone(child)
    return was_killed


def ended(child: int) -> int | None:
    """Wait for the end of a child and return its status; None if it was killed."""
    status = os.waitpid(child, 0)[1]
    wait_until_alone()
    return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def wait_until_gone(group: int) -> None:
    """Wait until the last of a killed group has let go of its files."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)


def run(work: Callable[[], object]) -> float:
    """Do work in a child process to its end; return the seconds that took."""
    started = time.monotonic()
    if ended(start(work)) != 0:
        sys.exit("What nobody killed failed.")
    return time.monotonic() - started


def wait_until_alone() -> None:
    """Wait until PostgreSQL has noticed that a killed client is gone."""
    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        for _ in range(400):
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.02)
    sys.exit("What was killed still holds its connection.")


def unsound() -> list[str]:
    """Return what is wrong with the database, the chains of editions and what is derived from them."""
    from missions.editions import search_index
    from missions.editions.seal import broken_chains
    from missions.models import Mission

    found = [f"the chain breaks at {edition}" for edition in broken_chains(Mission.objects.all())]
    found += [] if search_index.is_current() else ["the search index is another's"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for check, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                cursor.execute(f"PRAGMA {check}")
                found += [check] if cursor.fetchall() != sound else []
    return found
