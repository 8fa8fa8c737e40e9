"""YAML fixtures people can read: block texts, natural keys, no derived fields, the same bytes everywhere.

Registered through SERIALIZATION_MODULES, so `dumpdata` writes with it. Rows stand in the order of documents, whatever
order the database gives them in; the history stands last. What follows from other rows is left out: edges, addresses,
what was loaded.
"""

from collections.abc import Callable, Iterator
from operator import itemgetter

from django.core.serializers import pyyaml
from django.db import models

from missions.editions.document import ORDER, grouped
from missions.editions.record import section
from missions.files.emitter import Block, written
from missions.files.history import fields_of
from missions.models import ENTRIES, Content, Edition, Entry, Figure, Mission, Notice, Relation, Source

RECORD: tuple[type[models.Model], ...] = (Mission, Source, *ENTRIES)
HISTORY = (Edition, Notice)


class Serializer(pyyaml.Serializer):
    """Django's YAML serializer with natural keys always, and without fields that say nothing."""

    _current: dict  # the fields of the row that is being written

    def serialize(self, queryset, **options):
        options |= {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
        return super().serialize(queryset, **options)

    def start_serialization(self):
        super().start_serialization()
        # By model and key of the mission: what orders a row, and the row as it is written.
        models_in_order: tuple[type[models.Model], ...] = (*RECORD, *HISTORY)
        self.record: dict[type[models.Model], dict[str, list[dict]]] = {model: {} for model in models_in_order}
        self.keys: dict[tuple, tuple] = {}

    def handle_field(self, obj, field):
        if isinstance(obj, Content):
            value = field.to_python(getattr(obj, field.attname))
            if is_told(obj, field, value):
                self._current[field.name] = Block(value) if isinstance(field, models.TextField) else value
        elif not is_of_app(obj):
            super().handle_field(obj, field)

    def handle_fk_field(self, obj, field):
        if isinstance(obj, Content):
            self._current[field.name] = self.key_at(obj, field.name)
        elif not is_of_app(obj):
            super().handle_fk_field(obj, field)

    def end_object(self, obj):
        if isinstance(obj, HISTORY):
            edition = obj.edition if isinstance(obj, Notice) else obj
            (head,) = self.key_at(edition, "mission")
            fields = fields_of(obj, head)
            row: dict = {"at": (edition.number, obj.pk), "written": {"model": str(obj._meta), "fields": fields}}
        elif isinstance(obj, Content):
            head = self.key_at(obj, "mission")[0] if isinstance(obj, Entry) else obj.key
            # A relation goes by the other mission's key: a name may change there without a change here.
            other = {"name": self.key_at(obj, "other")[0]} if isinstance(obj, Relation) else None
            row = {**vars(obj), "other": other, "written": self.get_dump_object(obj)}
        else:
            if not is_of_app(obj):
                super().end_object(obj)
            return
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
                ordered = sorted(rows, key=order_of(model))
                for row in grouped(ordered) if model is Figure else ordered:
                    yield row["written"]

    def key_at(self, obj: models.Model, name: str) -> tuple:
        """Return the natural key a field points to; each target is looked up once, not once a row."""
        target = (type(obj)._meta.get_field(name).related_model, getattr(obj, f"{name}_id"))
        if target not in self.keys:
            self.keys[target] = getattr(obj, name).natural_key()
        return self.keys[target]


def order_of(model: type[models.Model]) -> Callable:
    """Return what orders the rows of a model within their mission."""
    if issubclass(model, Entry):
        return ORDER[section(model)]
    return itemgetter("at" if model in HISTORY else "key")


def is_of_app(obj: models.Model) -> bool:
    return obj._meta.app_label == Mission._meta.app_label


def is_told(row: Content, field: models.Field, value) -> bool:
    """Return whether a field says anything that its absence would not: what is left out is empty, nought or false."""
    return field in row.content_fields() and (bool(value) or value != field.get_default())


Deserializer = pyyaml.Deserializer
