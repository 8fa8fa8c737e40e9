"""Where at the desk a problem is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from missions.editions.problems import Problem
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
    form = reverse("admin:missions_mission_change", args=[mission.pk])
    place = problem.place
    if place.section == "mission":
        return f"{form}#{anchor(problem)}"
    # The one opened entry of its kind has the first form.
    return f"{form}?open={place.section}:{place.key}#id_{place.section}-0-{field(problem)}"


def anchor(problem: Problem) -> str:
    return f"id_{field(problem)}" if problem.place.section == "mission" else problem.place.stem


def field(problem: Problem) -> str:
    """Return the field that mends a problem: a row of a table has its sources beside its note, not in it."""
    is_row = problem.code == "unsourced" and problem.place.field == "note"
    return "citations" if is_row else problem.place.field
