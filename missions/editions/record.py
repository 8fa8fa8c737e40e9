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
        mission = Mission.objects.get(pk=mission_id)
        rows = {}
        for model in ENTRIES:
            queryset = model.objects.filter(mission_id=mission_id)
            if model is Link:
                queryset = queryset.select_related("source")
            if model is Relation:
                queryset = queryset.select_related("other")
            rows[model] = list(queryset)
        return cls.of(mission, rows, together=together)

    @classmethod
    def of(
        cls,
        mission: Mission,
        rows: Mapping[type[Entry], list],
        *,
        together: Iterable[str] = (),
        unsaved: Callable[[set[str]], dict[str, Source]] = lambda keys: {},
    ) -> "Record":
        """Make a record of rows in memory, saved or not.

        `unsaved` returns, of the sources with these keys, those that are about to be written as they will be.
        """
        known = names_of_others(rows.get(Relation, ()), frozenset(together))
        # By key: the database's order is no part of a record.
        entries = {
            section(model): tuple(
                sorted((plain(row, known) for row in rows.get(model, ())), key=lambda row: row["key"] or "")
            )
            for model in ENTRIES
        }
        head = plain(mission, known)
        named = set()
        for row in (head, *(row for rows_of_one in entries.values() for row in rows_of_one)):
            for value in row.values():
                if isinstance(value, str):
                    named.update(NAMED_KEY.findall(value))
        named.update(link["source"] for link in entries[section(Link)])
        wordings = {source.key: source for source in Source.objects.filter(key__in=named)} | unsaved(named)
        sources = {key: plain(source, known) for key, source in sorted(wordings.items())}
        return cls(mission=head, entries=entries, sources=sources)


def section(model: type[Entry]) -> str:
    """Return the name of a kind of entry in documents: "phases" for Phase."""
    return f"{model._meta.model_name}s"


def names_of_others(relations, together: frozenset[str]) -> dict[str, dict]:
    """Map the keys of the other missions of relations to how readers know them."""
    others = {relation.other.key: relation.other for relation in relations}
    if not others:
        return {}
    pks = [other.pk for other in others.values() if other.pk]
    live = {edition.mission_id: edition for edition in Edition.objects.live().filter(mission__in=pks)}
    known = {}
    for key, other in others.items():
        name, slug = "", ""
        if key in together:
            name, slug = other.name, other.slug
        elif other.pk in live:
            name, slug = live[other.pk].document["mission"]["name"], live[other.pk].slug
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
