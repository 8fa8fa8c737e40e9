"""Words as they are searched for: the same letters however they are written, applied to records and questions alike.

Case, accents and ligatures fall away; Arabic loses its vowel marks, tatweel and the forms of alef, hamza, ya and taa
marbuta; French elisions ("l'", "qu'") and the English "'s" are no words. Every database therefore finds the same.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from missions.text.stems import stem

# No word folds to them. One stands where no phrase crosses, one behind each stem: no phrase begins or ends with a stem.
BOUNDARY, STEM_END = "ß", "þ"
LONGEST_WORD = 40


class Word(NamedTuple):
    """A word of a text: where it stands, and as it is searched for."""

    start: int
    end: int
    folded: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Return what is kept in an index: the word, and its stem and the end of it where that is another word."""
        forms = with_stem(self.folded)
        return forms if len(forms) == 1 else (*forms, STEM_END)


def words_in(text: str, is_wanted: Callable[[str], bool] = bool) -> list[Word]:
    """Return the words of a text that are worth a search, in order; with `is_wanted`, those it says yes to, folded."""
    found = []
    for match in WORD.finditer(text):
        folded = fold(match[0])
        if not folded or folded in TOO_COMMON or not is_wanted(folded):
            continue
        start, end = match.span()
        if folded not in ELIDED or not is_elided(text, start, end, folded):
            found.append(Word(start, end, folded))
    return found


def words_of(forms: Iterable[str]) -> list[str]:
    """Return the words of which these are the forms."""
    words: list[str] = []
    for form in forms:
        if form == STEM_END:
            words.pop()
        else:
            words.append(form)
    return words


def indexed(text: str) -> str:
    """Return all forms of a text's words, one after the other, for a database to look through."""
    return " ".join(form for word in words_in(text) for form in word.forms)


@lru_cache(65_536)
def with_stem(folded: str) -> tuple[str, ...]:
    root = stem(folded)
    return (folded,) if root == folded else (folded, root)


@lru_cache(65_536)
def fold(word: str) -> str:
    """Return the one writing of a word, "" if nothing of it is a letter or digit; longer ones are cut."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(SAME)).translate(SAME)
    return "".join(letter for letter in plain if letter.isalnum())[:LONGEST_WORD].casefold()


def is_elided(text: str, start: int, end: int, folded: str) -> bool:
    """Return whether a word is only the "l" of "l'OTAN" or the "s" of "Iraq's"."""
    if text[end : end + 1] in APOSTROPHES and text[end + 1 : end + 2].isalnum():
        return True
    return folded in ("s", "t") and start > 1 and text[start - 1] in APOSTROPHES and text[start - 2].isalnum()


# A comma or a point between digits groups them: 1,200 is one word. Marks, tatweel and joiners stay with their letter.
MARK = r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c\u200d]"
WORD = re.compile(rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[^\W_]+(?:{MARK}+[^\W_]*)*")
APOSTROPHES = frozenset("'’ʼ‘`´")
ELIDED = frozenset({"c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu"})
SAME = str.maketrans(
    {
        "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ء": "", "ـ": "",
        **{chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)},
    }
)  # fmt: skip
# They stand in every record and tell none from another. Not "un": that is the United Nations.
TOO_COMMON = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "in",
        "into", "is", "it", "its", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there",
        "these", "they", "this", "to", "was", "were", "which", "will", "with", "de", "des", "du", "et", "la", "le",
        "les",
    }
)  # fmt: skip
