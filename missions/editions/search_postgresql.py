"""Words in PostgreSQL: tsvector, found by GIN."""

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any

from django.db import NotSupportedError, ProgrammingError, connection

from missions.editions.search_tables import TITLE_WEIGHT, Row, Statement, Table, phrases_of
from missions.editions.search_vectors import query_of_pairs, text_of, vector, vector_of_pairs
from missions.text.asked import Asked, Term
from missions.text.folding import STEM_END, words_of

QUESTION = "CAST(%s AS tsquery) AS question"


class Postgresql(Table):
    """Beside the words of a long text, the text itself: not all their places are kept with them."""

    holds = "strpos"
    columns = frozenset({"rowid", "title", "words", "pairs", "long_text"})

    def creation(self) -> list[str]:
        # Without a list of pending words, a search takes the same time whenever it comes.
        index = "CREATE INDEX {0}_by_{1} ON {0} USING gin ({2}) WITH (fastupdate = off)"
        columns = "title tsvector NOT NULL, words tsvector NOT NULL, pairs tsvector NOT NULL, long_text text"
        return [
            f"CREATE TABLE {self.name} (rowid bigint PRIMARY KEY, {columns})",
            # A long text is searched in half the time where it need not be unpacked.
            f"ALTER TABLE {self.name} ALTER COLUMN long_text SET STORAGE EXTERNAL",
            index.format(self.name, "title", "title"),
            # One index, so that it is always asked for both at once.
            index.format(self.name, "words", "words, pairs"),
        ]

    def insertion(self) -> str:
        values = "%s, %s::tsvector, %s::tsvector, %s::tsvector, %s"
        return f"INSERT INTO {self.name} (rowid, title, words, pairs, long_text) VALUES ({values})"

    def values(self, row: Row) -> tuple:
        identity, title, words = row
        all_words, is_whole = vector(title, words)
        long_text = None if is_whole else text_of(title, words)
        return identity, vector(title)[0], all_words, vector_of_pairs(title, words), long_text

    def matching(self, asked: Asked, also: str = "", *, in_titles: bool) -> tuple[str, str, str, list[str]]:
        question = " & ".join(f"({self.term(term, is_in_order=in_titles)})" for term in asked.terms)
        if in_titles:
            return "length(title)", f"{self.name}, {QUESTION}", f"title @@ question {also}", [question]
        # The weights of labels D, C, B and A; 1 divides by the length of the text.
        weights = f"{{{1 / TITLE_WEIGHT}, {1 / TITLE_WEIGHT}, {1 / TITLE_WEIGHT}, 1}}"
        score = f"-ts_rank('{weights}', words, question, 1)"
        phrases = phrases_of(asked)
        # The words' index does not know where they stand: every row with all of them would be unpacked.
        with_pairs = " AND pairs @@ CAST(%s AS tsquery)" * len(phrases)
        found = f"SELECT * FROM {self.name}, {QUESTION} WHERE words @@ question {with_pairs} {also}"
        followed = "CASE WHEN long_text IS NULL THEN words @@ CAST(%s AS tsquery) ELSE strpos(long_text, %s) > 0 END"
        return (
            score,
            # With the offset, only what fulfils all of this is unpacked.
            f"({found} OFFSET 0) AS likely",
            " AND ".join(followed for _phrase in phrases) or "TRUE",
            [
                question,
                *(query_of_pairs(phrase.split()) for phrase in phrases),
                *chain.from_iterable((in_order(phrase.split()), phrase) for phrase in phrases),
            ],
        )

    def ask(self, *statements: Statement, is_kept: bool = True) -> list[list[tuple]]:
        try:
            return self.answers_to(*statements, is_kept=is_kept)
        except (NotSupportedError, ProgrammingError):
            if connection.in_atomic_block:
                raise
            # A column has another type than when a statement was prepared, or a pooler lost what was: the driver, too,
            # forgets them when it sends this.
            with connection.cursor() as cursor:
                cursor.execute("DEALLOCATE ALL")
            return self.answers_to(*statements, is_kept=False)

    def answers_to(self, *statements: Statement, is_kept: bool) -> list[list[tuple]]:
        """Ask past Django's cursors, which keep nothing and wait for each answer; its log of queries has none of it."""
        # Not knowing what unpacking costs, PostgreSQL would read the words of every row rather than its indexes. Sent
        # together, all is one trip and one transaction: this is set for it, or to the end of a transaction begun.
        by_index = "SELECT set_config('enable_seqscan', 'off', true)", ()
        with connection.cursor() as cursor, connection.wrap_database_errors:
            server = cursor.connection
            # To read and plan such a statement takes as long as to answer it.
            with server.pipeline():
                sent = [cursor_of(server).execute(*one, prepare=is_kept) for one in (by_index, *statements)]
            return [answer.fetchall() for answer in sent[1:]]

    def term(self, term: Term, *, is_in_order: bool) -> str:
        if term.is_phrase:
            return in_order(term.forms) if is_in_order else " & ".join(f"'{word}'" for word in words_of(term.forms))
        return " | ".join(
            [*(f"'{form}'" for form in term.forms), *([f"'{term.beginning}':*"] if term.beginning else [])]
        )


def cursor_of(server: Any) -> Any:
    """Return a cursor of the driver's own, to which all numbers have one type: else each size is a statement apart."""
    # Reached through Django, as a site on SQLite need not load it.
    driver = connection.Database  # type: ignore[attr-defined]
    cursor = driver.Cursor(server)
    cursor.adapters.register_dumper(int, driver.types.numeric.Int8Dumper)
    return cursor


def in_order(forms: Sequence[str]) -> str:
    """Return the tsquery that a text with these forms one after the other answers, as far as places are kept."""
    placed = [(place, form) for place, form in enumerate(forms) if form != STEM_END]
    steps = (f" <{place - before}> '{form}'" for (before, _form), (place, form) in pairwise(placed))
    return f"'{forms[0]}'{''.join(steps)}"
