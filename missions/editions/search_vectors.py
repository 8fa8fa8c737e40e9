"""What PostgreSQL keeps of a text to find it by: its words with their places, which follow which, and itself. Pure."""

from collections.abc import Iterable, Sequence

from missions.editions.search_pairs import pair_numbers, parts, words_of
from missions.text.folding import BOUNDARY

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
    """Return a tsvector of numbers: one for each two words that follow each other, made of them and of their part.

    With its part, few records have the pairs of a phrase but not the phrase. Whoever looks for one reads the text too.
    """
    every = (*parts(title), *parts(words))
    return " ".join({number for place, part in enumerate(every) for number in numbers_of(part, place % PARTS)})


def text_of(title: str, words: str) -> str:
    """Return all forms of a text, each between spaces; no phrase runs from the title into the text."""
    return f" {title} {BOUNDARY} {words} "


def query_of_pairs(phrase: Sequence[str]) -> str:
    """Return the tsquery that every text with all forms of a phrase answers."""
    words = [*words_of(phrase)]
    return " | ".join(" & ".join(numbers_of(words, part)) for part in range(PARTS))


def numbers_of(words: Iterable[str], part: int) -> list[str]:
    return [str(number) for number in pair_numbers(words, NUMBERS, f"{part}")]
