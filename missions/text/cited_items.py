"""Where in a text each citation stands, to be changed in place."""

from collections.abc import Iterator
from dataclasses import dataclass

from missions.text.citations import ITEM, Citation, citation_in, group_at


@dataclass(frozen=True, slots=True)
class Item:
    """A citation from its @ at `start` to `end`, in a group that stands from `group_start` to `group_end`."""

    citation: Citation
    start: int
    end: int
    group_start: int
    group_end: int

    @property
    def end_of_key(self) -> int:
        return self.start + 1 + len(self.citation.key)


def items(text: str) -> Iterator[Item]:
    """Yield the citations of a text, or of a field of citations, whose brackets may be left out.

    A citation in a code span is found as well: what stands there is an example of one.
    """
    lead = len(text) - len(text.lstrip())
    if text.startswith("@", lead):
        bracketed = f"{text[:lead]}[{text[lead:]}]"
        found = group_at(bracketed, lead)
        if found and found[1] == len(bracketed):
            # The bracket that is only thought moves all places by one.
            yield from items_of(bracketed, lead, found[1], moved=1)
            return
    start = text.find("[@")
    while start >= 0:
        found = None if is_escaped(text, start) else group_at(text, start)
        if found:
            yield from items_of(text, start, found[1])
        start = text.find("[@", found[1] if found else start + 2)


def items_of(text: str, start: int, end: int, moved: int = 0) -> Iterator[Item]:
    place = start + 1
    while match := ITEM.match(text, place):
        citation = citation_in(match)
        if citation:
            stop = place + len(text[place : match.start("end")].rstrip())
            yield Item(citation, match.start("key") - 1 - moved, stop - moved, start, end - 2 * moved)
        place = match.end()


def is_escaped(text: str, place: int) -> bool:
    first = place
    while first and text[first - 1] == "\\":
        first -= 1
    return (place - first) % 2 == 1
