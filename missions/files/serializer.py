"""YAML fixtures people can read: block texts, natural keys, no derived fields, the same bytes everywhere.

Registered through SERIALIZATION_MODULES, so `dumpdata` writes with it. Rows stand in the order of documents, whatever
order the database gives them in.
"""

from collections.abc import Iterator

from django.core.serializers import pyyaml
from django.db import models

from missions.editions.document import ORDER, grouped
from missions.editions.record import section
from missions.files.emitter import Block, written
from missions.models import ENTRIES, Content, Entry, Figure, Mission, Relation, Source

RECORD: tuple[type[Content], ...] = (Mission, Source, *ENTRIES)


class Serializer(pyyaml.Serializer):
    """Django's YAML serializer with natural keys always, and without fields that say nothing."""

    _current: dict  # the fields of the row that is being written

    def serialize(self, queryset, **options):
        options |= {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
        return super().serialize(queryset, **options)

    def start_serialization(self):
        super().start_serialization()
        # By model and key of the mission: what orders a row, and the row as it is written.
        self.record: dict[type[Content], dict[str, list[dict]]] = {model: {} for model in RECORD}
        self.keys: dict[tuple, tuple] = {}

    def handle_field(self, obj, field):
        if isinstance(obj, Content):
            value = field.to_python(getattr(obj, field.attname))
            if is_told(obj, field, value):
                self._current[field.name] = Block(value) if isinstance(field, models.TextField) else value
            return
        super().handle_field(obj, field)

    def handle_fk_field(self, obj, field):
        if isinstance(obj, Content):
            self._current[field.name] = self.key_at(obj, field.name)
            return
        super().handle_fk_field(obj, field)

    def end_object(self, obj):
        if not isinstance(obj, Content):
            super().end_object(obj)
            return
        head = self.key_at(obj, "mission")[0] if isinstance(obj, Entry) else obj.key
        # A relation goes by the other mission's key: a name may change there without a change here.
        other = {"name": self.key_at(obj, "other")[0]} if isinstance(obj, Relation) else None
        row = {**vars(obj), "other": other, "written": self.get_dump_object(obj)}
        self.record[type(obj)].setdefault(head, []).append(row)

    def end_serialization(self):
        # Rows that are no content of the record stand first: accounts, for example, in the order they came in.
        rows = [*self.objects, *self.in_order()]
        for row in rows:
            self.stream.write(written([row]))
        if not rows:
            self.stream.write("[]\n")

    def in_order(self) -> Iterator[dict]:
        """Yield the rows of the record by kind, within it by mission, within that as documents order them."""
        for model, by_mission in self.record.items():
            for _, rows in sorted(by_mission.items()):
                ordered = sorted(rows, key=ORDER[section(model)]) if issubclass(model, Entry) else rows
                for row in grouped(ordered) if model is Figure else ordered:
                    yield row["written"]

    def key_at(self, obj: Content, name: str) -> tuple:
        """Return the natural key a field points to; each target is looked up once, not once a row."""
        target = (type(obj)._meta.get_field(name).related_model, getattr(obj, f"{name}_id"))
        if target not in self.keys:
            self.keys[target] = getattr(obj, name).natural_key()
        return self.keys[target]


def is_told(row: Content, field: models.Field, value) -> bool:
    """Return whether a field says anything that its absence would not: what is left out is empty, nought or false."""
    return field in row.content_fields() and (bool(value) or value != field.get_default())


Deserializer = pyyaml.Deserializer
