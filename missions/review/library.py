"""What is reviewed: the documents of all missions and the whole library of sources, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from missions.editions.document import compose
from missions.editions.record import Record
from missions.models import Citation, Mission, Source


@dataclass(frozen=True)
class Library:
    """`documents` maps the keys of missions to documents, `sources` those of sources to wordings.

    `kept` holds the keys of sources that a published edition cites, whatever the draft does.
    """

    documents: Mapping[str, Mapping]
    sources: Mapping[str, Mapping]
    kept: frozenset[str] = field(default=frozenset())

    @classmethod
    def from_draft(cls) -> "Library":
        """Read the draft of every mission as if all were published together."""
        missions = dict(Mission.objects.order_by("key").values_list("key", "pk"))
        fields = [field.name for field in Source.content_fields()]
        return cls(
            {key: compose(Record.from_draft(pk, together=missions)) for key, pk in missions.items()},
            {source["key"]: source for source in Source.objects.order_by("key").values(*fields)},
            frozenset(Citation.objects.values_list("source__key", flat=True)),
        )
