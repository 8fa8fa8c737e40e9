"""Words in SQLite: FTS5."""

from collections.abc import Iterable

from missions.editions.search_pairs import pair_numbers, parts, words_of
from missions.editions.search_tables import TITLE_WEIGHT, Row, Table, is_phrase, phrases_of
from missions.text.asked import Asked, Term
from missions.text.folding import BOUNDARY

# The signs of a plane that Unicode gives to nobody: no word has one, and FTS5 takes each for a word.
FIRST_SIGN, SIGNS = 0xF0000, 2**16 - 2


class Sqlite(Table):
    holds = "instr"
    columns = frozenset({"title", "words", "pairs"})

    def creation(self) -> list[str]:
        # Short beginnings have lists of their own: there are too many words to put together for each question.
        columns = "title, words, pairs, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4 5'"
        return [f"CREATE VIRTUAL TABLE {self.name} USING fts5({columns})"]

    def insertion(self) -> str:
        return f"INSERT INTO {self.name} (rowid, title, words, pairs) VALUES (%s, %s, %s, %s)"

    def values(self, row: Row) -> tuple:
        identity, title, words = row
        return identity, f" {title} {BOUNDARY} {signs(title)}", words, signs(words)

    def matching(self, asked: Asked, *, in_titles: bool) -> tuple[str, str, str, list[str]]:
        if in_titles:
            # They are read for their length: those of a phrase may be read for the phrase as well.
            phrases = phrases_of(asked)
            condition = " AND ".join([f"{self.name} MATCH %s", *("instr(title, %s)" for _phrase in phrases)])
            return "length(title)", self.name, condition, [f"title : ({by_signs(asked)})", *phrases]
        # Signs lead to the few rows in which the words are looked at.
        words = [f'"{" ".join(term.forms)}"' for term in asked.terms if is_phrase(term)]
        question = " AND ".join([by_signs(asked), *words])
        return f"bm25({self.name}, {TITLE_WEIGHT}, 1, 1)", self.name, f"{self.name} MATCH %s", [question]

    def scored(self, asked: Asked, condition: str, parameters: list) -> tuple[str, list]:
        if not phrases_of(asked):
            return condition, parameters
        # bm25 counts all that is asked for in every row: of signs that is soon done.
        found = f"SELECT rowid FROM {self.name} WHERE {condition}"
        return f"{self.name} MATCH %s AND +rowid IN ({found})", [by_signs(asked), *parameters]


def by_signs(asked: Asked) -> str:
    return " AND ".join(f"({term_of(term)})" for term in asked.terms)


def term_of(term: Term) -> str:
    if is_phrase(term):
        return f'"{signs_of(words_of(term.forms))}"'
    forms = [f'"{form}"' for form in term.forms]
    return " OR ".join([*forms, *([f'"{term.beginning}" *'] if term.beginning else [])])


def signs(forms: str) -> str:
    """Return a sign for each two words of an indexed text that follow each other, in order."""
    return f" {BOUNDARY} ".join(map(signs_of, parts(forms)))


def signs_of(words: Iterable[str]) -> str:
    # One sign is too short for the lists of beginnings.
    return " ".join(chr(FIRST_SIGN + number) for number in pair_numbers(words, SIGNS))
