"""How a draft stands to what readers see: in one line above its form, and in marks at its entries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from missions.admin.places import PlacedProblem, placed
from missions.editions.problems import Problem
from missions.editions.proposal import Proposal
from missions.models import Edition, Mission, Notice
from missions.pages.changes import words_of

NOTHING_CHANGED = ("", "[]")


@dataclass(frozen=True, slots=True)
class Status:
    """The line above a mission's form.

    `last` is the newest edition, None before the first; `changes` counts what readers would see change; `changed_at`
    and `changed_by` tell of the last change at the desk, None and "" if there was none.
    """

    last: Edition | None
    is_withdrawn: bool
    changes: int
    unsourced: list[PlacedProblem]
    others: list[PlacedProblem]
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be seen of an entry or a field while it is closed. `change` is "added", "changed", "moved" or ""."""

    unsourced: int = 0
    others: int = 0
    change: str = ""


def status_of(mission: Mission, proposal: Proposal) -> Status:
    problems = problems_of_the_draft(proposal)
    last_change = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Mission), object_id=str(mission.pk)
    )
    logged = last_change.exclude(change_message__in=NOTHING_CHANGED).select_related("user").first()
    return Status(
        last=proposal.last,
        is_withdrawn=proposal.last is not None and proposal.last.standing == Notice.Kind.WITHDRAWN,
        changes=len(words_of(proposal.difference, proposal.before, proposal.document)) if proposal.last else 0,
        unsourced=placed(mission, (problem for problem in problems if problem.code == "unsourced")),
        others=placed(mission, (problem for problem in problems if problem.code != "unsourced")),
        changed_at=logged.action_time if logged else None,
        changed_by=(logged.user.get_full_name() or logged.user.get_username()) if logged else "",
    )


def marks_of(proposal: Proposal) -> Mapping[tuple[str, str, str], Mark]:
    """Map (section, key, "") of entries and (mission, key, field) of the head's fields to their marks."""
    unsourced: Counter = Counter()
    others: Counter = Counter()
    for problem in problems_of_the_draft(proposal):
        place = problem.place
        spot = (place.section, place.key, place.field if place.section == "mission" else "")
        (unsourced if problem.code == "unsourced" else others)[spot] += 1
    changes: dict[tuple[str, str, str], str] = {}
    for change in proposal.difference if proposal.last else ():
        if change.section == "mission":
            changes |= {("mission", change.key, field.field): "changed" for field in change.fields}
        elif change.kind != "removed":
            changes[change.section, change.key, ""] = change.kind
    spots = {*unsourced, *others, *changes}
    return {spot: Mark(unsourced[spot], others[spot], changes.get(spot, "")) for spot in spots}


def problems_of_the_draft(proposal: Proposal) -> list[Problem]:
    """Leave out that the record is withdrawn: the line says so, and nothing in the draft mends it."""
    return [problem for problem in proposal.problems if problem.code != "withdrawn"]
