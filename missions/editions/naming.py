"""Where drafts name sources, and every key that leads to one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Field, Q, QuerySet

from missions.editions.record import section
from missions.models import ENTRIES, Citation, Content, EarlierKey, Entry, Link, Mission, Source
from missions.models.fields import KeyField, PlainText
from missions.text.citations import EDITORIAL
from missions.text.cited_items import items
from missions.text.rekeying import with_keys


@dataclass(frozen=True)
class Naming:
    """A row of a draft that names a source: how often in which of its texts, or as the source of a link."""

    row: Content
    counts: dict[Field, int]
    is_link: bool = False

    @property
    def mission(self) -> Mission:
        return self.row.mission if isinstance(self.row, Entry) else self.row  # type: ignore[return-value]  # the head

    @property
    def count(self) -> int:
        return sum(self.counts.values()) + self.is_link


def namings(source: Source) -> Iterator[Naming]:
    """Yield the rows of all drafts that name a source, by mission, in the order of forms."""
    for model in CITING:
        for row in that_may_name(source, model):
            counts = {field: count for field in texts_of(model) if (count := named_in(row, field, source.key))}
            is_link = isinstance(row, Link) and row.source_id == source.pk
            if counts or is_link:
                yield Naming(row, counts, is_link)


CITING: tuple[type[Content], ...] = (Mission, *ENTRIES)


def that_may_name(source: Source, model: type[Content]) -> QuerySet:
    """Return the rows with the key in a text, be it only as the beginning of a longer key."""
    named = Q(source=source) if model is Link else Q()
    for field in texts_of(model):
        named |= Q((f"{field.name}__contains", f"@{source.key}"))
    rows = model.objects.filter(named)
    return rows.order_by("name", "key") if model is Mission else rows.select_related("mission")


def texts_of(model: type[Content]) -> list[Field]:
    return [
        field for field in model.content_fields() if isinstance(field, PlainText) and not isinstance(field, KeyField)
    ]


def named_in(row: Content, field: Field, key: str) -> int:
    return sum(item.citation.key == key for item in items(field.value_from_object(row) or ""))


def taken_keys(keys: Iterable[str], *, source: Source | None = None) -> set[str]:
    """Return those of some keys that another source has or had, or that mark the editors' own words."""
    wanted = set(keys)
    own = source.pk if source else None
    taken = wanted & {EDITORIAL}
    taken.update(Source.objects.filter(key__in=wanted).exclude(pk=own).values_list("key", flat=True))
    taken.update(EarlierKey.objects.filter(key__in=wanted).exclude(source=own).values_list("key", flat=True))
    taken.update(Citation.objects.filter(key__in=wanted).exclude(source=own).values_list("key", flat=True))
    return taken


def present_keys(keys: Iterable[str]) -> dict[str, str]:
    """Map those of some keys that no source has any more to the keys that they lead to today."""
    earlier = EarlierKey.objects.filter(key__in=set(keys))
    return dict(earlier.values_list("key", "source__key"))


def under_present_keys(document: Mapping) -> Mapping:
    """Return a document that names sources by the keys they have today, to be brought back into a draft."""
    renamed = present_keys(source["key"] for source in document["sources"])
    if not renamed:
        return document
    moved: dict = {**document, "mission": renamed_in(document["mission"], renamed)}
    for name in map(section, ENTRIES):
        moved[name] = [renamed_in(row, renamed) for row in document[name]]
    sources = {renamed.get(source["key"], source["key"]): source for source in reversed(document["sources"])}
    moved["sources"] = [{**source, "key": key} for key, source in reversed(sources.items())]
    return moved


def renamed_in(row: Mapping, renamed: Mapping[str, str]) -> dict:
    moved = {name: with_keys(value, renamed) if isinstance(value, str) else value for name, value in row.items()}
    if "source" in row:
        moved["source"] = renamed.get(row["source"], row["source"])
    return moved
