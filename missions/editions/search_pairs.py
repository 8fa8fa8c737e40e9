"""Which words follow which, as numbers: what an index is asked for a phrase, before the words themselves. Pure.

Where a word stands, an index of common words says only after unpacking what it keeps of every record with all of them.
"""

from collections.abc import Iterable
from itertools import pairwise
from zlib import crc32

from missions.text.folding import BOUNDARY, words_of


def parts_of(text: str) -> list[list[str]]:
    """Return the words of an indexed text, part by part: no phrase runs from one into the next."""
    return [words_of(part.split()) for part in text.split(BOUNDARY)]


def pair_numbers(words: Iterable[str], numbers: int, part: str = "") -> list[int]:
    """Return a number below `numbers` for each word and the one behind it; other pairs may have the same."""
    return [crc32(f"{first} {second} {part}".encode()) % numbers for first, second in pairwise(words)]
