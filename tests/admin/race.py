"""A race for `test_saving_at_once.py`: two people press save in the same moment, each on a connection of their own.

Runs as a program, because the tests' own database is one connection. Prints what became of it, as JSON.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.apart import tell

ROUNDS = 4


def races() -> list[dict]:
    from django.test.utils import setup_test_environment

    from tests.conftest import pytest_configure

    pytest_configure()
    setup_test_environment()
    return [race() for _ in range(ROUNDS)]


def race() -> dict:
    """Let two people save at once in every way that could collide; everything they made is gone afterwards."""
    from django.contrib.auth.models import User
    from django.db import connections
    from django.test import Client

    from missions.models import Mission, Phase, Relation, Source
    from tests.admin.browser_form import all_open, sent_back
    from tests.makers import make_mission, make_phase, make_user

    mission, other = make_mission(), make_mission("kfor", name="Kosovo Force", acronym="KFOR")
    phase = make_phase(mission)
    desks = [Client(), Client()]
    for number, client in enumerate(desks):
        client.force_login(make_user(f"writer-{number}", is_superuser=True))

    def at_once(*saves) -> list[int]:
        """Send one form from each desk; both are opened before either is sent. Returns the two statuses."""
        start = Barrier(2)
        forms = [sent_back(client.get(path)) for client, (path, _typed) in zip(desks, saves, strict=True)]

        def send(number: int) -> int:
            path, typed = saves[number]
            start.wait()
            try:
                return desks[number].post(path, forms[number] | typed).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as threads:
            return sorted(threads.map(send, range(2)))

    def change(row) -> str:
        return f"/admin/missions/{row._meta.model_name}/{row.pk}/change/"

    def add(name: str) -> str:
        return f"/admin/missions/{name}/add/"

    same = at_once((change(mission), {"summary": "From 0."}), (change(mission), {"summary": "From 1."}))
    apart = at_once((change(mission), {"acronym": "A"}), (change(mission), {"headquarters": "B"}))
    screens = at_once((change(phase), {"text": "From 0."}), (all_open(mission), {"phases-0-text": "From 1."}))
    entry = {"mission": mission.pk, "title": "Relocation", "dates": "2026", "text": "New."}
    added = at_once((add("phase"), entry), (add("phase"), entry))
    source = {"publisher": "Reuters", "title": "One title", "kind": "press"}
    sources = at_once((add("source"), source), (add("source"), source))
    related = {"relations-TOTAL_FORMS": "1", "relations-0-kind": "parallel"}
    crossed = at_once(
        (change(mission), related | {"relations-0-other": other.pk}),
        (change(other), related | {"relations-0-other": mission.pk}),
    )
    mission.refresh_from_db()
    relocations = Phase.objects.filter(title="Relocation").order_by("key")
    seen = {
        "the same field": same,
        "other fields": [*apart, mission.acronym, mission.headquarters],
        "two screens": screens,
        "two entries": [*added, *relocations.values_list("key", flat=True)],
        "two sources": [*sources, Source.objects.filter(publisher="Reuters").count()],
        "missions that name each other": [*crossed, Relation.objects.count()],
    }
    for model in (Relation, Mission, Source, User):
        model.objects.all().delete()
    connections.close_all()
    return seen


if __name__ == "__main__":
    tell(sys.argv[1], races)
