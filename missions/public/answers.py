"""The answers to many addresses, asked by this process or by several at once that all read the same moment.

Run as a program, this module is one of the several: through a pipe it is told its settings and the moment, and then one
address after the other, until the pipe is closed or whoever asks is gone.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any

import django
from django.conf import global_settings, settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from missions.files.snapshot import Moment, joined, shared
from missions.public.asking import Answer, application, ask

# Addresses for each process: with fewer, starting one more takes longer than it saves.
WORTH_A_PROCESS = 200
# Addresses that a process is told of at once, so that it never waits for the next.
AHEAD = 4

Answers = Iterator[tuple[str, Answer]]


class ExportFailed(Exception):
    """An address did not answer as it should, or nobody is there to ask it; the text is a sentence."""


@contextmanager
def answers(addresses: Sequence[str], *, processes: int) -> Iterator[Answers]:
    """Give all addresses with their answers as of the snapshot of this process.

    With several processes they come as they are ready. Few addresses are asked here, whatever is allowed.
    """
    processes = min(processes, len(addresses) // WORTH_A_PROCESS)
    if processes < 2:
        with application() as site:
            yield ((address, ask(site, address)) for address in addresses)
        return
    with ExitStack() as stack:
        # Once all have it open, nothing is left of a copy, however this ends.
        with ExitStack() as copy:
            try:
                moment = copy.enter_context(shared())
            except (OSError, sqlite3.Error) as fault:
                words = _("The database could not be copied to %(folder)s: %(fault)s. Make room, or use --processes 1.")
                raise ExportFailed(words % {"folder": settings.VAR_DIR, "fault": fault}) from fault
            started = [stack.enter_context(asker(moment)) for _one in range(processes)]
            with told_when_lost():
                for pipe in started:
                    pipe.recv()
        yield answered(addresses, started)


@contextmanager
def asker(moment: Moment) -> Iterator[Connection]:
    """Start a process that asks, and give the pipe to it: first of all it says that it reads the moment.

    It ends with the pipe, and at once when something fails.
    """
    here, there = Pipe()
    number = there.fileno()
    process = subprocess.Popen(  # noqa: S603 - this module and a number
        [sys.executable, "-P", "-m", "missions.public.answers", str(number)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(str(Path(place).absolute()) for place in sys.path)},
        stdin=subprocess.DEVNULL,
        pass_fds=[number],
        # A group of its own: Ctrl+C reaches the command alone, which ends the others.
        process_group=0,
    )
    there.close()
    try:
        with closing(here):
            with told_when_lost():
                here.send((own_settings(), moment))
            yield here
    except BaseException:
        process.kill()
        raise
    finally:
        process.wait()


def answered(addresses: Iterable[str], pipes: list[Connection]) -> Answers:
    """Have processes ask, each for the next address as soon as it has answered one."""
    left = iter(addresses)
    asked = {pipe: tell_of(islice(left, AHEAD), pipe) for pipe in pipes}
    while at_work := [pipe for pipe, count in asked.items() if count]:
        ready = wait(at_work)
        for pipe in (one for one in at_work if one in ready):
            with told_when_lost():
                answer = pipe.recv()
            asked[pipe] += tell_of(islice(left, 1), pipe) - 1
            yield answer


def tell_of(addresses: Iterable[str], pipe: Connection) -> int:
    """Tell a process of addresses; return how many there were."""
    given = list(addresses)
    with told_when_lost():
        for address in given:
            pipe.send(address)
    return len(given)


@contextmanager
def told_when_lost() -> Iterator[None]:
    try:
        yield
    except (EOFError, ConnectionError) as fault:
        raise ExportFailed(
            _(
                "One of the processes that ask for pages is gone. What was written before is whole; run this again, "
                "with --processes 1 if it happens again."
            )
        ) from fault


def own_settings() -> dict[str, Any]:
    """Return the settings of this process, however it came to them, but for those that Django has by itself."""
    own = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    return {name: value for name, value in own.items() if value != getattr(global_settings, name, own)}


def main(pipe: Connection) -> None:
    """Answer what is asked through a pipe."""
    given, moment = pipe.recv()
    settings.configure(**given | {"DATABASES": {"default": moment.database}})
    django.setup()
    with joined(moment), application() as site:
        pipe.send(None)
        while True:
            address = pipe.recv()
            pipe.send((address, ask(site, address)))


if __name__ == "__main__":
    with suppress(EOFError, ConnectionError):
        try:
            main(Connection(int(sys.argv[1])))
        except DatabaseError as fault:
            sys.exit(str(fault))
