"""The tables in which a database looks for words: FTS5 in SQLite, tsvector in PostgreSQL. One shape, one behaviour.

Words arrive folded, with their stems (`missions.text.folding`): a database only splits them at spaces, so that both
find the same. A row has the id of what is found, the words of its title, and its other words.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import connection
from django.db.models import QuerySet

from missions.text.asked import Asked

Row = tuple[int, str, str]
# SQL and its parameters.
Statement = tuple[str, Sequence]

# A word of the title counts as much as this many of the text.
TITLE_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class Table(ABC):
    """A table of words; all names and numbers in its SQL are the project's own."""

    name: str
    # The function that says whether a text, its first argument, holds another.
    holds: ClassVar[str]
    columns: ClassVar[frozenset[str]]

    @abstractmethod
    def creation(self) -> list[str]:
        """Return the statements that create the table and its indexes."""

    @abstractmethod
    def insertion(self) -> str:
        """Return the statement that inserts what `values` makes of a row."""

    @abstractmethod
    def values(self, row: Row) -> tuple: ...

    @abstractmethod
    def matching(self, asked: Asked, also: str = "", *, in_titles: bool) -> tuple[str, str, str, list[str]]:
        """Return how to ask: the score (less is better), the tables, the condition and the parameters of both.

        `also` is one more condition, soon looked at.
        """

    def is_there(self) -> bool:
        """Return whether the database has this table as `make` makes it now."""
        with connection.cursor() as cursor:
            if self.name not in connection.introspection.table_names(cursor):
                return False
            # Django's own description of a table asks SQLite for the write lock, and would wait for it.
            cursor.execute(f"SELECT * FROM {self.name} LIMIT 0")
            return self.columns <= {column[0] for column in cursor.description}

    def make(self) -> None:
        """Create the table empty, whatever stood there."""
        with connection.cursor() as cursor:
            for statement in (f"DROP TABLE IF EXISTS {self.name}", *self.creation()):
                cursor.execute(statement)

    def put(self, rows: Iterable[Row]) -> None:
        """Write rows in place of those with the same ids."""
        rows = list(rows)
        self.remove(identity for identity, _title, _words in rows)
        with connection.cursor() as cursor:
            cursor.executemany(self.insertion(), [self.values(row) for row in rows])

    def remove(self, identities: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.name} WHERE rowid = %s", [(one,) for one in identities])

    def ranked(self, asked: Asked, *, most: int) -> Statement:
        """Ask for the ids of rows that answer, the best first; no more than `most` matches are looked at."""
        sql, parameters = self.answering(asked, limit=f"{most:d}")
        return f"WITH found (score, id) AS ({sql}) SELECT id FROM found ORDER BY score, id", parameters

    def in_turn(self, asked: Asked, named: Statement, *, most: int, among: QuerySet | None = None) -> Statement:
        """Ask for the ids of rows that are `named`, whose titles answer, or that answer; in turn, each the best first.

        Of those that answer, no more than `most` are looked at, and only those without such a title are ranked by
        their words. The shortest title is the best, which holds the least beside what was asked for: in SQLite that of
        the fewest letters, in PostgreSQL that of the fewest different words. `named`, a statement, and `among`, a
        queryset, have one column: the ids that come first, all of them, and those to look at. An id that is named and
        answers comes twice.
        """
        parts: dict[str, Statement] = {}
        where = also = ""
        if among is not None:
            # Most may be wanted: they are not all listed to ask for few of them.
            parts["wanted (id) AS NOT MATERIALIZED"] = among.query.sql_with_params()
            where = "WHERE EXISTS (SELECT 1 FROM wanted WHERE wanted.id = named.id)"
            # With the plus, SQLite looks through the matches once, and not for each of these ids anew.
            also = "AND +rowid IN (SELECT id FROM wanted)"
        parts["named (id) AS"] = named
        parts["titled (score, id) AS"] = self.answering(asked, also, limit=f"{most:d}", in_titles=True)
        left = f"{most:d} - (SELECT COUNT(*) FROM titled)"
        parts["others (score, id) AS"] = self.answering(
            asked, f"{also} AND +rowid NOT IN (SELECT id FROM titled)", limit=left
        )
        sql = f"""
            WITH {", ".join(f"{name} ({statement})" for name, (statement, _values) in parts.items())}
            SELECT id FROM (
                SELECT 1 AS turn, 0 AS score, id FROM named {where}
                UNION ALL SELECT 2, score, id FROM titled
                UNION ALL SELECT 3, score, id FROM others
            ) AS found ORDER BY turn, score, id
        """
        return sql, [value for _statement, values in parts.values() for value in values]

    def answering(self, asked: Asked, also: str = "", *, limit: str, in_titles: bool = False) -> Statement:
        """Ask for the scores and ids of rows that answer and fulfil another condition; `limit` is an expression."""
        score, tables, condition, parameters = self.matching(asked, also, in_titles=in_titles)
        # With an offset, SQLite cuts off before whoever asks has the rows put in order: else it would rank all of them.
        found = f"FROM {tables} WHERE {condition} LIMIT {limit} OFFSET 0"
        return self.scored(asked, score, found, parameters, in_titles=in_titles)

    def scored(self, asked: Asked, score: str, found: str, parameters: list, *, in_titles: bool) -> Statement:
        """Return how to ask for the scores of rows that were `found`, with their ids, and the parameters."""
        return f"SELECT {score}, rowid {found}", parameters

    def beyond(self, asked: Asked, *, most: int) -> Statement:
        """Ask for one row if more than `most` answer."""
        _score, tables, condition, parameters = self.matching(asked, in_titles=False)
        return f"SELECT 1 FROM {tables} WHERE {condition} LIMIT 1 OFFSET {most:d}", parameters

    def ask(self, *statements: Statement, is_kept: bool = True) -> list[list[tuple]]:
        """Ask all in one trip, where the database can; return the rows of each, in order.

        With `is_kept`, the database may keep how it answers them, and does the same whatever their parameters are.
        """
        answers = []
        with connection.cursor() as cursor:
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
                answers.append(cursor.fetchall())
        return answers


def phrases_of(asked: Asked) -> list[str]:
    """Return the phrases of a question as an indexed text holds them: between spaces."""
    return [f" {' '.join(term.forms)} " for term in asked.terms if term.is_phrase]
