"""What was deleted goes from the database's files as well: until then its bytes stand in free pages and in the log."""

from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils.translation import gettext as _

from missions.editions import search_index
from missions.editions.draft_states import tell_all
from missions.models import Mission, PrintedPage

# The tables that may hold words of the record.
OWN = (f"{Mission._meta.app_label}_", LogEntry._meta.db_table)


def derive_anew() -> None:
    """Write anew all that is derived from the record, and let go of the pages that were printed from it."""
    search_index.rebuild()
    tell_all()
    PrintedPage.objects.all().delete()


def erase_traces() -> str:
    """Write the database anew without its free space, and say what is true of it now. Not inside a transaction."""
    # A full-text index keeps the words of deleted rows until it is made anew, and how drafts stand quotes them.
    derive_anew()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in connection.introspection.table_names(cursor):
                if table.startswith(OWN):
                    cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
            return _(
                "The tables were written anew. PostgreSQL’s own log (pg_wal), its archives and standbys may hold the "
                "words until they are recycled."
            )
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = cursor.fetchone()[0]
    if is_busy:
        return _(
            "The database was written anew, but a reader holds its log back: the words may stand in the file that ends "
            "in -wal until the site is restarted."
        )
    return _("The database file was written anew, and its log is empty: neither holds the words any more.")
