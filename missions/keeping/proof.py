"""Whether a backup is whole: its files by their checksums, its database by SQLite itself."""

import hashlib
import json
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from missions.editions import removals_kept

MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
REMOVALS = removals_kept.NAME
FORMAT = 1
PIECE = 1 << 20


class BackupRefused(Exception):
    """A backup cannot be made, or is not whole; the sentence says why and what to do."""


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Write a backup's files into a folder and return its manifest. Raises BackupRefused if it is not whole."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise BackupRefused(_("%s was made by a newer version of this software: upgrade it first.") % file)
            for name, wanted in manifest["sha256"].items():
                if name not in (DATABASE, REMOVALS):
                    raise ValueError(name)
                with archive.open(name) as packed, (folder / name).open("wb") as written:
                    shutil.copyfileobj(packed, written, PIECE)
                if digest(folder / name) != wanted:
                    raise ValueError(name)
            if not (folder / DATABASE).exists() or not isinstance(manifest["migrations"], list):
                raise ValueError(DATABASE)
    except FileNotFoundError as fault:
        raise BackupRefused(_("There is no file %s.") % file) from fault
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError) as fault:
        raise BackupRefused(_("%s is damaged, or no backup: take another.") % file) from fault
    return manifest


def refuse_broken(database: Path) -> None:
    """Raise BackupRefused if SQLite finds a fault in a database."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as opened:
            faults = [line for (line,) in opened.execute("PRAGMA integrity_check(3)") if line != "ok"]
            faults += [f"{table} {row}" for table, row, *_rest in opened.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as fault:
        faults = [str(fault)]
    if faults:
        raise BackupRefused(_("The database is damaged: %s.") % "; ".join(faults[:3]))


def digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
