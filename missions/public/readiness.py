"""Whether the site can work: the database answers, its tables are those of this code, what is published can be read."""

from functools import cache, lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from missions.editions import search_index
from missions.editions.document import lift
from missions.models import Edition
from missions.public import reading


def fault() -> str:
    """Return in a sentence why the site is not ready, with the cure; "" if it is."""
    try:
        missing = known_migrations() - set(MigrationRecorder(connection).applied_migrations())
        if missing:
            return (
                f"The database is older than the program: {len(missing)} migrations are missing; run start or migrate."
            )
        newest = Edition.objects.order_by("-pk").first()
        if newest:
            lift(newest.document)
        if not is_indexed(reading.state_of_site(), search_index.written()):
            return "The search index is not that of what is published: run rebuild_search."
    except DatabaseError:
        return "The database does not answer."
    except (KeyError, TypeError, ValueError):
        return "What was published last cannot be read by this version of the program."
    return ""


@lru_cache(maxsize=1)
def is_indexed(state: tuple, written: tuple) -> bool:
    """Return whether what is published is what is listed: looked at once in each state of the site and of the index."""
    return search_index.is_current()


@cache
def known_migrations() -> set[tuple[str, str]]:
    """Return the migrations that this code brings, read from the disk once."""
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
