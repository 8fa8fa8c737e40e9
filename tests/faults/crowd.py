"""A program: many write at the desk and many read, on the real server and SQLite; prints as JSON what became of it.

First while one connection holds the write lock, so that every save has to wait; then all at once, for some seconds.
"""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.apart import tell

WRITERS, READERS = 8, 32
TEXT = "Writer {} for the {}th time. [@nato-start]"


def seen() -> dict:
    from django.test.utils import setup_test_environment

    from tests.conftest import pytest_configure

    pytest_configure()
    setup_test_environment()
    # The site reads the settings when it is imported.
    from tests.faults.served import served

    desk = Desk()
    with served() as port:
        return {"locked": desk.while_locked(port), "crowd": desk.crowd(port, seconds=float(os.environ["CROWD"]))}


class Desk:
    """Writers, each with an entry of their own in one of two records, its address and the form it opens with."""

    def __init__(self) -> None:
        from django.test import Client

        from tests.admin.browser_form import sent_back
        from tests.makers import make_edition, make_mission, make_phase, make_user
        from tests.public.addresses import ADDRESSES, make_site

        missions = [make_site(), make_mission("kfor", name="Kosovo Force")]
        self.addresses = [address for name, address in ADDRESSES.items() if name != "catalogue-page"]
        self.phases = [make_phase(missions[number % 2], f"of-writer-{number}") for number in range(WRITERS)]
        make_edition(missions[1])
        self.users = [make_user(f"writer-{number}", is_superuser=True) for number in range(WRITERS)]
        desk = Client()
        desk.force_login(self.users[0])
        self.places = [f"/admin/missions/phase/{phase.pk}/change/" for phase in self.phases]
        self.forms = [sent_back(desk.get(place)) for place in self.places]
        self.saved = [0] * WRITERS

    def visitors(self, port: int) -> list:
        from tests.faults.served import Visitor

        return [Visitor(port, user=user) for user in self.users]

    def save(self, writer: int, visitor) -> int:
        """Save the next text of a writer, on the form as it is opened after the last; return the status."""
        from tests.faults.served import saved_as

        typed = {"text": TEXT.format(writer, self.saved[writer] + 1)}
        status = visitor.post(self.places[writer], self.forms[writer] | typed).status
        if status == 302:
            self.saved[writer] += 1
            self.forms[writer] = saved_as(self.forms[writer], typed)
        return status

    def lost(self) -> list[str]:
        """Return the texts that are not the last ones that were confirmed, of those who saved any."""
        for phase in self.phases:
            phase.refresh_from_db()
        found = [(phase.text, TEXT.format(writer, self.saved[writer])) for writer, phase in enumerate(self.phases)]
        return [text for writer, (text, last) in enumerate(found) if self.saved[writer] and text != last]

    def while_locked(self, port: int) -> dict:
        """Hold the write lock until every address was read, while every writer waits for it."""
        from tests.faults.served import Visitor

        visitors, reader = self.visitors(port), Visitor(port, patience=20)
        with ThreadPoolExecutor(WRITERS) as threads:
            with write_lock():
                saves = [threads.submit(self.save, number, visitor) for number, visitor in enumerate(visitors)]
                # By now all of them wait.
                time.sleep(1)
                statuses = {reader.get(address).status for address in self.addresses}
                waiting = sum(not save.done() for save in saves)
            return {
                "read": sorted(statuses),
                "waiting": waiting,
                "saved": sorted({save.result() for save in saves}),
                "lost": self.lost(),
            }

    def crowd(self, port: int, *, seconds: float) -> dict:
        from tests.faults.served import Visitor

        end = time.monotonic() + seconds

        def write(number: int, visitor) -> list[int]:
            statuses = []
            while time.monotonic() < end:
                statuses.append(self.save(number, visitor))
            return statuses

        def read(number: int) -> list[tuple[int, float]]:
            reader, found = Visitor(port), []
            while time.monotonic() < end:
                address = self.addresses[(number + len(found)) % len(self.addresses)]
                begun = time.monotonic()
                status = reader.get(address).status
                found.append((status, time.monotonic() - begun))
            return found

        visitors = self.visitors(port)
        with ThreadPoolExecutor(WRITERS + READERS) as threads:
            writing = [threads.submit(write, number, visitor) for number, visitor in enumerate(visitors)]
            reading = [threads.submit(read, number) for number in range(READERS)]
            saves = [status for run in writing for status in run.result()]
            reads = [answer for run in reading for answer in run.result()]
        times = sorted(took for _status, took in reads)
        return {
            "saves": {status: saves.count(status) for status in set(saves)},
            "read": sorted({status for status, _took in reads}),
            "reads": len(reads),
            "p99": round(times[len(times) * 99 // 100], 3),
            "lost": self.lost(),
        }


@contextmanager
def write_lock():
    """Hold the write lock of the database, as a long load does."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE missions_source SET note = note")
        yield


if __name__ == "__main__":
    tell(sys.argv[1], seen)
