"""Queries that are asked before every page: Django writes their SQL once, which takes longer than their answer."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

# Stands in the SQL where the word will stand that is asked for; no query asks for it.
WORD = "\0"


class Compiled:
    """A query for one word, made by a function that gives its rows as tuples (`values_list`).

    The function has to ask for the word as it is; the first call raises TypeError where it does not. The SQL is kept
    for each kind of database, and asked of the default one.
    """

    def __init__(self, rows_for: Callable[[str], QuerySet]) -> None:
        self.rows_for = rows_for
        self.written: dict[str, tuple[SQLCompiler, str, tuple]] = {}

    def __call__(self, word: str) -> Iterator[Sequence[Any]]:
        compiler, sql, params = self.written.get(connection.vendor) or self.write()
        with connection.cursor() as cursor:
            cursor.execute(sql, [word if param == WORD else param for param in params])
            rows = cursor.fetchall()
        return compiler.results_iter([rows], tuple_expected=True)

    def write(self) -> tuple[SQLCompiler, str, tuple]:
        compiler = self.rows_for(WORD).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if WORD not in params:
            raise TypeError("A query that is written once has to ask for the word as it is.")
        self.written[connection.vendor] = written = (compiler, sql, params)
        return written
