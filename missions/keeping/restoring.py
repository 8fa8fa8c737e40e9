"""A backup back in the place of the database: proved, brought to this version, and without what was removed since."""

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.editions import removals_kept
from missions.editions.redo import redo
from missions.editions.seal import broken_chains
from missions.keeping.backups import settle
from missions.keeping.proof import DATABASE, REMOVALS, BackupRefused, refuse_broken, unpack
from missions.keeping.traces import derive_anew, erase_traces
from missions.models import Edition, Mission


@dataclass(frozen=True)
class Back:
    """What was restored: when that was made, its editions, removals done again, and where the other database is."""

    made_at: datetime
    editions: int
    removals: int
    replaced: Path | None


def restore(file: Path) -> Back:
    """Put the database of a backup in the place of the site's; keep the one that stood there beside it.

    Nothing is touched before the backup is proved and ready. Raises BackupRefused.
    """
    if connection.vendor != "sqlite":
        raise BackupRefused(
            _("This site’s database is PostgreSQL: bring it back with pg_restore, as docs/hosting.md shows.")
        )
    live = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    live.parent.mkdir(parents=True, exist_ok=True)
    refuse_in_use(live)
    # Beside it: from there it can be put in its place in one step.
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=live.parent) as scratch:
        folder = Path(scratch)
        manifest = unpack(file, folder)
        refuse_broken(folder / DATABASE)
        refuse_newer(manifest["migrations"])
        if (folder / REMOVALS).exists():
            removals_kept.keep(removals_kept.kept(folder / REMOVALS))
        with standing_in(folder / DATABASE):
            removals = bring_up()
            editions = Edition.objects.count()
        replaced = exchange(folder / DATABASE, live)
    return Back(datetime.fromisoformat(manifest["made_at"]), editions, removals, replaced)


def refuse_in_use(live: Path) -> None:
    """Raise BackupRefused while any program has the database open; empty its log, so that it is one file."""
    if not live.exists():
        return
    try:
        with closing(sqlite3.connect(live, timeout=0.5, isolation_level=None)) as alone:
            # Every open connection stands in the way of this change, be it idle.
            (mode,) = alone.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = "wal"
    except sqlite3.DatabaseError:
        # A damaged database is one reason to restore.
        return
    if mode != "delete":
        raise BackupRefused(
            _("The site is running on %s. Stop it first, for example: systemctl stop record. Then restore again.")
            % live
        )


def refuse_newer(applied: list[str]) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := [name for name in applied if name not in known]:
        sentence = _("The backup was made by a newer version of this software (it has %s): upgrade this site first.")
        raise BackupRefused(sentence % unknown[-1])


@contextmanager
def standing_in(database: Path) -> Iterator[None]:
    """Let the site's connection lead to another database."""
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(database)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def bring_up() -> int:
    """Bring a database to this version, end its sessions, remove again what was removed, make what is derived anew."""
    call_command("migrate", interactive=False, verbosity=0)
    # Who was logged in on the day of the backup may have been logged out since, and not by chance.
    Session.objects.all().delete()
    removals = redo(removals_kept.kept())
    if broken := broken_chains(Mission.objects.all()):
        raise BackupRefused(_("The backup does not verify: the chain of seals breaks at %s.") % broken[0])
    if removals:
        erase_traces()
    else:
        derive_anew()
    return removals


def exchange(new: Path, live: Path) -> Path | None:
    """Put a database in the place of the site's in one step; return where the other one is kept."""
    replaced = None
    # As it was made it is for whom the umask says; it holds accounts.
    new.chmod(stat.S_IMODE(live.stat().st_mode) if live.exists() else 0o600)
    if live.exists():
        replaced = live.with_name(f"{live.name}.replaced-{timezone.now():%Y%m%dT%H%M%SZ}")
        os.link(live, replaced)
    new.replace(live)
    for left in ("-wal", "-shm"):
        live.with_name(live.name + left).unlink(missing_ok=True)
    settle(live.parent)
    return replaced
