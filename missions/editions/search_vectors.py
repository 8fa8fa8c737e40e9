"""What PostgreSQL keeps of a text to find it by: its words with their places, which follow which, and itself. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from missions.text.folding import BOUNDARY, with_stem

# PostgreSQL keeps at most 1 MB of words of one text, and positions up to 16,383.
LONGEST_VECTOR = 900_000
LAST_POSITION = 16_383
# The parts of a text are counted up to this and from nought again; pairs share so many numbers. With more of either,
# fewer records are unpacked for a phrase, and the index is larger. All numbers there are fit into 1 MB.
PARTS = 8
NUMBERS = 2**17


def vector(title: str, words: str = "") -> str:
    """Return a tsvector as PostgreSQL reads it: each word with its positions, those of the title marked A."""
    placed = [*((word, f"{place}A") for place, word in enumerate(title.split(), 1))]
    # No phrase runs from the title into the text.
    first = len(placed) + 2
    placed += ((word, f"{min(place, LAST_POSITION)}") for place, word in enumerate(words.split(), first))
    places: dict[str, list[str]] = {}
    size = 0
    for word, place in placed:
        size += 4 if word in places else 8 + len(word.encode())
        if size > LONGEST_VECTOR:
            break
        places.setdefault(word, []).append(place)
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def vector_of_pairs(title: str, words: str) -> str:
    """Return a tsvector of numbers: one for each two forms that follow each other, made of them and of their part.

    With its part, few records have the pairs of a phrase but not the phrase. Other pairs may have the same number:
    whoever looks for a phrase looks at the words as well.
    """
    parts = (*title.split(BOUNDARY), *words.split(BOUNDARY))
    numbers = {number(pair, place % PARTS) for place, part in enumerate(parts) for pair in pairs(part.split())}
    return " ".join(sorted(numbers))


def text_of(title: str, words: str) -> str:
    """Return all forms of a text, each between spaces; no phrase runs from the title into the text."""
    return f" {title} {BOUNDARY} {words} "


def query_of_pairs(phrase: Sequence[str]) -> str:
    """Return the tsquery that every text with a phrase answers; "" for what is none."""
    following = [*pairs(phrase)]
    if not following:
        return ""
    return " | ".join(" & ".join(number(pair, part) for pair in following) for part in range(PARTS))


def pairs(forms: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return what follows each other, but for a word and its stem: they do wherever the word stands."""
    return (pair for pair in pairwise(forms) if with_stem(pair[0]) != pair)


def number(pair: tuple[str, str], part: int) -> str:
    first, second = pair
    return str(crc32(f"{first} {second} {part}".encode()) % NUMBERS)
