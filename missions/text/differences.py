"""What changed between two texts, word by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "deleted", "inserted"]
Pair = tuple[int, int]  # the place of a word in the old and in the new text


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, went or came. All white space is kept."""

    kind: Kind
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order: "same" and "deleted" joined give `old`, "same" and "inserted" `new`.

    Words that occur once in both texts hold them together, and what lies between is compared in the same way (patience
    difference); the work stays in proportion to the length of the texts, whatever they hold.
    """
    if not old or not new:
        return tuple(piece for piece in (Piece("deleted", old), Piece("inserted", new)) if piece.text)
    olds, news = WORDS.findall(old), WORDS.findall(new)
    runs: list[list[str]] = []  # what stays, and what was deleted and inserted after it
    same, was, now = "", 0, 0
    for i, j in [*common(olds, news), (len(olds), len(news))]:
        deleted, inserted = "".join(olds[was:i]), "".join(news[now:j])
        if deleted or inserted:
            if runs and not same.strip(" "):
                # A lone space between two changed words would tear one change into confetti.
                runs[-1][1] += same + deleted
                runs[-1][2] += same + inserted
            else:
                runs.append([same, deleted, inserted])
            same = ""
        same += "".join(olds[i : i + 1])
        was, now = i + 1, j + 1
    runs.append([same, "", ""])
    return tuple(Piece(kind, text) for run in runs for kind, text in zip(KINDS, run, strict=True) if text)


def common(olds: Sequence[str], news: Sequence[str]) -> list[Pair]:
    """Return pairs of places at which both texts hold the same word, rising in both."""
    found: list[Pair] = []
    regions = [(0, len(olds), 0, len(news), 0)]
    while regions:
        start, end, new_start, new_end, depth = regions.pop()
        while start < end and new_start < new_end and olds[start] == news[new_start]:
            found.append((start, new_start))
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and olds[end - 1] == news[new_end - 1]:
            end, new_end = end - 1, new_end - 1
            found.append((end, new_end))
        old_words, new_words = olds[start:end], news[new_start:new_end]
        pairs = anchors(old_words, new_words) if depth < DEEPEST else []
        if not pairs:
            if len(old_words) * len(new_words) <= LARGEST:
                found += [(start + i, new_start + j) for i, j in longest_common(old_words, new_words)]
            continue
        after, new_after = start, new_start
        for i, j in pairs:
            found.append((start + i, new_start + j))
            regions.append((after, start + i, new_after, new_start + j, depth + 1))
            after, new_after = start + i + 1, new_start + j + 1
        regions.append((after, end, new_after, new_end, depth + 1))
    return sorted(found)


def anchors(olds: Sequence[str], news: Sequence[str]) -> list[Pair]:
    """Return the longest rising row of places of words that occur once in both texts (patience sorting)."""
    once = {word for word, times in Counter(news).items() if times == 1}
    once &= {word for word, times in Counter(olds).items() if times == 1}
    place_in_new = {word: place for place, word in enumerate(news) if word in once}
    pairs = [(place, place_in_new[word]) for place, word in enumerate(olds) if word in once]
    return [pairs[place] for place in rising([place for _, place in pairs])]


def rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest rising row of numbers, no two of which are the same (patience sorting)."""
    piles: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(piles, number)
        before.append(tops[pile - 1] if pile else -1)
        piles[pile : pile + 1] = [number]
        tops[pile : pile + 1] = [place]
    row = []
    place = tops[-1] if tops else -1
    while place >= 0:
        row.append(place)
        place = before[place]
    return row[::-1]


def longest_common(olds: Sequence[str], news: Sequence[str]) -> list[Pair]:
    """Return the longest row of places with the same words, by comparing each word with each."""
    lengths = [[0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            lengths[i][j] = (
                lengths[i + 1][j + 1] + 1 if olds[i] == news[j] else max(lengths[i + 1][j], lengths[i][j + 1])
            )
    row, i, j = [], 0, 0
    while i < len(olds) and j < len(news):
        if olds[i] == news[j]:
            row.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return row


KINDS: tuple[Kind, Kind, Kind] = ("same", "deleted", "inserted")
# A number keeps its separators and a word its apostrophe; marks above and below letters are no words of their own.
LETTER = r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c\u200d]"
WORDS = re.compile(rf"\d+(?:[.,]\d+)+(?!{LETTER})|{LETTER}+(?:['’]{LETTER}+)*|\s+|.", re.DOTALL)
DEEPEST = 30  # regions within regions
LARGEST = 10_000  # comparisons of words in a region that no single word holds together
