"""Backups: one zip file each, made while the site runs, that says what it holds and proves it.

It has the database, a manifest with checksums, and what was removed from editions so far.
"""

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.editions import removals_kept
from missions.keeping.proof import DATABASE, FORMAT, MANIFEST, REMOVALS, BackupRefused, digest, refuse_broken
from missions.models import Edition

NAME, NAMES = "record-%Y%m%dT%H%M%SZ.zip", "record-*.zip"
# Beside twice the database, for the zip file's own words.
SPARE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Backup:
    """A backup that was made: its file, its size in bytes, and the older ones that went for it."""

    file: Path
    size: int
    gone: tuple[Path, ...]


def back_up(folder: Path, *, keep: int) -> Backup:
    """Write a backup of the database as it stands at one moment, and let go of all but the newest `keep`.

    Raises BackupRefused; then no backup was made, and none is gone.
    """
    if connection.vendor != "sqlite":
        raise BackupRefused(_("This site’s database is PostgreSQL: back it up with pg_dump, as docs/hosting.md shows."))
    database = Path(str(connection.settings_dict["NAME"]))
    at = timezone.now()
    try:
        prepare(folder, database)
        target = folder / name_after(folder, at)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as scratch:
            whole = Path(scratch, "whole.zip")
            copy = copied(database, Path(scratch, DATABASE))
            pack(whole, copy, manifest_of(copy, at))
            size = whole.stat().st_size
            whole.replace(target)
        settle(folder)
        gone = tuple(sorted(folder.glob(NAMES))[:-keep])
        for file in gone:
            file.unlink()
        stamp().touch()
    except (OSError, sqlite3.Error) as fault:
        raise BackupRefused(
            _("No backup was made in %(folder)s: %(fault)s.") % {"folder": folder, "fault": fault}
        ) from fault
    return Backup(target, size, gone)


def last_made_at() -> datetime | None:
    """Return when the last backup was made; None if none ever was."""
    try:
        return datetime.fromtimestamp(stamp().stat().st_mtime, UTC)
    except OSError:
        return None


def stamp() -> Path:
    """Return the file that each backup touches, however it was made."""
    return settings.VAR_DIR / "last-backup"


def prepare(folder: Path, database: Path) -> None:
    """Make the folder, let go of what a backup that was killed left there, and see that there is room."""
    folder.mkdir(parents=True, exist_ok=True)
    long_ago = (timezone.now() - timedelta(days=1)).timestamp()
    for left in folder.glob(".backup-*"):
        if left.stat().st_mtime < long_ago:
            shutil.rmtree(left)
    needed, free = 2 * database.stat().st_size + SPARE, shutil.disk_usage(folder).free
    if free < needed:
        words = {"folder": folder, "free": free // SPARE * 16, "needed": needed // SPARE * 16}
        raise BackupRefused(
            _("%(folder)s has %(free)d MB free, and a backup takes up to %(needed)d MB: make room, or keep fewer.")
            % words
        )


def name_after(folder: Path, at: datetime) -> str:
    """Return a name that stands after all others in the folder, whatever the clock says.

    The last in their order are kept: under a clock that was set back, the newest would otherwise be let go of. When a
    backup was really made stands in its manifest.
    """
    last = max((file.name for file in folder.glob(NAMES)), default="")
    with suppress(ValueError):
        at = max(at, datetime.strptime(last, NAME).replace(tzinfo=UTC) + timedelta(seconds=1))
    return at.strftime(NAME)


def copied(database: Path, copy: Path) -> Path:
    """Copy the database by SQLite's own means: writers go on, and what they write meanwhile is not in the copy."""
    with (
        closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        # One file, without a log beside it.
        target.execute("PRAGMA journal_mode=DELETE")
    refuse_broken(copy)
    return copy


def manifest_of(copy: Path, at: datetime) -> dict[str, Any]:
    with closing(sqlite3.connect(copy)) as opened:
        applied = opened.execute(f"SELECT app, name FROM {MigrationRecorder.Migration._meta.db_table} ORDER BY id")  # noqa: S608 - Django's own table
        migrations = [f"{app}.{name}" for app, name in applied]
        (editions,) = opened.execute(f"SELECT COUNT(*) FROM {Edition._meta.db_table}").fetchone()  # noqa: S608 - the project's own
    return {"format": FORMAT, "made_at": at.astimezone(UTC).isoformat(), "migrations": migrations, "editions": editions}


def pack(whole: Path, copy: Path, manifest: dict[str, Any]) -> None:
    """Write the zip file, and wait until the disk has it. Only its owner may read it: it holds accounts."""
    files = {DATABASE: copy}
    if removals_kept.file().exists():
        files[REMOVALS] = removals_kept.file()
    sums = {name: digest(file) for name, file in files.items()}
    whole.touch(0o600)
    with whole.open("wb") as written:
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, file in files.items():
                archive.write(file, name)
            archive.writestr(MANIFEST, json.dumps({**manifest, "sha256": sums}, indent=1))
        written.flush()
        os.fsync(written.fileno())


def settle(folder: Path) -> None:
    """Wait until the disk has the new name."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
