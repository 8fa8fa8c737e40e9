"""Where at the desk a problem is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from missions.editions.problems import Problem
from missions.editions.statements import Place
from missions.models import Mission


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem with the address where it is mended: mostly a field, of the mission or of an entry that opens.

    `anchor` is the place in the form that is open already, “phase-relocation” or “id_summary”; `field` the name of a
    field there.
    """

    sentence: str
    cure: str
    address: str
    anchor: str
    field: str


def placed(mission: Mission, problems: Iterable[Problem]) -> list[PlacedProblem]:
    return [
        PlacedProblem(problem.sentence, problem.cure, address(mission, problem), anchor(problem), field(problem))
        for problem in problems
    ]


def address(mission: Mission, problem: Problem) -> str:
    if problem.code == "withdrawn":
        return reverse("admin:missions_mission_republish", args=[mission.pk])
    return spot(mission.pk, problem.place, field(problem))


def spot(mission: int, place: Place, field: str = "") -> str:
    """Return the address of a field in the form of a mission, or of a whole entry, which opens there."""
    form = reverse("admin:missions_mission_change", args=[mission])
    if place.section == "mission":
        return f"{form}#id_{field}"
    # The one opened entry of its kind has the first form.
    there = f"id_{place.section}-0-{field}" if field else place.stem
    return f"{form}?open={place.section}:{place.key}#{there}"


def anchor(problem: Problem) -> str:
    return f"id_{field(problem)}" if problem.place.section == "mission" else problem.place.stem


def field(problem: Problem) -> str:
    return source_field(problem.place) if problem.code == "unsourced" else problem.place.field


def source_field(place: Place) -> str:
    """Return the field that gives a statement its source: a row of a table has its sources beside its note."""
    return "citations" if place.field == "note" else place.field
