"""What a reader asks for, read from what was typed: words, "phrases in quotes", beginnings*."""

import re
from dataclasses import dataclass, replace

from missions.text.folding import Word, fold, with_stem, words_in

LONGEST = 300
MOST_TERMS = 12
# Fewer letters, before an asterisk or where a word is not finished, would mean half the record.
LEAST_BEGINNING = 2
LEAST_UNFINISHED = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: forms that follow each other, or a word that begins so. One of them may be empty.

    `word` is the plain word that it is, which may go on; "" for a phrase and for a beginning.
    """

    typed: str
    forms: tuple[str, ...]
    beginning: str = ""
    word: str = ""

    @property
    def is_phrase(self) -> bool:
        return len(self.forms) > 1


@dataclass(frozen=True, slots=True)
class Asked:
    """All of `terms` are to be found. `typed` is what was read of the question, on one line."""

    typed: str
    terms: tuple[Term, ...]
    is_cut: bool = False

    @classmethod
    def read(cls, typed: str) -> "Asked":
        """Read a question; nothing in it can fail, and what is no word is left out."""
        line = " ".join("".join(letter if letter.isprintable() else " " for letter in typed[: 4 * LONGEST]).split())
        asked = line[:LONGEST]
        read = map(term_of, PIECE.finditer(asked.translate(QUOTES)))
        terms = {(term.forms, term.beginning): term for term in read if term}
        is_cut = len(line) > LONGEST or len(terms) > MOST_TERMS
        return cls(asked, tuple(terms.values())[:MOST_TERMS], is_cut)

    def unfinished(self) -> "Asked":
        """Return the question with its last word as the beginning of one, the same where it cannot be that."""
        *before, last = self.terms or (None,)
        if last is None or len(last.word) < LEAST_UNFINISHED:
            return self
        return replace(self, terms=(*before, replace(last, beginning=last.word)))

    def __bool__(self) -> bool:
        return bool(self.terms)


def folded_line(text: str) -> str:
    """Return the one writing of a name, by which names are ordered and recognised."""
    return " ".join(word.folded for word in words_in(text)) or fold(text)


def term_of(piece: re.Match[str]) -> Term | None:
    phrase = piece["phrase"]
    typed = phrase if phrase is not None else piece["word"]
    words = words_in(typed)
    if not words:
        return None
    if phrase is not None or len(words) > 1:
        return Term(typed, forms_of(words) if len(words) > 1 else (words[0].folded,))
    word = words[0]
    if typed.endswith("*") and len(word.folded) >= LEAST_BEGINNING:
        return Term(typed, (), word.folded)
    return Term(typed, with_stem(word.folded)[-1:], word=word.folded)


def forms_of(words: list[Word]) -> tuple[str, ...]:
    return tuple(form for word in words for form in word.forms)


PIECE = re.compile(r'"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+)')
QUOTES = str.maketrans(dict.fromkeys("“”„«»‟", '"'))
