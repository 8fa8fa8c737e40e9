"""Words in SQLite: FTS5."""

from collections.abc import Iterable

from missions.editions.search_pairs import pair_numbers, parts_of
from missions.editions.search_tables import TITLE_WEIGHT, Row, Statement, Table, phrases_of
from missions.text.asked import Asked, Term
from missions.text.folding import BOUNDARY, words_of

# The signs of a plane that Unicode gives to nobody: no word has one, and FTS5 takes each for a word.
FIRST_SIGN, SIGNS = 0xF0000, 2**16 - 2


class Sqlite(Table):
    """Beside the words of a text, a sign for each two that follow each other: few rows have those of a phrase."""

    holds = "instr"
    columns = frozenset({"title", "words", "title_signs", "signs"})

    def creation(self) -> list[str]:
        # Short beginnings have lists of their own: there are too many words to put together for each question.
        options = "tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4 5'"
        return [f"CREATE VIRTUAL TABLE {self.name} USING fts5(title, words, title_signs, signs, {options})"]

    def insertion(self) -> str:
        return f"INSERT INTO {self.name} (rowid, title, words, title_signs, signs) VALUES (%s, %s, %s, %s, %s)"

    def values(self, row: Row) -> tuple:
        identity, title, words = row
        return identity, f" {title} ", words, signs_of_text(title), signs_of_text(words)

    def matching(self, asked: Asked, also: str = "", *, in_titles: bool) -> tuple[str, str, str, list[str]]:
        phrases = phrases_of(asked)
        if in_titles:
            # Titles are read anyway, for their length; so the phrases are looked for in them.
            condition = " AND ".join([f"{self.name} MATCH %s", *("instr(title, %s)" for _phrase in phrases)])
            parameters = [f"{{title title_signs}} : ({by_signs(asked)})", *phrases]
            return "length(title)", self.name, f"{condition} {also}", parameters
        # Signs lead to the few rows in which the words of a phrase are looked at.
        question = " AND ".join([by_signs(asked), *(f'"{phrase}"' for phrase in phrases)])
        score = f"bm25({self.name}, {TITLE_WEIGHT}, 1, {TITLE_WEIGHT}, 1)"
        return score, self.name, f"{self.name} MATCH %s {also}", [question]

    def scored(self, asked: Asked, score: str, found: str, parameters: list, *, in_titles: bool) -> Statement:
        if in_titles or not phrases_of(asked):
            return super().scored(asked, score, found, parameters, in_titles=in_titles)
        # bm25 counts all that is asked for in every row: of signs that is soon done.
        sql = f"SELECT {score}, rowid FROM {self.name} WHERE {self.name} MATCH %s AND +rowid IN (SELECT rowid {found})"
        return sql, [by_signs(asked), *parameters]


def by_signs(asked: Asked) -> str:
    """Return a question to FTS5 with the signs of each phrase in its place."""
    return " AND ".join(f"({term_of(term)})" for term in asked.terms)


def term_of(term: Term) -> str:
    if term.is_phrase:
        return f'"{signs_of_words(words_of(term.forms))}"'
    return " OR ".join([*(f'"{form}"' for form in term.forms), *([f'"{term.beginning}" *'] if term.beginning else [])])


def signs_of_text(forms: str) -> str:
    """Return a sign for each two words of an indexed text that follow each other, in order."""
    return f" {BOUNDARY} ".join(map(signs_of_words, parts_of(forms)))


def signs_of_words(words: Iterable[str]) -> str:
    # One sign is too short for the lists of beginnings.
    return " ".join(chr(FIRST_SIGN + number) for number in pair_numbers(words, SIGNS))
