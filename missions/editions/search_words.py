"""The tables in which the database that is used looks for words."""

from django.db import connection

from missions.editions.search_postgresql import Postgresql
from missions.editions.search_sqlite import Sqlite
from missions.editions.search_tables import Table


def table(name: str) -> Table:
    """Return a table of words in the database that is used."""
    return {"sqlite": Sqlite, "postgresql": Postgresql}[connection.vendor](name)
