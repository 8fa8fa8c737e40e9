"""Step: the tables stand as the code expects them."""

from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


def migrate_database() -> str:
    """Apply what is missing; say where the database is and what was done."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise CommandError(
            f"The database {name()} does not answer: {str(error).strip()}. Start it, or mend DATABASE_URL."
        ) from error
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        return f"{name()}, up to date"
    call_command("migrate", interactive=False, verbosity=0)
    return f"{name()}, {missing} migrations applied"


def name() -> str:
    """Return the database as a person names it: a file, or a name on a host."""
    is_file = connection.vendor == "sqlite"
    host = connection.settings_dict["HOST"] or "this machine"
    return f"{connection.settings_dict['NAME']}" if is_file else f"{connection.settings_dict['NAME']} on {host}"
