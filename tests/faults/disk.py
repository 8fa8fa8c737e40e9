"""A program: the server on a disk that fills up, or that nothing can be written to; prints as JSON what it answered."""

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.apart import tell

WORDS = "What was typed on a full disk. [@nato-start]"


def seen() -> dict:
    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.conftest import pytest_configure
    from tests.faults.crowd import Desk

    pytest_configure()
    setup_test_environment()
    place = Place(Desk(), Path(connection.settings_dict["NAME"]).parent)
    return {"full": place.full(), "read-only": place.read_only(), "lost": place.desk.lost()}


class Place:
    """A disk of its own with the database on it, and somebody who logged in while all was well."""

    def __init__(self, desk, disk: Path) -> None:
        self.desk, self.disk = desk, disk
        self.visitor = desk.visitors(0)[0]

    def full(self) -> dict:
        """Fill the disk under a running server, make room, and do the same before another is started."""
        from tests.faults.served import served

        with served(workers=1) as port:
            # Some addresses are known to it by then, and its threads have their connections.
            self.read(port)
            self.fill()
            found = {"while it runs": self.answers(port)}
            self.make_room()
            found["with room again"] = self.save(port)
        self.fill()
        with served(workers=1) as port:
            found["started on it"] = self.answers(port)
            self.make_room()
            found["with room at last"] = self.save(port)
        return found

    def read_only(self) -> dict:
        """Start the server on a disk that cannot be written to, and then let it be written to."""
        from tests.faults.served import served

        self.empty_log()
        self.mount("ro")
        try:
            with served(workers=1) as port:
                found = {"while it is": self.answers(port)}
                self.mount("rw")
                found["no more"] = self.save(port)
        finally:
            self.mount("rw")
        return found

    def answers(self, port: int) -> dict:
        answer = self.visitor.at(port).post(self.desk.places[0], self.desk.forms[0] | {"text": WORDS})
        told = "Nothing was saved just now" in answer.text
        return {"read": self.read(port), "saved": answer.status, "told": told, "kept": WORDS in answer.text}

    def read(self, port: int) -> int:
        """Read every address, and return the highest status."""
        from tests.faults.served import Visitor

        reader = Visitor(port)
        return max(reader.get(address).status for address in self.desk.addresses)

    def save(self, port: int) -> int:
        return self.desk.save(0, self.visitor.at(port))

    def fill(self) -> None:
        self.empty_log()
        with suppress(OSError), (self.disk / "filling").open("wb", buffering=0) as file:
            while file.write(bytes(512)):
                pass

    def make_room(self) -> None:
        (self.disk / "filling").unlink()

    def empty_log(self) -> None:
        """Leave no room within the database's own files."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def mount(self, how: str) -> None:
        # What was killed has its files open for a moment.
        for _ in range(100):
            if not subprocess.run(["mount", "-o", f"remount,{how}", str(self.disk)], check=False).returncode:
                return
            time.sleep(0.05)
        sys.exit("The disk stays in use.")


if __name__ == "__main__":
    tell(sys.argv[1], seen)
