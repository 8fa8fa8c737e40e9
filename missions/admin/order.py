"""The order of entries that stand where an editor puts them: initiatives within their kind, and links."""

from collections.abc import Iterable
from itertools import groupby

from missions.models import Entry, Initiative, Link

Ordered = Initiative | Link
ORDERED: tuple[type[Entry], ...] = (Initiative, Link)


def group_of(entry: Entry) -> str:
    """Return the name of the list an entry stands in: an initiative's kind, "" where there is one list."""
    return entry.kind if isinstance(entry, Initiative) else ""


def numbers(typed: str) -> list[int]:
    """Read “12,7,9”; what is no number is left out."""
    return [int(part) for part in typed.split(",") if part.isascii() and part.isdecimal() and len(part) < 19]


def arranged(rows: Iterable[Ordered], wanted: list[int]) -> list[Ordered]:
    """Return rows in a wanted order, each within its list; those that are not named keep theirs, after the others."""
    rank = {pk: place for place, pk in enumerate(wanted)}
    return sorted(rows, key=lambda row: (group_of(row), rank.get(row.pk, len(rank))))


def moved(rows: list[Entry], pk: int, *, up: bool) -> list[int]:
    """Return the numbers of rows after one of them changed places with its neighbour above or below."""
    order = [row.pk for row in rows]
    place = next((place for place, row in enumerate(rows) if row.pk == pk), None)
    if place is None:
        return order
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows) and group_of(rows[other]) == group_of(rows[place]):
        order[place], order[other] = order[other], order[place]
    return order


def write(rows: Iterable[Ordered]) -> list[Ordered]:
    """Give arranged rows positions that rise; return those whose position changed. The mission's lock is held."""
    changed: list[Ordered] = []
    for _, neighbours in groupby(rows, key=group_of):
        listed = list(neighbours)
        held = sorted({row.position for row in listed})
        # Where no two share a position, the positions in use are dealt anew: fewer rows change.
        positions = held if len(held) == len(listed) else range(1, len(listed) + 1)
        for row, position in zip(listed, positions, strict=True):
            if row.position != position:
                row.position = position
                row.save(update_fields=["position"])
                changed.append(row)
    return changed
