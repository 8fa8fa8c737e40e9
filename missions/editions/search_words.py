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

from missions.editions.search_vectors import query_of_pairs, text_of, vector, vector_of_pairs
from missions.text.asked import Asked, Term

Row = tuple[int, str, str]

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
    def matching(self, asked: Asked, *, in_titles: bool) -> tuple[str, str, str, list[str]]:
        """Return how to ask: the score (less is better), the tables, the condition and the parameters of both."""

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

    def ranked(self, asked: Asked, *, most: int, in_titles: bool = False, among: QuerySet | None = None) -> list[int]:
        """Return the ids of the rows that answer, the best first; no more than `most` matches are looked at.

        Where only titles are looked through, the shortest is the best: it holds the least beside what was asked for.
        `among` is a queryset of one column, the ids to look at.
        """
        score, tables, condition, parameters = self.matching(asked, in_titles=in_titles)
        if among is not None:
            wanted, values = among.query.sql_with_params()
            # With the plus, SQLite looks through the matches once, and not for each of these ids anew.
            condition += f" AND +rowid IN ({wanted})"
            parameters = [*parameters, *values]
        # Put in order here: SQLite would rank every match before it cuts them off.
        rows = self.looked_up(f"SELECT {score}, rowid FROM {tables} WHERE {condition} LIMIT {most:d}", parameters)
        return [found for _score, found in sorted(rows)]

    def has_more(self, asked: Asked, *, than: int) -> bool:
        """Return whether more rows than these answer."""
        _score, tables, condition, parameters = self.matching(asked, in_titles=False)
        return bool(self.looked_up(f"SELECT 1 FROM {tables} WHERE {condition} LIMIT 1 OFFSET {than:d}", parameters))

    def looked_up(self, sql: str, parameters: Sequence) -> list[tuple]:
        """Return the rows of a question that the indexes of the table answer."""
        return self.rows(sql, parameters)

    def rows(self, sql: str, parameters: Sequence) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()


class Sqlite(Table):
    holds = "instr"
    columns = frozenset({"title", "words"})

    def creation(self) -> list[str]:
        # Short beginnings have lists of their own: there are too many words to put together for each question.
        columns = "title, words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4 5'"
        return [f"CREATE VIRTUAL TABLE {self.name} USING fts5({columns})"]

    def insertion(self) -> str:
        return f"INSERT INTO {self.name} (rowid, title, words) VALUES (%s, %s, %s)"

    def values(self, row: Row) -> tuple:
        return row

    def matching(self, asked: Asked, *, in_titles: bool) -> tuple[str, str, str, list[str]]:
        question = " AND ".join(f"({self.term(term)})" for term in asked.terms)
        return (
            "length(title)" if in_titles else f"bm25({self.name}, {TITLE_WEIGHT}, 1)",
            self.name,
            f"{self.name} MATCH %s",
            [f"title : ({question})" if in_titles else question],
        )

    def term(self, term: Term) -> str:
        forms = [f'"{" ".join(term.forms)}"'] if term.forms else []
        return " OR ".join([*forms, *([f'"{term.beginning}" *'] if term.beginning else [])])


class Postgresql(Table):
    """Beside the words of a text, the text itself: of a word no more than 255 places are kept, and none far back."""

    holds = "strpos"
    columns = frozenset({"rowid", "title", "words", "pairs", "text"})

    def creation(self) -> list[str]:
        # Without a list of pending words, a search takes the same time whenever it comes.
        index = "CREATE INDEX {0}_by_{1} ON {0} USING gin ({2}) WITH (fastupdate = off)"
        columns = "title tsvector NOT NULL, words tsvector NOT NULL, pairs tsvector NOT NULL, text text NOT NULL"
        return [
            f"CREATE TABLE {self.name} (rowid bigint PRIMARY KEY, {columns})",
            index.format(self.name, "title", "title"),
            # One index, so that it is always asked for both at once.
            index.format(self.name, "words", "words, pairs"),
        ]

    def insertion(self) -> str:
        values = "%s, %s::tsvector, %s::tsvector, %s::tsvector, %s"
        return f"INSERT INTO {self.name} (rowid, title, words, pairs, text) VALUES ({values})"

    def values(self, row: Row) -> tuple:
        identity, title, words = row
        return identity, vector(title), vector(title, words), vector_of_pairs(title, words), text_of(title, words)

    def matching(self, asked: Asked, *, in_titles: bool) -> tuple[str, str, str, list[str]]:
        # The weights of labels D, C, B and A; 1 divides by the length of the text.
        weights = f"{{{1 / TITLE_WEIGHT}, {1 / TITLE_WEIGHT}, {1 / TITLE_WEIGHT}, 1}}"
        phrases = [] if in_titles else [term.forms for term in asked.terms if is_phrase(term)]
        # The index does not know where words stand: alone, it would have every row unpacked that holds them all.
        followed = [pairs for pairs in map(query_of_pairs, phrases) if pairs]
        return (
            "length(title)" if in_titles else f"-ts_rank('{weights}', words, question, 1)",
            f"{self.name}, CAST(%s AS tsquery) AS question",
            " AND ".join(
                [
                    f"{'title' if in_titles else 'words'} @@ question",
                    *(f"pairs @@ '{pairs}'::tsquery" for pairs in followed),
                    *("strpos(text, %s) > 0" for _phrase in phrases),
                ]
            ),
            [
                " & ".join(f"({self.term(term, is_in_order=in_titles)})" for term in asked.terms),
                *(f" {' '.join(phrase)} " for phrase in phrases),
            ],
        )

    def looked_up(self, sql: str, parameters: Sequence) -> list[tuple]:
        # Not knowing what unpacking costs, PostgreSQL would read the words of every row rather than its indexes. Sent
        # together, the two are one transaction: it holds for the question alone, or to the end of a transaction begun.
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_seqscan = off; {sql}", parameters)
            cursor.nextset()
            return cursor.fetchall()

    def term(self, term: Term, *, is_in_order: bool) -> str:
        together = " <-> " if is_in_order or not is_phrase(term) else " & "
        forms = ["(" + together.join(f"'{form}'" for form in term.forms) + ")"] if term.forms else []
        return " | ".join([*forms, *([f"'{term.beginning}':*"] if term.beginning else [])])


def is_phrase(term: Term) -> bool:
    return len(term.forms) > 1 and not term.beginning


def table(name: str) -> Table:
    """Return a table of words in the database that is used."""
    return {"sqlite": Sqlite, "postgresql": Postgresql}[connection.vendor](name)
