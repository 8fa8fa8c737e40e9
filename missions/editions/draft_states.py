"""How drafts stand to what readers see, told anew where one was written: differs or not, and what names no source."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from missions.editions.compare import compare
from missions.editions.document import compose, lift
from missions.editions.record import Record
from missions.editions.statements import SECTIONS, rows_of, statements_of
from missions.editions.titles import title_of
from missions.models import DraftMark, DraftState, Edition, Mission
from missions.text.dates import DateError, bounds

# How many drafts one look at the desk's first page may read, and how many statements of a draft are kept by name.
AT_ONCE = 20
KEPT = 100


def tell(at_once: int = AT_ONCE) -> int:
    """Tell the states of some drafts that were written since they were last told; return how many remain."""
    written = written_drafts()
    missions = list(written.values_list("pk", flat=True)[:at_once])
    if not missions:
        return 0
    # The marks are read before the drafts: what is written meanwhile leaves a mark that stays.
    seen: dict[int, set[int]] = {}
    for mark, mission in DraftMark.objects.filter(mission__in=missions).values_list("pk", "mission"):
        seen.setdefault(mission, set()).add(mark)
    store([state_of(mission) for mission in missions], seen)
    return written.count()


def tell_all() -> None:
    """Tell the states of all drafts that were written."""
    while tell():
        pass


def written_drafts() -> QuerySet[Mission]:
    """Return the missions whose state is not told, those that wait longest last."""
    marked, told = (model.objects.filter(mission=OuterRef("pk")) for model in (DraftMark, DraftState))
    return Mission.objects.filter(Exists(marked) | ~Exists(told)).order_by("-pk")


def store(states: list[DraftState], seen: Mapping[int, set[int]]) -> None:
    """Keep states, but for those that somebody else told meanwhile, of a draft that may be younger."""
    marks = {mark for found in seen.values() for mark in found}
    with transaction.atomic():
        there = set(DraftMark.objects.select_for_update().filter(pk__in=marks).values_list("pk", flat=True))
        first = [state for state in states if state.pk not in seen]
        again = [state for state in states if state.pk in seen and seen[state.pk] <= there]
        fields = [field.name for field in DraftState._meta.concrete_fields if not field.primary_key]
        DraftState.objects.bulk_create(first, ignore_conflicts=True)
        DraftState.objects.bulk_create(again, update_conflicts=True, unique_fields=["mission"], update_fields=fields)
        DraftMark.objects.filter(Q(pk__in=there) | ~Exists(Mission.objects.filter(pk=OuterRef("mission")))).delete()


def state_of(mission_id: int) -> DraftState:
    """Return how a draft stands now."""
    record = Record.from_draft(mission_id)
    last = Edition.objects.newest().filter(mission_id=mission_id).first()
    before = lift(last.document) if last else None
    told: dict[str, Any] = {"differs": False, "unsourced": 0, "statements": []}
    # Every statement of an edition names its source, and most drafts are what readers see.
    if not (before and says_the_same(record, before)):
        document = compose(record)
        unsourced = list(unsourced_in(document))
        told = {
            "differs": bool(compare(before, document)),
            "unsourced": len(unsourced),
            "statements": unsourced[:KEPT],
        }
    return DraftState(mission_id=mission_id, true_until=last_day(str(record.mission["as_of"])), **told)


def says_the_same(record: Record, document: Mapping) -> bool:
    """Return whether composing a record would give this very document, without reading its texts."""
    if record.mission != document["mission"]:
        return False
    for section in SECTIONS[1:]:
        if sorted(document[section], key=lambda row: row["key"]) != list(record.entries[section]):
            return False
    wordings = {row["key"]: {k: v for k, v in row.items() if k != "number"} for row in document["sources"]}
    return all(record.sources.get(key) == wording for key, wording in wordings.items())


def unsourced_in(document: Mapping):
    titles = {(section, row["key"]): title_of(section, row) for section, row in rows_of(document)}
    for stated in statements_of(document):
        if not stated.citations and not stated.is_editorial:
            place = asdict(stated.place)
            title = titles[stated.place.section, stated.place.key]
            yield {"place": place, "title": title, "text": stated.statement.text[:200]}


def last_day(as_of: str) -> date | None:
    try:
        return bounds(as_of)[1] if as_of else None
    except DateError:
        return None
