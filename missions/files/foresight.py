"""A mission's record as it will be once a spool is written, composed before anything is."""

import json
from collections.abc import Iterable

from missions.editions.record import Record
from missions.files.rows import ORDER, POINTS
from missions.files.spool import IS_WRITTEN, Spool, Spooled
from missions.models import ENTRIES, Content, Entry, Mission, Relation, Source


def foreseen(spool: Spool, key: str, *, together: Iterable[str], prunes: bool) -> tuple[Mission, Record]:
    """Return a mission and its record as the load will leave them; `together` as in `Record.from_draft`."""
    mission = written_mission(spool, key) or Mission.objects.get(key=key)
    rows: dict[type[Entry], list] = {model: [] for model in ENTRIES}
    if mission.pk:
        for model in ENTRIES:
            there = model.objects.filter(mission_id=mission.pk).select_related(*POINTS[model])
            replaced = {row.origin.key for row in written(spool, model, key)}
            if prunes:
                replaced |= {gone.key for gone in spool.gone("model = ? AND mission = ?", ORDER.index(model), key)}
            rows[model] = [row for row in there if row.key not in replaced]
    for model in ENTRIES:
        rows[model] += [instance(row, mission) for row in written(spool, model, key)]
    for relation in rows[Relation]:
        relation.other = written_mission(spool, relation.other.key) or relation.other
    return mission, Record.of(mission, rows, together=together, unsaved=lambda keys: written_sources(spool, keys))


def written(spool: Spool, model: type[Content], mission: str) -> list[Spooled]:
    where = f"model = ? AND mission = ? AND {IS_WRITTEN}"
    return list(spool.rows(where, ORDER.index(model), mission))


def written_mission(spool: Spool, key: str) -> Mission | None:
    for row in written(spool, Mission, key):
        return Mission(pk=row.pk, **row.content)
    return None


def written_sources(spool: Spool, keys: set[str]) -> dict[str, dict]:
    """Return, by key, the wordings of sources that are about to be written; a source points to nothing."""
    marks = ", ".join("?" * len(keys))
    question = f"SELECT key, content FROM row WHERE model = ? AND mission = '' AND key IN ({marks}) AND {IS_WRITTEN}"
    return {key: json.loads(content) for key, content in spool.ask(question, ORDER.index(Source), *keys)}


def instance(row: Spooled, mission: Mission) -> Entry:
    """Return an unsaved entry; what it points to may be unsaved as well."""
    points = {
        name: mission if name == "mission" else target_of(target, row.content[name][0])
        for name, target in POINTS[row.origin.model].items()
    }
    return row.origin.model(**row.content | points)  # type: ignore[return-value]


def target_of(model: type[Content], key: str) -> Content:
    if model is Mission:
        return Mission.objects.filter(key=key).first() or Mission(key=key)
    return Source(key=key)
