"""Where at the desk a problem is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from missions.editions.problems import Problem
from missions.editions.statements import Place
from missions.models import Mission


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem with the address where it is mended: mostly a field or an entry of the form."""

    sentence: str
    cure: str
    address: str


def placed(mission: Mission, problems: Iterable[Problem]) -> list[PlacedProblem]:
    return [PlacedProblem(problem.sentence, problem.cure, address(mission, problem)) for problem in problems]


def address(mission: Mission, problem: Problem) -> str:
    if problem.code == "withdrawn":
        return reverse("admin:missions_mission_republish", args=[mission.pk])
    return f"{reverse('admin:missions_mission_change', args=[mission.pk])}#{anchor(problem.place)}"


def anchor(place: Place) -> str:
    """Return the id of a place in the form: a field of the mission, or the row of an entry, named as on the page."""
    return f"id_{place.field}" if place.section == "mission" else place.stem
