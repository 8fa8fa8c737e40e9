"""Measures of a record: how easily it is read, and how much of it is the editors' own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from missions.editions.statements import statements_of
from missions.review.prose import sentences_of

MOST_EDITORIAL = 10  # per cent, less than
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers of a record; `reading_ease` is Flesch's, from 0 (hard) to 100 (easy)."""

    statements: int
    editorial: int
    passages: int
    words: int
    reading_ease: int

    @classmethod
    def of(cls, document: Mapping) -> "Measures":
        stated = list(statements_of(document))
        texts = sentences_of(document)
        return cls(
            statements=len(stated),
            editorial=sum(1 for one in stated if one.is_editorial),
            passages=sum(1 for one in stated if any(citation.passage for citation in one.citations)),
            words=sum(len(WORD.findall(text)) for text in texts),
            reading_ease=reading_ease(texts),
        )

    @property
    def is_mostly_sourced(self) -> bool:
        return self.editorial * 100 < MOST_EDITORIAL * self.statements


def reading_ease(texts: list[str]) -> int:
    """Return Flesch's reading ease (Journal of Applied Psychology 32, 1948), rounded; 0 for no words."""
    words = [word for text in texts for word in WORD.findall(text)]
    sentences = sum(max(1, len(SENTENCE_END.findall(text))) for text in texts)
    if not words:
        return 0
    syllables = sum(map(syllables_of, words))
    return round(206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words))


def syllables_of(word: str) -> int:
    """Count groups of vowels; a silent e at the end is none."""
    small = word.lower()
    count = len(VOWELS.findall(small))
    return max(1, count - (small.endswith("e") and not small.endswith("le") and count > 1))
