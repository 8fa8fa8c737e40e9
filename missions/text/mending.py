"""Where a text lacks a source, and the edits that mend it: each is proven by reading the text as it would be."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from missions.text.citations import EDITORIAL, Citation, write_field, written
from missions.text.cited_items import Item, items
from missions.text.leaves import Leaf
from missions.text.statements import Statement, inline_statement, read, read_line, statements

# Each place is found by reading the whole text once or twice more.
MOST_PLACES = 12
MOST_CHARACTERS = 300_000


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` where `start` to `end` stands."""

    start: int
    end: int
    text: str

    def of(self, text: str) -> str:
        return text[: self.start] + self.text + text[self.end :]


@dataclass(frozen=True, slots=True)
class Gap:
    """A statement without a source. `at` is where a citation of it belongs; None where none can stand, as in code.

    `above` are the sources of the nearest statement before it that names any.
    """

    statement: Statement
    at: int | None
    above: tuple[Citation, ...]

    @property
    def same_as_above(self) -> Edit | None:
        return self.put(self.above) if self.above else None

    @property
    def editorial(self) -> Edit | None:
        return self.put((Citation(EDITORIAL),))

    def put(self, citations: tuple[Citation, ...]) -> Edit | None:
        return None if self.at is None else Edit(self.at, self.at, f" {write_field(citations)}")


@dataclass(frozen=True, slots=True)
class Stray:
    """A citation whose key is unknown. `above` are the known sources cited last before it."""

    item: Item
    is_alone: bool
    above: tuple[Citation, ...]

    @property
    def key(self) -> str:
        return self.item.citation.key

    @property
    def same_as_above(self) -> Edit | None:
        if not self.above:
            return None
        return Edit(self.item.start, self.item.end, "; ".join(written(one) for one in self.above))

    @property
    def editorial(self) -> Edit | None:
        """Mark the statement instead; None where other sources stand beside it, which make it no words of one's own."""
        return Edit(self.item.group_start, self.item.group_end, f"[@{EDITORIAL}]") if self.is_alone else None

    def under(self, key: str) -> Edit:
        """Name another key, with the same place and words of the source."""
        return Edit(self.item.start, self.item.end_of_key, f"@{key}")


def gaps(text: str, *, inline: bool = False) -> list[Gap]:
    """Return the statements of a text that name no source, in reading order; `inline` reads it as a short field."""
    stated = (inline_statement(text),) if inline else statements(text)
    leaves = [read_line(text)] if inline else [leaf for leaf in read(text)[1] if leaf.is_statement]
    most = min(MOST_PLACES, max(1, MOST_CHARACTERS // (len(text) + 1)))
    found: list[Gap] = []
    above: tuple[Citation, ...] = ()
    for one, leaf in zip(stated, leaves, strict=True):
        if one.citations:
            above = to_repeat(one.citations)
        elif one.text and not one.is_editorial:
            place = None if len(found) >= most else place_for(text, one, leaf, inline=inline)
            found.append(Gap(one, place, above))
    return found


def place_for(text: str, statement: Statement, leaf: Leaf, *, inline: bool) -> int | None:
    """Return where a citation has to stand to be one of this statement, and to change no word of the text."""
    mark = Citation("a-key-to-try")
    for at in ends_of(text, leaf):
        tried = f"{text[:at]} {write_field((mark,))}{text[at:]}"
        stated = (inline_statement(tried),) if inline else statements(tried)
        if len(stated) < statement.ordinal:
            continue
        there = stated[statement.ordinal - 1]
        if there.text == statement.text and there.citations == (*statement.citations, mark):
            return at
    return None


def ends_of(text: str, leaf: Leaf) -> Iterator[int]:
    """Yield where a leaf may end: its last line, without the bars that end a row of a table."""
    lines = text.split("\n")
    place = next((inline.map for inline in leaf.inlines if inline.map), None) or leaf.element.map or [0, len(lines)]
    line = "\n".join(lines[: place[1]]).rstrip()
    yield len(line)
    while line.endswith("|"):
        line = line[:-1].rstrip()
        yield len(line)


def strays(text: str, known: Collection[str]) -> list[Stray]:
    """Return the citations of a text, or of a field of citations, whose keys are not known."""
    found: list[Stray] = []
    above: tuple[Citation, ...] = ()
    for _start, members in groupby(items(text), lambda item: item.group_start):
        group_of = list(members)
        unknown = (item for item in group_of if not item.citation.is_editorial and item.citation.key not in known)
        found += [Stray(item, len(group_of) == 1, above) for item in unknown]
        above = to_repeat(item.citation for item in group_of if item.citation.key in known) or above
    return found


def to_repeat(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations for another statement: the words of the source that support this one are not repeated."""
    return tuple(dict.fromkeys(replace(one, passage="") for one in citations if not one.is_editorial))
