"""An edition brought back into the draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from missions.editions.document import compose, fingerprint, lift
from missions.editions.naming import under_present_keys
from missions.editions.parts import ORDERED
from missions.editions.publish import lock
from missions.editions.record import NAMED_KEY, Record, plain, section
from missions.models import ENTRIES, Edition, Entry, Mission, Source


class UnpublishedWork(Exception):
    """The draft differs from its newest edition: restoring would lose that work. `fingerprint` names the draft."""

    def __init__(self, fingerprint: str):
        self.fingerprint = fingerprint
        super().__init__("The draft holds work that was never published.")


class NotDeleted(Exception):
    """Nothing to bring back: the draft has the entry, or the newest edition has it not."""


@dataclass(frozen=True)
class Restored:
    """What restoring did: keys of sources it made, and of sources whose present wording differs and was kept."""

    created: tuple[str, ...]
    differing: tuple[str, ...]


def restore(edition: Edition, *, discard: str = "") -> Restored:
    """Replace the draft of an edition's mission by the edition's content. Publishes nothing.

    Sources are named by the keys they have today; missing ones are made, existing ones never altered. Raises
    UnpublishedWork unless `discard` is the fingerprint of the draft that may be lost.
    """
    with transaction.atomic():
        mission = Mission.objects.get(pk=edition.mission_id)
        lock(mission)
        # Words may have been removed from it since it was read.
        edition.refresh_from_db(fields=["document"])
        # Whoever renames a source holds every mission: from here on keys stay what they are.
        document = under_present_keys(lift(edition.document))
        losing = unpublished_work(mission)
        if losing and discard != losing:
            raise UnpublishedWork(losing)
        restored = restore_sources(document["sources"])
        fill(mission, document["mission"])
        mission.save()
        for model in ENTRIES:
            restore_entries(mission, model, document[section(model)])
        return restored


def unpublished_work(mission: Mission) -> str:
    """Return the fingerprint of a draft that holds what its newest edition does not; "" if it holds nothing more."""
    draft = compose(Record.from_draft(mission.pk))
    last = Edition.objects.newest().get(mission=mission)
    return fingerprint(draft) if draft != lift(last.document) else ""


def deleted_entries(mission: Mission, last: Edition) -> list[tuple[str, Mapping]]:
    """Return the section and the row of each entry of the newest edition that the draft has no more."""
    document, found = lift(last.document), []
    for model in ENTRIES:
        there = set(model.objects.filter(mission=mission).values_list("key", flat=True))
        found += [(section(model), row) for row in document[section(model)] if row["key"] not in there]
    return found


def bring_back(mission: Mission, name: str, key: str) -> Entry:
    """Make one entry again that was deleted from the draft, as the newest edition has it, where it stood there.

    `name` is its section. Sources are named by the keys they have today; missing ones are made. Raises NotDeleted.
    """
    model = {section(model): model for model in ENTRIES}.get(name)
    with transaction.atomic():
        lock(mission)
        last = Edition.objects.newest().filter(mission=mission).first()
        document = under_present_keys(lift(last.document)) if last else {}
        row = next((row for row in document.get(name, ()) if row["key"] == key), None) if model else None
        if model is None or row is None or model.objects.filter(mission=mission, key=key).exists():
            raise NotDeleted
        named = {row.get("source")}.union(*(NAMED_KEY.findall(text) for text in row.values() if isinstance(text, str)))
        restore_sources([wording for wording in document["sources"] if wording["key"] in named])
        entry = model(mission=mission)
        fill(entry, row)
        if name in ORDERED:
            make_room(entry)
        entry.save()
        return entry


def make_room(entry: Any) -> None:
    """Move those behind that stand at the place of an entry that comes back."""
    neighbours = type(entry).objects.filter(mission=entry.mission, position__gte=entry.position)
    if section(type(entry)) == "initiatives":
        neighbours = neighbours.filter(kind=entry.kind)
    if neighbours.filter(position=entry.position).exists():
        neighbours.update(position=F("position") + 1)


def restore_sources(wordings: list[Mapping]) -> Restored:
    there = {source.key: source for source in Source.objects.filter(key__in=[row["key"] for row in wordings])}
    created, differing = [], []
    for wording in wordings:
        frozen = {field: value for field, value in wording.items() if field != "number"}
        if wording["key"] not in there:
            Source.objects.create(**frozen)
            created.append(wording["key"])
        elif plain(there[wording["key"]], {}) != frozen:
            differing.append(wording["key"])
    return Restored(tuple(created), tuple(differing))


def restore_entries(mission: Mission, model: type[Entry], rows: list[Mapping]) -> None:
    """Bring the entries of one kind to exactly these rows; an entry that is still there keeps its identity."""
    model.objects.filter(mission=mission).exclude(key__in=[row["key"] for row in rows]).delete()
    there = {entry.key: entry for entry in model.objects.filter(mission=mission)}
    for row in rows:
        entry = there.get(row["key"]) or model(mission=mission)
        fill(entry, row)
        entry.save()


def fill(instance, row: Mapping) -> None:
    """Set an instance's content from a document's row."""
    for name, value in row.items():
        if name == "source":
            instance.source = Source.objects.get(key=value)
        elif name == "other":
            instance.other = Mission.objects.get(key=value["key"])
        else:
            setattr(instance, name, value)
