"""A mission's draft, read whole: its ordered rows and the sources they name, as plain values."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from missions.models import ENTRIES, Content, Edition, Entry, Link, Mission, Relation, Source

NAMED_KEY = re.compile(r"@([a-z0-9][a-z0-9-]*)")


@dataclass(frozen=True)
class Record:
    """What an edition is composed from.

    `mission` and each row of `entries` map field names to text, whole numbers, truth values or None; `entries` maps
    "phases", "initiatives" and so on to rows; `sources` maps the key of every source that is named and exists to its
    wording. A link's source is its key; a relation's other mission is `{"key", "name", "slug"}` as readers know it,
    with empty name and slug where that mission was never published.
    """

    mission: Mapping
    entries: Mapping[str, tuple[Mapping, ...]]
    sources: Mapping[str, Mapping]

    @classmethod
    def from_draft(cls, mission_id: int, *, together: Iterable[str] = ()) -> "Record":
        """Read a draft in a fixed number of queries.

        `together` holds the keys of missions that are published in the same step, whose draft names may therefore be
        shown.
        """
        rows = {section(model): model.objects.filter(mission_id=mission_id).order_by() for model in ENTRIES}
        # Only what points elsewhere is made into instances: a record has many rows, and is read under a lock.
        links, relations = (
            rows.pop(section(model)).select_related(name) for model, name in ((Link, "source"), (Relation, "other"))
        )
        known = names_of_others(relations, frozenset(together))
        entries = {name: list(found.values(*names_of(found.model))) for name, found in rows.items()}
        for model, found in ((Link, links), (Relation, relations)):
            entries[section(model)] = [plain(row, known) for row in found]
        return cls.whole(Mission.objects.values(*names_of(Mission)).get(pk=mission_id), entries)

    @classmethod
    def of(
        cls,
        mission: Mission,
        rows: Mapping[type[Entry], list],
        *,
        together: Iterable[str] = (),
        unsaved: Callable[[set[str]], dict[str, dict]] = lambda keys: {},
    ) -> "Record":
        """Make a record of rows in memory, saved or not.

        `unsaved` returns, of the sources with these keys, the wordings of those that are about to be written.
        """
        known = names_of_others(rows.get(Relation, ()), frozenset(together))
        entries = {section(model): [plain(row, known) for row in rows.get(model, ())] for model in ENTRIES}
        return cls.whole(plain(mission, known), entries, unsaved=unsaved)

    @classmethod
    def whole(
        cls,
        head: dict,
        entries: Mapping[str, list[dict]],
        *,
        unsaved: Callable[[set[str]], dict[str, dict]] = lambda keys: {},
    ) -> "Record":
        """Make a record of plain rows, with the sources they name; `unsaved` as in `of`."""
        named = {link["source"] for link in entries[section(Link)]}
        for row in (head, *(row for rows in entries.values() for row in rows)):
            for value in row.values():
                if isinstance(value, str):
                    named.update(NAMED_KEY.findall(value))
        wordings = wordings_of(named) | unsaved(named)
        # By key: the database's order is no part of a record.
        in_order = {name: tuple(sorted(rows, key=lambda row: row["key"] or "")) for name, rows in entries.items()}
        return cls(mission=head, entries=in_order, sources=dict(sorted(wordings.items())))


def section(model: type[Entry]) -> str:
    """Return the name of a kind of entry in documents: "phases" for Phase."""
    return f"{model._meta.model_name}s"


def wordings_of(keys: set[str]) -> dict[str, dict]:
    """Return sources as plain values, by key; read without making instances, of which a record names many."""
    found = Source.objects.in_use().filter(key__in=keys).order_by().values(*names_of(Source))
    return {wording["key"]: wording for wording in found}


def names_of(model: type[Content]) -> list[str]:
    """Return the names of a row's content, without the mission it belongs to."""
    return [field.name for field in model.content_fields() if field.name != "mission"]


def names_of_others(relations, together: frozenset[str]) -> dict[str, dict]:
    """Map the keys of the other missions of relations to how readers know them."""
    others = {relation.other.key: relation.other for relation in relations}
    if not others:
        return {}
    pks = [other.pk for other in others.values() if other.pk]
    # A withdrawn record keeps its name: readers know it, and its page says that it was withdrawn.
    known_by = {edition.mission_id: edition for edition in Edition.objects.newest().filter(mission__in=pks)}
    known = {}
    for key, other in others.items():
        name, slug = "", ""
        if key in together:
            name, slug = other.name, other.slug
        elif other.pk in known_by:
            name, slug = known_by[other.pk].document["mission"]["name"], known_by[other.pk].slug
        known[key] = {"key": key, "name": name, "slug": slug}
    return known


def plain(row: Content, known: Mapping[str, Mapping]) -> dict:
    """Return a row's content as plain values, without the mission it belongs to."""
    values = {}
    for field in row.content_fields():
        if field.name == "mission":
            continue
        if isinstance(row, Relation) and field.name == "other":
            values["other"] = known[row.other.key]
        elif field.is_relation:
            values[field.name] = getattr(row, field.name).key
        else:
            values[field.name] = field.to_python(getattr(row, field.attname))
    return values
