"""The difference of two documents, as plain frozen data. Templates and `pages` put it into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from missions.editions.statements import SECTIONS
from missions.editions.titles import title_of
from missions.text.differences import rising


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose content differs: both values as text, "" for none."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that was added, removed or changed. `section` is "mission", "phases", ... or "sources".

    `follows` is None for one that kept its place among those that stayed; else the title of the entry it now follows,
    "" where it is now the first.
    """

    kind: str
    section: str
    key: str
    title: str
    fields: tuple[FieldChange, ...]
    follows: str | None = None


def compare(old: Mapping | None, new: Mapping) -> tuple[EntryChange, ...]:
    """Return what differs from `old` to `new`, in reading order; both of the present format, `old` may be None.

    Entries are the same if their keys are. Source numbers are no difference of their own: they follow from the texts.
    """
    return tuple(changes(old, new))


def changes(old: Mapping | None, new: Mapping) -> Iterator[EntryChange]:
    for section in (*SECTIONS, "sources"):
        before, after = entries(old, section), entries(new, section)
        changed = {key: tuple(field_changes(before.get(key, {}), row)) for key, row in after.items()}
        follows = {} if section == "sources" else moves(before, after, {key for key in changed if changed[key]})
        for key, fields in changed.items():
            if fields:
                kind = "changed" if key in before else "added"
                before_it = follows.get(key)
                title = before_it and title_of(section, after[before_it])
                yield EntryChange(kind, section, key, title_of(section, after[key]), fields, title)
        for key in before:
            if key not in after:
                yield EntryChange(
                    "removed", section, key, title_of(section, before[key]), tuple(field_changes(before[key], {}))
                )


def moves(before: Mapping[str, Mapping], after: Mapping[str, Mapping], changed: set[str]) -> dict[str, str]:
    """Map each changed entry that has another place among those of its kind to the key it now follows, "" for none."""
    was = {key: place for place, key in enumerate(before)}
    found: dict[str, str] = {}
    for kind in dict.fromkeys(row.get("kind") for row in after.values()):
        now = [key for key in after if after[key].get("kind") == kind]
        stayed = [key for key in now if key in before and before[key].get("kind") == kind]
        in_place = kept_in_place([was[key] for key in stayed], [key in changed for key in stayed])
        followed = dict(zip(now, ("", *now), strict=False))
        moved = (key for place, key in enumerate(stayed) if place not in in_place and key in changed)
        found |= {key: followed[key] for key in moved}
    return found


def kept_in_place(was: list[int], is_changed: list[bool]) -> set[int]:
    """Return which of a row of former places still rise: as many as can be, those of unchanged entries above all."""
    most = set(rising(was))
    fixed = [place for place, changed in enumerate(is_changed) if not changed]
    if most.issuperset(fixed):
        return most
    kept = {fixed[place] for place in rising([was[place] for place in fixed])}
    # Walking back, each changed entry stays that fits below what stands in place after it and above what stands before.
    below = list(accumulate((was[place] if place in kept else -1 for place in range(len(was))), max))
    above = max(was) + 1
    for place in reversed(range(len(was))):
        if place in kept or below[place] < was[place] < above:
            kept.add(place)
            above = was[place]
    return kept


def entries(document: Mapping | None, section: str) -> dict[str, Mapping]:
    if document is None:
        return {}
    rows = [document["mission"]] if section == "mission" else document[section]
    return {row["key"]: row for row in rows}


def field_changes(was: Mapping, now: Mapping) -> Iterator[FieldChange]:
    if was == now:
        return
    for field in dict.fromkeys((*now, *was)):
        before, after = was.get(field), now.get(field)
        old, new = as_text(before), as_text(after)
        if old == new and isinstance(before, Mapping) and isinstance(after, Mapping):
            old, new = (f"{old} ({other['key']})" for other in (before, after))
        if old != new and field not in ("key", "number"):
            yield FieldChange(field, old, new)


def as_text(value) -> str:
    """Return a document's value as a person would read it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Mapping):
        return value["name"] or value["key"]
    return str(value)
