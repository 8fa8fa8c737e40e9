"""The stem that a word shares with its other forms, by the Snowball rules for English and Arabic.

The rules: https://snowballstem.org/algorithms/. Words are folded first: see `folding`.
"""

import re
from threading import local

import Stemmer

LATIN = re.compile(r"[a-z]+")
ARABIC = re.compile(r"[\u0621-\u064a]+")


class Rules(local):
    """The stemmers of a thread: two threads must not use one at once."""

    def __init__(self) -> None:
        self.english = Stemmer.Stemmer("english")
        self.arabic = Stemmer.Stemmer("arabic")


RULES = Rules()


def stem(word: str) -> str:
    """Return the stem of a folded word; a word of another alphabet, or with digits, is its own."""
    if LATIN.fullmatch(word):
        return str(RULES.english.stemWord(word))
    return str(RULES.arabic.stemWord(word)) if ARABIC.fullmatch(word) else word
