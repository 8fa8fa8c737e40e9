"""An empty site in this process for a measure, on a database of its own, and how long that takes to answer."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any, ClassVar
from unittest.mock import patch

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import override_settings, setup_databases, teardown_databases

from missions.editions.search_postgresql import Postgresql


@contextmanager
def empty_site() -> Iterator[None]:
    """Give an empty database; static files have their plain names, as `collectstatic` need not have run."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True):
            # As a process that serves the site: what it was started with is not looked through for rubbish.
            gc.freeze()
            yield
    finally:
        gc.unfreeze()
        teardown_databases(databases, verbosity=0)


class TimedCursor(CursorWrapper):
    """A cursor that adds up the seconds spent in `execute` and `fetch…`: the database's, and the driver's own.

    `trips` counts how often the database was asked.
    """

    taken: ClassVar[float] = 0
    trips: ClassVar[int] = 0

    def execute(self, sql, params=None):
        return counted(super().execute, trips=1)(sql, params)

    def __getattr__(self, name: str) -> Any:
        found = super().__getattr__(name)
        return counted(found) if name.startswith("fetch") else found


def counted(ask: Callable, *, trips: int = 0) -> Callable:
    def asked(*args, **kwargs):
        TimedCursor.trips += trips
        start = perf_counter()
        try:
            return ask(*args, **kwargs)
        finally:
            TimedCursor.taken += perf_counter() - start

    return asked


@contextmanager
def timed_database() -> Iterator[type[TimedCursor]]:
    """Give the cursor whose `taken` counts the seconds of the database meanwhile; not where queries are logged."""
    with (
        patch.object(connection, "make_cursor", lambda cursor: TimedCursor(cursor, connection)),
        # What search asks of PostgreSQL goes past Django's cursors.
        patch.object(Postgresql, "ask", counted(Postgresql.ask, trips=1)),
    ):
        yield TimedCursor
