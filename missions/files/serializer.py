"""YAML fixtures people can read: block texts, natural keys, no derived fields, the same bytes everywhere.

Registered through SERIALIZATION_MODULES, so `dumpdata` writes with it.
"""

import yaml
from django.core.serializers import pyyaml
from django.db import models

from missions.models import Content


class Dumper(pyyaml.DjangoSafeDumper):
    """Writes texts of several lines as blocks."""


def represent_text(dumper, text):
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


Dumper.add_representer(str, represent_text)


class Serializer(pyyaml.Serializer):
    """Django's YAML serializer with natural keys always, and without fields that say nothing."""

    def serialize(self, queryset, **options):
        options |= {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
        return super().serialize(queryset, **options)

    def handle_field(self, obj, field):
        if isinstance(obj, Content) and not is_told(obj, field):
            return
        super().handle_field(obj, field)

    def end_serialization(self):
        yaml.dump(
            self.objects,
            self.stream,
            Dumper=Dumper,
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=1_000_000,
        )


def is_told(row: Content, field: models.Field) -> bool:
    """Return whether a field of a content row says anything that its absence would not."""
    return field in row.content_fields() and getattr(row, field.attname) not in ("", None, field.get_default())


Deserializer = pyyaml.Deserializer
