"""Fixtures into the draft, and on to readers: all of a call or nothing, reported in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from missions.editions.problems import MODELS, PublicationRefused
from missions.editions.publish import lock, propose, publish
from missions.editions.statements import Place
from missions.files.changes import ORDER, Change, LoadRefused, Verdict, digest, find_changes, points_of
from missions.files.reader import FileRefused, read
from missions.models import Content, Edition, Mission, Source

WRITTEN = (Verdict.NEW, Verdict.CHANGED)


@dataclass
class Loaded:
    """What a load did: its changes by verdict, and the editions it made."""

    changes: Mapping[Verdict, list[Change]]
    editions: list[Edition] = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        return len(self.changes[verdict])


def load(paths: Iterable[Path], *, publishes: bool = True) -> Loaded:
    """Load fixture files in any order. Raises LoadRefused with sentences; then nothing at all was written."""
    try:
        rows = [row for path in paths for row in read(path)]
    except FileRefused as error:
        raise LoadRefused([str(error)]) from error
    changes: dict[Verdict, list[Change]] = {verdict: [] for verdict in Verdict}
    for change in find_changes(rows):
        changes[change.verdict].append(change)
    written = [change for verdict in WRITTEN for change in changes[verdict]]
    loaded = Loaded(changes)
    with transaction.atomic():
        files = files_by_mission(written, [*written, *changes[Verdict.SAME], *changes[Verdict.KEPT]])
        if publishes:
            refuse_unpublished_work(files)
        write(written)
        mark(changes[Verdict.SAME])
        if publishes:
            loaded.editions = publish_all(files, written)
    return loaded


def write(changes: list[Change]) -> None:
    """Write rows model by model, so that what is pointed at stands before what points at it."""
    missions = [change.stored for change in changes if isinstance(change.stored, Mission)]
    for mission in sorted(missions, key=lambda mission: mission.key):
        lock(mission)
    for model in ORDER:
        mine = [change for change in changes if change.model is model]
        points = points_of(model)
        targets = {
            name: {found.key: found for found in target.objects.filter(key__in={c.content[name][0] for c in mine})}
            for name, target in points.items()
        }
        new: list[Content] = []
        changed: list[Content] = []
        for change in mine:
            row = change.stored or model()
            for name, value in change.content.items():
                setattr(row, name, targets[name][value[0]] if name in points else value)
            row.loaded = digest(change.content)
            (changed if change.stored else new).append(row)
        model.objects.bulk_create(new)
        if changed:
            names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
            model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=names)


def mark(changes: list[Change]) -> None:
    """Remember of rows that already say what the file says that they came from it."""
    for change in changes:
        if change.stored and change.stored.loaded != digest(change.content):
            change.model.objects.filter(pk=change.stored.pk).update(loaded=digest(change.content))


def files_by_mission(written: list[Change], read: list[Change]) -> dict[str, set[str]]:
    """Map the key of each mission in which a row changes to the files of those rows.

    A changed source counts for each mission of these files that cites it.
    """
    files: dict[str, set[str]] = {}
    for change in written:
        if change.mission_key:
            files.setdefault(change.mission_key, set()).add(change.row.file)
    sources = {change.content["key"]: change.row.file for change in written if change.model is Source}
    if sources:
        for mission in Mission.objects.filter(key__in={change.mission_key for change in read}):
            for key in sources.keys() & propose(mission).record.sources.keys():
                files.setdefault(mission.key, set()).add(sources[key])
    return files


def refuse_unpublished_work(files: Mapping[str, set[str]]) -> None:
    """Refuse to publish, together with a file's change, what an editor has not published."""
    sentences = []
    for mission in Mission.objects.filter(key__in=files).order_by("key"):
        proposal = propose(mission)
        if proposal.last and proposal.difference:
            names = ", ".join(sorted({change.title for change in proposal.difference}))
            sentences.append(
                _(
                    "%(mission)s holds work that an editor has not published: %(names)s. "
                    "Publish it first, or load with --no-publish."
                )
                % {"mission": mission, "names": names}
            )
    if sentences:
        raise LoadRefused(sentences)


def publish_all(files: Mapping[str, set[str]], changes: list[Change]) -> list[Edition]:
    """Publish each mission in which a row changed."""
    missions = list(Mission.objects.filter(key__in=files).order_by("key"))
    together = frozenset(mission.pk for mission in missions)
    editions = []
    for mission in missions:
        reason = _("Loaded from %s") % ", ".join(sorted(files[mission.key]))
        try:
            edition = publish(mission, by=None, reason=reason, together=together)
        except PublicationRefused as refusal:
            raise LoadRefused(
                [f"{where(problem.place, mission, changes)}: {problem}" for problem in refusal.problems]
            ) from refusal
        if edition:
            editions.append(edition)
    return editions


def where(place: Place, mission: Mission, changes: list[Change]) -> str:
    """Say in which file and line the row of a place stands, if this load wrote it."""
    model = MODELS[place.section]
    key = (mission.key,) if model is Mission else (mission.key, place.key)
    for change in changes:
        if change.model is model and change.key == key:
            field = change.row.fields.get(place.field)
            return f"{change.row.file}, line {field.line if field else change.row.line}"
    return str(mission)
