"""The difference of two documents, as plain frozen data. Templates and `pages` put it into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from missions.editions.problems import title_of
from missions.editions.statements import SECTIONS


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose content differs: both values as text, "" for none."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that was added, removed or changed. `section` is "mission", "phases", ... or "sources"."""

    kind: str
    section: str
    key: str
    title: str
    fields: tuple[FieldChange, ...]


def compare(old: Mapping | None, new: Mapping) -> tuple[EntryChange, ...]:
    """Return what differs from `old` to `new`, in reading order; both of the present format, `old` may be None.

    Entries are the same if their keys are. Source numbers are no difference of their own: they follow from the texts.
    """
    return tuple(changes(old, new))


def changes(old: Mapping | None, new: Mapping) -> Iterator[EntryChange]:
    for section in (*SECTIONS, "sources"):
        before, after = entries(old, section), entries(new, section)
        for key in (*after, *(key for key in before if key not in after)):
            was, now = before.get(key), after.get(key)
            fields = tuple(field_changes(was or {}, now or {}))
            kind = "added" if was is None else "removed" if now is None else "changed"
            if fields:
                yield EntryChange(kind, section, key, title_of(section, now or was or {}), fields)


def entries(document: Mapping | None, section: str) -> dict[str, Mapping]:
    if document is None:
        return {}
    rows = [document["mission"]] if section == "mission" else document[section]
    return {row["key"]: row for row in rows}


def field_changes(was: Mapping, now: Mapping) -> Iterator[FieldChange]:
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
