"""Which addresses have changed since a process last looked: asked before every baked page, so it has to cost nothing.

A mission's addresses change with its editions and notices, all others with those of any mission. SQLite counts what
other connections write, and answers in a few microseconds whether anything was written at all: it is asked at most
every two milliseconds. PostgreSQL is asked at most once a second. The process that publishes asks at once.
"""

import logging
import sqlite3
from collections.abc import Callable
from threading import Lock
from time import monotonic, sleep
from urllib.parse import quote
from weakref import finalize

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models.signals import post_save

from missions.models import Address, Edition, Notice
from missions.models.frozen import Frozen
from missions.public.reading import SiteState, state_of_site

# Seconds that a database which has to be asked is taken at its word.
TRUSTED = 1.0
# Seconds for which nothing is asked again: at full load, asking SQLite takes a fifth of what a page takes.
MOMENT = 0.002
SITE = ""
logger = logging.getLogger(__name__)


class Freshness:
    """Hands out marks: what was made under a mark may be shown for as long as its scope has that mark.

    A scope is the slug of a mission, or SITE.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.known: SiteState | None = None
        self.newest = (0, 0)
        self.marks: dict[str, object] = {}
        self.everything = object()
        self.count: Callable[[], int] | None = None
        self.counted: int | None = None
        self.stands_until = 0.0
        # How often this process has published: what began before does not know of it.
        self.told = 0
        post_save.connect(self.tell, sender=Edition, weak=False)
        post_save.connect(self.tell, sender=Notice, weak=False)

    def mark(self, scope: str) -> object:
        """Return the present mark of a scope; while the database is away, the last one known."""
        if monotonic() >= self.stands_until:
            self.ask()
        return self.marks.get(scope, self.everything)

    def ask(self) -> None:
        """Find out whether anything was written, and if so, what."""
        began, told = monotonic(), self.told
        try:
            if self.counted is None or self.writes() != self.counted:
                self.look()
                # One that could be opened for reading alone is for one look alone.
                close_old_connections()
            self.trust(began + MOMENT, told)
        except (DatabaseError, sqlite3.Error) as fault:
            self.trust(monotonic() + TRUSTED, told)
            logger.warning("The database does not answer (%s): baked pages stay as they are.", fault)

    def trust(self, until: float, told: int) -> None:
        """Ask nothing again until then, unless this process has published since."""
        with self.lock:
            if told == self.told:
                self.stands_until = until

    def writes(self) -> int:
        """Return a number that is another when the database may have changed."""
        if self.count is None:
            connection.ensure_connection()
            if getattr(connection, "is_read_only", False):
                # SQLite lets nobody of this process write while one connection was opened on a read-only disk.
                return int(monotonic() / TRUSTED)
            self.count = counter_of_writes()
        return self.count()

    def tell(self, **_signal) -> None:
        """Look again as soon as what this process published is there for all."""
        transaction.on_commit(self.forget)

    def forget(self) -> None:
        # A look that began before the commit would be taken for one that knows of it.
        with self.lock:
            self.counted, self.stands_until, self.told = None, 0.0, self.told + 1
        # Whoever is told of a publication asks after the moment in which another process may not know of it.
        sleep(MOMENT)

    def look(self) -> None:
        """Give new marks to what has changed. Whoever comes meanwhile waits: what is published is seen at once."""
        with self.lock:
            counted = self.writes()
            if counted == self.counted:
                return
            close_old_connections()
            known = state_of_site()
            if known != self.known:
                changed = self.changed(known)
                if changed is None:
                    self.marks, self.everything = {}, object()
                else:
                    self.marks.update((slug, object()) for slug in (*changed, SITE))
                self.known = known
            # Counted before it was asked: a write meanwhile is looked for again.
            self.counted = counted

    def changed(self, known: SiteState) -> set[str] | None:
        """Return the slugs of the missions with rows that came since; None if these are not all that changed."""
        edition, notice = self.newest
        if self.known is None:
            self.newest = newest(Edition), newest(Notice)
            return None
        editions = dict(Edition.objects.filter(pk__gt=edition).values_list("pk", "mission"))
        notices = dict(Notice.objects.filter(pk__gt=notice).values_list("pk", "edition__mission"))
        self.newest = max(editions, default=edition), max(notices, default=notice)
        # A row that was committed beneath one that was seen, or is gone, shows in the numbers of rows.
        came = known.editions - self.known.editions + known.notices - self.known.notices
        if len(editions) + len(notices) != came:
            return None
        missions = {*editions.values(), *notices.values()}
        return set(Address.objects.filter(mission__in=missions).values_list("slug", flat=True))


def newest(model: type[Frozen]) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def counter_of_writes() -> Callable[[], int]:
    """Return what counts the writes of others: SQLite itself does, elsewhere time has to do."""
    if connection.vendor != "sqlite":
        return lambda: int(monotonic() / TRUSTED)
    address = f"file:{quote(str(connection.settings_dict['NAME']))}?mode=ro"
    own = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    alone = Lock()

    def count() -> int:
        # Two at once on one connection would see the database as it was for the first.
        with alone:
            return own.execute("PRAGMA data_version").fetchone()[0]

    finalize(count, own.close)
    return count
