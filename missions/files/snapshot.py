"""The database as it stands at one moment, for this process and for others that it starts."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, transaction

COPIES = "moment-"
# Seconds after which nobody looks for a copy: who reads it has it open, and who made it was killed.
LONG_AGO = 600


@dataclass(frozen=True, slots=True)
class Moment:
    """Where another process finds what a snapshot shows: a database, and in PostgreSQL the name of the snapshot."""

    database: dict[str, Any]
    name: str = ""


@contextmanager
def snapshot() -> Iterator[bool]:
    """Let many queries read one moment, while others go on writing; say whether others can read the same moment.

    Inside another transaction it changes nothing, and what that has written nobody else can read.
    """
    if connection.in_atomic_block:
        yield False
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield True
    else:
        with deferred_start(), transaction.atomic():
            # SQLite's moment is that of the first question.
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM sqlite_master")
            yield True


@contextmanager
def shared() -> Iterator[Moment]:
    """Let other processes read what the snapshot of this one shows.

    PostgreSQL has means for it. Of SQLite's file they get a copy, which is gone afterwards. Raises sqlite3.Error and
    OSError where there is no room for it.
    """
    given = connection.settings_dict
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
        yield Moment(given, name)
        return
    remove_left_behind()
    # In a folder of its owner alone: it holds accounts.
    with TemporaryDirectory(prefix=COPIES, dir=settings.VAR_DIR) as folder:
        copy = Path(folder, "db.sqlite3")
        with closing(sqlite3.connect(copy)) as target:
            target.execute("PRAGMA synchronous=OFF")
            # Through this very connection, which reads the moment of its snapshot.
            connection.connection.backup(target)
            # One file, without a log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
        yield Moment(given | {"NAME": f"file:{quote(str(copy))}?immutable=1"})


@contextmanager
def joined(moment: Moment) -> Iterator[None]:
    """Read what the snapshot of another process shows; the database of this one is that of the moment."""
    with snapshot():
        if moment.name:
            with connection.cursor() as cursor:
                # PostgreSQL takes no parameter here, and gave the name itself.
                cursor.execute(f"SET TRANSACTION SNAPSHOT '{moment.name}'")
        yield


def remove_left_behind() -> None:
    for left in Path(settings.VAR_DIR).glob(f"{COPIES}*"):
        # Another export may remove it at the same time.
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - LONG_AGO:
                shutil.rmtree(left)


@contextmanager
def deferred_start() -> Iterator[None]:
    """Begin transactions without the write lock that settings ask SQLite for: reading needs none."""
    connection.ensure_connection()
    sqlite: Any = connection
    usual = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = usual
