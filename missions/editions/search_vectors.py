"""What PostgreSQL keeps of a text to find it by: its words with their places, and which follow which. Pure."""

from collections.abc import Iterable, Sequence

from missions.editions.search_pairs import pair_numbers, parts_of
from missions.text.folding import BOUNDARY, STEM_END, words_of

# PostgreSQL keeps at most 1 MB of words of one text, and of each at most 255 places, up to this one.
LONGEST_VECTOR = 900_000
LAST_PLACE = 16_383
MOST_PLACES = 255
# The parts of a text are counted up to this and from nought again; pairs share so many numbers. With more of either,
# fewer records are read for a phrase, and the index is larger. A text of more pairs has one number, which says so.
PARTS = 8
NUMBERS = 2**20
MOST_PAIRS = 100_000
TOO_MANY = str(NUMBERS)


def vector(title: str, words: str = "") -> tuple[str, bool]:
    """Return a tsvector as PostgreSQL reads it, and whether it is whole: words with places, the title's marked A."""
    placed = [*((word, f"{place}A") for place, word in enumerate(title.split(), 1))]
    # No phrase runs from the title into the text.
    first = len(placed) + 2
    placed += ((word, f"{min(place, LAST_PLACE)}") for place, word in enumerate(words.split(), first))
    places: dict[str, list[str]] = {}
    size = 0
    for word, place in placed:
        if word in (BOUNDARY, STEM_END):
            # Their places stay empty.
            continue
        size += 4 if word in places else 8 + len(word.encode())
        if size > LONGEST_VECTOR:
            break
        places.setdefault(word, []).append(place)
    is_all = size <= LONGEST_VECTOR and first + len(placed) <= LAST_PLACE
    is_whole = is_all and all(len(at) <= MOST_PLACES for at in places.values())
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items()), is_whole


def vector_of_pairs(title: str, words: str) -> str:
    """Return a tsvector of numbers: one for each two words that follow each other, made of them and of their part.

    With its part, few records have the pairs of a phrase but not the phrase.
    """
    every = enumerate((*parts_of(title), *parts_of(words)))
    numbers = {number for place, part in every for number in numbers_of(part, place % PARTS)}
    return " ".join(numbers) if len(numbers) <= MOST_PAIRS else TOO_MANY


def text_of(title: str, words: str) -> str:
    """Return all forms of a text, each between spaces; no phrase runs from the title into the text."""
    return f" {title} {BOUNDARY} {words} "


def query_of_pairs(phrase: Sequence[str]) -> str:
    """Return the tsquery that every text with a phrase answers."""
    words = words_of(phrase)
    return " | ".join([*(" & ".join(numbers_of(words, place)) for place in range(PARTS)), TOO_MANY])


def numbers_of(words: Iterable[str], place: int) -> list[str]:
    return [str(number) for number in pair_numbers(words, NUMBERS, f"{place}")]
