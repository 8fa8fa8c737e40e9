"""How a text was reworded, paragraph by paragraph, as its readers see it: without markup, its citations apart."""

from dataclasses import dataclass
from functools import lru_cache

from missions.text.citations import Citation
from missions.text.differences import rising
from missions.text.leaves import Leaf
from missions.text.matching import matched
from missions.text.statements import READ_LATELY, read, read_line

# Where paragraphs were divided or joined, this stands between their words.
BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """What a reader sees of a paragraph, item, row or heading. `ordinal` counts statements, 0 is for no statement."""

    kind: str
    place: str
    ordinal: int
    words: str
    citations: tuple[Citation, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """Parts of an old text and what became of them; either side is empty where they came or went.

    Several parts stand on a side where a paragraph was divided, or some were joined. `is_moved` says that others that
    stayed have changed sides with it.
    """

    old: tuple[Part, ...]
    new: tuple[Part, ...]
    is_moved: bool = False

    @property
    def old_words(self) -> str:
        return BREAK.join(part.words for part in self.old)

    @property
    def new_words(self) -> str:
        return BREAK.join(part.words for part in self.new)

    @property
    def old_citations(self) -> tuple[Citation, ...]:
        return tuple(citation for part in self.old for citation in part.citations)

    @property
    def new_citations(self) -> tuple[Citation, ...]:
        return tuple(citation for part in self.new for citation in part.citations)

    @property
    def is_same(self) -> bool:
        """Return whether a reader sees no difference but perhaps another place among its neighbours."""
        return [seen(part) for part in self.old] == [seen(part) for part in self.new]


def reworded(old: str, new: str) -> tuple[Reworded, ...]:
    """Return what became of each part of a text, in the order of the new one; what went stands where it stood."""
    olds, news = parts(old), parts(new)
    groups = matched([part.words for part in olds], [part.words for part in news])
    stayed = sorted((group for group in groups if all(group)), key=lambda group: group[1])
    in_place = set(rising([olds_of[0] for olds_of, _ in stayed]))
    moved = {group for place, group in enumerate(stayed) if place not in in_place}
    # What went follows the last part before it that stayed in its place.
    follows = {was[0]: now[0] for was, now in stayed if (was, now) not in moved}
    order = []
    for was, now in groups:
        place = now[0] if now else max((follows[i] for i in follows if i < was[0]), default=-1)
        order.append((place, not now, was, now))
    return tuple(
        Reworded(tuple(olds[i] for i in was), tuple(news[j] for j in now), (was, now) in moved)
        for _place, _went, was, now in sorted(order)
    )


def reworded_line(old: str, new: str) -> Reworded:
    """Return what became of a short field, in which nothing is a paragraph of its own."""
    was, now = (((part_of(read_line(text), 1),) if text else ()) for text in (old, new))
    return Reworded(was, now)


@lru_cache(READ_LATELY)
def parts(text: str) -> tuple[Part, ...]:
    found, ordinal = [], 0
    for leaf in read(text)[1]:
        ordinal += leaf.is_statement
        if leaf.words or leaf.citations:
            found.append(part_of(leaf, ordinal if leaf.is_statement else 0))
    return tuple(found)


def part_of(leaf: Leaf, ordinal: int) -> Part:
    links = tuple(str(child.attrs["href"]) for child in leaf.children if child.type == "link_open")
    return Part(leaf.kind, leaf.place, ordinal, leaf.words, leaf.citations, links)


def seen(part: Part) -> tuple:
    return part.kind, part.words, part.citations, part.links
