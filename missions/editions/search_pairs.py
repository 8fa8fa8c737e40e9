"""Which words follow which, as numbers: what an index is asked for a phrase, before the text itself is read. Pure.

Where a word stands, an index of common words says only after unpacking what it keeps of every record with all of them.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from zlib import crc32

from missions.text.folding import BOUNDARY, with_stem


def parts(forms: str) -> list[list[str]]:
    """Return the words of an indexed text, part by part: no phrase runs from one into the next."""
    return [[*words_of(part.split())] for part in forms.split(BOUNDARY)]


def words_of(forms: Iterable[str]) -> Iterator[str]:
    """Yield the words of which these are all forms: behind a word stands its stem."""
    following = iter(forms)
    for word in following:
        if len(with_stem(word)) > 1:
            next(following, None)
        yield word


def pair_numbers(words: Iterable[str], numbers: int, salt: str = "") -> list[int]:
    """Return a number below `numbers` for each word and the one behind it; other pairs may have the same."""
    return [crc32(f"{first} {second} {salt}".encode()) % numbers for first, second in pairwise(words)]
