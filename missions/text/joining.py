"""Two changes of one text, made apart, as one text."""

from collections.abc import Iterator

from missions.text.differences import common

Region = tuple[list[str], list[str], list[str]]  # the lines of the original and of both changed texts


def join(original: str, theirs: str, mine: str) -> str | None:
    """Return a text that holds both changes; None where they touch the same line, or lines that follow each other.

    Lines are compared as a whole: a sentence is never made of two people's halves.
    """
    joined: list[str] = []
    for was, other, own in regions(*(text.split("\n") for text in (original, theirs, mine))):
        if own in (was, other):
            joined += other
        elif other == was:
            joined += own
        else:
            return None
    return "\n".join(joined)


def regions(original: list[str], theirs: list[str], mine: list[str]) -> Iterator[Region]:
    """Yield three texts in regions, each one line that all have kept, or what lies between two of these."""
    in_theirs, in_mine = dict(common(original, theirs)), dict(common(original, mine))
    was = other = own = 0
    for line in (place for place in range(len(original)) if place in in_theirs and place in in_mine):
        yield original[was:line], theirs[other : in_theirs[line]], mine[own : in_mine[line]]
        yield [original[line]], [original[line]], [original[line]]
        was, other, own = line + 1, in_theirs[line] + 1, in_mine[line] + 1
    yield original[was:], theirs[other:], mine[own:]
