"""Where in the mission's form a problem is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from missions.editions.problems import Problem
from missions.editions.statements import Place
from missions.models import Mission


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem with the address of the form, down to the field or entry it is about."""

    sentence: str
    cure: str
    address: str


def placed(mission: Mission, problems: Iterable[Problem]) -> list[PlacedProblem]:
    form = reverse("admin:missions_mission_change", args=[mission.pk])
    return [PlacedProblem(problem.sentence, problem.cure, f"{form}#{anchor(problem.place)}") for problem in problems]


def anchor(place: Place) -> str:
    """Return the id of a place in the form: a field of the mission, or the row of an entry, named as on the page."""
    return f"id_{place.field}" if place.section == "mission" else place.stem
