"""The parts of a difference that can be published apart, and the record that a choice of them makes.

Pure: no query, no clock. What is not chosen keeps its live form; what is new and not chosen stays out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from missions.editions.compare import EntryChange
from missions.editions.document import ORDER
from missions.editions.record import Record
from missions.editions.statements import Place

# Entries whose order people make themselves; the others stand by date.
ORDERED = ("initiatives", "links")


@dataclass(frozen=True, slots=True)
class Part:
    """What is published or left together: a field of the mission, an entry, a source's wording, an order.

    `name` is "mission/summary", "phases/relocation", "sources/afp-2019" or "order/initiatives".
    """

    name: str
    changes: tuple[EntryChange, ...]

    @property
    def is_order(self) -> bool:
        return self.name.startswith("order/")


def parts_of(difference: Iterable[EntryChange]) -> tuple[Part, ...]:
    """Return the parts of the difference between what is live and the draft, in reading order.

    A record that is new as a whole is no part: there is no edition without it. Nor are sources that come or go, which
    follow the texts.
    """
    parts: list[Part] = []
    orders: dict[str, list[EntryChange]] = {}
    for change in difference:
        parts.extend(parts_in(change))
        if moving := position_of(change):
            orders.setdefault(change.section, []).append(moving)
    for section, changes in orders.items():
        parts.append(Part(f"order/{section}", tuple(changes)))
    return tuple(parts)


def parts_in(change: EntryChange) -> Iterator[Part]:
    if change.section == "mission":
        if change.kind == "changed":
            for one in change.fields:
                yield Part(f"mission/{one.field}", (replace(change, fields=(one,)),))
    elif change.section == "sources":
        if change.kind == "changed":
            yield Part(f"sources/{change.key}", (change,))
    elif not position_of(change):
        yield Part(f"{change.section}/{change.key}", (change,))
    elif rest := tuple(one for one in change.fields if one.field != "position"):
        yield Part(f"{change.section}/{change.key}", (replace(change, fields=rest, follows=None),))


def position_of(change: EntryChange) -> EntryChange | None:
    """Return the part of a change that is its place among entries of its kind, None if there is none or it is new."""
    fields = {one.field: one for one in change.fields}
    if change.kind != "changed" or "position" not in fields or "kind" in fields:
        return None
    return replace(change, fields=(fields["position"],))


def part_at(place: Place) -> str:
    """Return the name of the part that a place belongs to."""
    return f"mission/{place.field}" if place.section == "mission" else f"{place.section}/{place.key}"


def choose(record: Record, live: Mapping, chosen: Collection[str], known: Mapping[str, Mapping]) -> Record:
    """Return the record that publishing the chosen parts of a draft makes.

    `live` is the document that readers see now; `known` holds the sources that exist, by key, as they are worded now.
    """
    mission = {
        name: record.mission[name] if f"mission/{name}" in chosen else live["mission"][name] for name in record.mission
    }
    entries = {name: entries_of(name, record.entries[name], live[name], chosen) for name in record.entries}
    kept = {
        row["key"]: {name: value for name, value in row.items() if name != "number"}
        for row in live["sources"]
        if row["key"] in known and f"sources/{row['key']}" not in chosen
    }
    return Record(mission=mission, entries=entries, sources=dict(sorted({**known, **kept}.items())))


def entries_of(
    section: str, draft: Iterable[Mapping], live: Iterable[Mapping], chosen: Collection[str]
) -> tuple[Mapping, ...]:
    """Return the rows of a section: chosen ones as drafted, the others as they are live."""
    drafted, alive = {row["key"]: row for row in draft}, {row["key"]: row for row in live}
    is_ordered_anew = f"order/{section}" in chosen
    rows = {}
    for key in sorted({*drafted, *alive}):
        row = (drafted if f"{section}/{key}" in chosen else alive).get(key)
        if row is None:
            continue
        if section in ORDERED and key in drafted and key in alive and kind_of(drafted[key]) == kind_of(alive[key]):
            row = {**row, "position": (drafted if is_ordered_anew else alive)[key]["position"]}
        rows[key] = row
    if section in ORDERED:
        orders = [in_order(section, rows_there) for rows_there in (drafted.values(), alive.values())]
        rows |= positions(rows, *(orders if is_ordered_anew else reversed(orders)))
    return tuple(rows[key] for key in sorted(rows))


def positions(rows: Mapping[str, Mapping], order: list[Mapping], other: list[Mapping]) -> dict[str, Mapping]:
    """Return those rows that need another position to stand in `order`, each other row after the one before it there.

    Both come in their own order. Where the positions of rows already put them so, they are left alone.
    """
    changed: dict[str, Mapping] = {}
    for kind in {kind_of(row) for row in rows.values()}:
        there = {key for key, row in rows.items() if kind_of(row) == kind}
        wanted, further = ([row["key"] for row in side if kind_of(row) == kind] for side in (order, other))
        sequence = [key for key in wanted if key in there]
        for place, key in enumerate(further):
            if key in there and key not in sequence:
                before = next((one for one in reversed(further[:place]) if one in sequence), None)
                sequence.insert(sequence.index(before) + 1 if before else 0, key)
        if sequence != sorted(there, key=lambda key: (rows[key]["position"], key)):
            changed |= {key: {**rows[key], "position": number} for number, key in enumerate(sequence, 1)}
    return changed


def kind_of(row: Mapping) -> str:
    return row.get("kind", "")


def in_order(section: str, rows: Iterable[Mapping]) -> list[Mapping]:
    return sorted(rows, key=ORDER[section])
