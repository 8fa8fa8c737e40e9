"""Step: the tables stand as the code expects them."""

from collections.abc import Iterable

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from missions.editions import search_index
from missions.editions.redact import RedactionRefused
from missions.editions.redo import redo
from missions.editions.removals_kept import Kept, kept
from missions.keeping.traces import erase_traces


def migrate_database() -> str:
    """Apply what is missing; say where the database is and what was done."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise CommandError(
            f"The database {name()} does not answer; start it, or mend DATABASE_URL. {str(error).splitlines()[0]}"
        ) from error
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    again = remove_again(kept())
    if missing:
        said = f"{missing} migrations applied"
    elif not search_index.is_current():
        said = f"{search_index.rebuild()} records indexed anew for search"
    else:
        said = "up to date"
    return ", ".join([name(), said, *([f"removals done again: {again}"] if again else [])])


def remove_again(removals: Iterable[Kept]) -> int:
    """Remove again what was removed before: a database or files from before may have brought it here."""
    try:
        again = redo(removals)
    except (RedactionRefused, ValueError) as refused:
        raise CommandError(f"What was removed before could not be removed again. {refused}") from refused
    if again:
        erase_traces()
    return again


def name() -> str:
    """Return the database as a person names it: a file, or a name on a host."""
    stored = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite":
        return f"{stored} on {connection.settings_dict['HOST'] or 'this machine'}"
    return str(stored).removeprefix(f"{settings.BASE_DIR}/")
