"""A program: the site as files, asked by several processes while things happen; prints as JSON what came of it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from unittest import mock

from tests.apart import tell

OWN_OR_BY_THE_CLOCK = (".export/", ".well-known/security.txt")
UNSEEN = "Said while others read. [@nato-start]"


def seen() -> dict:
    from django.test.utils import override_settings, setup_test_environment

    from tests.conftest import pytest_configure

    pytest_configure()
    setup_test_environment()
    # What a shell starts in the background is deaf to it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with TemporaryDirectory() as var, TemporaryDirectory() as folder, override_settings(VAR_DIR=Path(var)):
        return Site(Path(folder)).all()


class Site:
    """A record, and the folder in which it lies as files.

    `started` are the processes of the last export, and `copies` those of the database that had a name at its work.
    """

    def __init__(self, folder: Path) -> None:
        from tests.makers import make_edition, make_mission, make_phase

        self.folder, self.out = folder, folder / "out"
        self.mission = make_mission()
        self.phase = make_phase(self.mission)
        make_edition(self.mission)
        self.started: list[subprocess.Popen] = []
        self.copies: list[str] | None = None

    def all(self) -> dict:
        from django.db import connection

        found = {"published meanwhile": self.published()}
        if connection.vendor == "sqlite":
            # What no other database does otherwise is looked at once.
            found["killed"] = self.broken(lambda: self.started[0].kill())
            found["stopped"] = self.broken(lambda: os.kill(os.getpid(), signal.SIGINT))
            found["no room"] = self.without_room()
        return found

    def published(self) -> dict:
        """Export with one process, and with two while a record is published; then what is new."""
        one, following = self.folder / "one", self.folder / "following"
        self.export(one, processes=1)
        ended = self.export(self.out, processes=2, at_start=self.publish)
        started, unseen, copies = len(self.started), self.with_words(self.out), self.copies
        shutil.copytree(self.out, following)
        self.export(following, processes=1)
        return {
            "processes": started,
            "ended": ended,
            "copies": copies,
            "differ": self.differing(one),
            "unseen": unseen,
            "seen then": self.with_words(following),
        }

    def broken(self, happens: Callable) -> dict:
        """Have something happen in the middle of an export; tell what it said, and what became of the files."""
        before = files(self.out)
        said = self.export(self.out, processes=2, at_work=happens)
        after, good = files(self.out), files(self.folder / "following")
        lost = [name for name, content in before.items() if after.get(name) not in (content, good[name])]
        return {"said": said, "lost": lost}

    def without_room(self) -> dict:
        from django.test.utils import override_settings

        with override_settings(VAR_DIR=self.folder / "nowhere"):
            return {"said": self.export(self.folder / "nothing", processes=2)}

    def export(self, folder: Path, *, processes: int, **happens: Callable) -> str:
        """Export, and return what the command said if it failed, and what it left behind."""
        from django.core.management import CommandError, call_command

        said = ""
        with self.watched(**happens):
            try:
                call_command("export_site", folder, processes=processes, verbosity=0)
            except CommandError as refused:
                said = str(refused)
        return said + self.left_behind()

    @contextmanager
    def watched(self, *, at_start: Callable = lambda: None, at_work: Callable = lambda: None):
        """Have few addresses asked by several processes too, and something happen while these start or work."""
        from django.conf import settings

        from missions.management.commands.export_site import Command

        self.started = []
        usual = subprocess.Popen

        def popen(*given, **named):
            self.started.append(usual(*given, **named))
            if len(self.started) == 2:
                at_start()
            return self.started[-1]

        def work():
            self.copies = [str(path) for path in Path(settings.VAR_DIR).glob("moment-*")]
            at_work()

        def teller(*_given):
            return lambda done, _of: work() if done == 20 else None

        with (
            mock.patch("missions.public.answers.WORTH_A_PROCESS", 1),
            mock.patch("missions.management.commands.export_site.collect_static_files"),
            mock.patch.object(subprocess, "Popen", popen),
            mock.patch.object(Command, "teller", teller),
        ):
            yield

    def left_behind(self) -> str:
        from django.conf import settings

        left = [*Path(settings.VAR_DIR).glob("*"), *self.folder.glob("*/.export/new")]
        return " ".join(map(str, [*left, *(one.pid for one in self.started if one.poll() is None)]))

    def publish(self) -> None:
        from django.db import connection

        from tests.makers import make_edition

        def work():
            self.phase.text = UNSEEN
            self.phase.save()
            make_edition(self.mission, reason=UNSEEN)
            connection.close()

        # With a connection of its own: that of this thread reads the moment before.
        (thread := Thread(target=work)).start()
        thread.join()

    def differing(self, folder: Path) -> list[str]:
        first, second = files(folder), files(self.out)
        return [name for name in first.keys() | second if first.get(name) != second.get(name)]

    def with_words(self, folder: Path) -> list[str]:
        return [name for name, content in files(folder).items() if UNSEEN[:20].encode() in content]


def files(folder: Path) -> dict[str, bytes]:
    """Map all files, the packed ones too, to their content."""
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(OWN_OR_BY_THE_CLOCK)}


if __name__ == "__main__":
    tell(sys.argv[1], seen)
