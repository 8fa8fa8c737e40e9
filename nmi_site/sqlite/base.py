"""SQLite as Django has it, and read all the same where it cannot be written to.

With a write-ahead log SQLite writes two files beside the database even for those who only read. On a disk that
is full or read-only that fails, and so would every page: https://www.sqlite.org/wal.html#read_only_databases
"""

import os
import sqlite3
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from django.db.backends.sqlite3 import base

# Of what kind a fault is stands in its lowest eight bits: https://www.sqlite.org/rescode.html
CANNOT_WRITE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection; `is_read_only` says whether the database could not be opened for writing."""

    is_read_only = False
    init_commands: list[str]

    def connect(self):
        super().connect()
        if self.is_read_only:
            # For one request alone: by the next there may be room, and others may have written.
            self.close_at = monotonic()

    def get_new_connection(self, conn_params):
        file = Path(conn_params["database"])
        # SQLite opens a file that cannot be written to as well, and keeps it so.
        self.is_read_only = file.is_file() and not os.access(file, os.W_OK)
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF not in CANNOT_WRITE or not file.is_file():
                raise
        usual, self.init_commands = self.init_commands, []
        try:
            opened = super().get_new_connection({**conn_params, "database": address(file)})
        finally:
            self.init_commands = usual
        self.is_read_only = True
        return opened


def address(file: Path) -> str:
    """Return how to open a database for reading: with its log if that holds anything, else as a file nobody changes."""
    log = file.with_name(f"{file.name}-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    return f"file:{quote(str(file))}?{how}"
