"""Words taken out of texts: where they stand, however they are typed, and what is put in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from missions.text.cited_items import Item, items
from missions.text.dates import words as date_words
from missions.text.plain import plain

# Between two words may stand another space, a line's end, markup, or what addresses write for a space.
GAP = r"(?:[\s_*~`\\+>|-]|%20|&nbsp;)+"
LIKE = {"'": "['’‘ʼ]", '"': '["“”„«»]', "-": "[-‐‑–]"}
SAME = {letter: kinds for kinds in LIKE.values() for letter in kinds[1:-1]}
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\[\]()\"]+")
QUOTES = re.compile(r"[\"“”„«]")
NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


class Cut(NamedTuple):
    """A stretch of a text and what is put in its place."""

    start: int
    end: int
    put: str


class Words:
    """Phrases that have to go; found in any case, in any typing of spaces, quotes and hyphens, never within a word."""

    def __init__(self, phrases: Iterable[str]):
        self.phrases = sorted({" ".join(phrase.split()) for phrase in phrases} - {""}, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(pattern_of, self.phrases)) or r"(?!)", re.IGNORECASE)
        self.in_keys = [f"-{NOT_IN_KEYS.sub('-', phrase.casefold()).strip('-')}-" for phrase in self.phrases]

    def are_in(self, text: str) -> bool:
        """Return whether a reader of a text meets them: as it is typed, or as it reads."""
        return bool(self.pattern.search(text)) or (is_marked_up(text) and bool(self.pattern.search(plain(text))))

    def are_in_key(self, key: str) -> bool:
        return any(words != "--" and words in f"-{key}-" for words in self.in_keys)


def mark(day: date) -> str:
    """Return what stands for removed words: “[removed, 26 November 2026]”."""
    return f"[removed, {date_words(day.isoformat())}]"


def cuts_in_text(text: str, words: Words, keys: Mapping[str, str], put: str) -> list[Cut]:
    """Return what takes words out of Markdown or a plain line, and gives sources that are cited other keys."""
    cited = list(items(text))
    cuts = [
        Cut(item.start + 1, item.end_of_key, keys[item.citation.key]) for item in cited if item.citation.key in keys
    ]
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    for match in words.pattern.finditer(text):
        start, end = widened(*match.span(), addresses)
        item = next((one for one in cited if one.start <= start < one.end), None)
        if item is None:
            # Before a bracket the mark would be read as the words of a link.
            cuts.append(Cut(start, end, f"{put} " if text[end : end + 1] in ("(", "[", ":") else put))
        elif start >= item.end_of_key:
            cuts.append(Cut(start, end, put if is_in_passage(text, item, start) else put.strip("[]")))
    return list(apart(sorted(cuts)))


def cuts_in_address(text: str, words: Words) -> list[Cut]:
    """Return what empties an address that holds the words: a part of it leads nowhere, or to the same."""
    return [Cut(0, len(text), "")] if words.are_in(text) else []


def cuts_in_lines(text: str, words: Words) -> list[Cut]:
    """Return what takes out whole lines, each an address with its day."""
    cuts, start = [], 0
    for line in text.splitlines(keepends=True):
        if words.are_in(line):
            cuts.append(Cut(start, start + len(line), ""))
        start += len(line)
    return cuts


def without(text: str, cuts: Iterable[Cut]) -> str:
    """Return a text with cuts made, which stand in its order and apart from each other."""
    parts, done = [], 0
    for cut in cuts:
        parts += [text[done : cut.start], cut.put]
        done = cut.end
    return "".join([*parts, text[done:]])


def pattern_of(phrase: str) -> str:
    words = [
        "".join(SAME.get(letter) or LIKE.get(letter) or re.escape(letter) for letter in word) for word in phrase.split()
    ]
    begins = r"(?<!\w)" if re.match(r"\w", phrase) else ""
    ends = r"(?!\w)" if re.search(r"\w$", phrase) else ""
    return f"{begins}{GAP.join(words)}{ends}"


def is_marked_up(text: str) -> bool:
    return any(sign in text for sign in "*_`\\&<[")


def widened(start: int, end: int, addresses: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return a stretch with the whole of each address that it touches."""
    for first, last in addresses:
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    return start, end


def is_in_passage(text: str, item: Item, place: int) -> bool:
    return bool(QUOTES.search(text, item.end_of_key, place))


def apart(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Yield cuts that do not meet: of two that do, the first takes the place of both."""
    last: Cut | None = None
    for cut in cuts:
        if last and cut.start < last.end:
            last = Cut(last.start, max(last.end, cut.end), last.put)
            continue
        if last:
            yield last
        last = cut
    if last:
        yield last
