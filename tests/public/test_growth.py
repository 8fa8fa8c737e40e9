"""A page costs the same however many missions there are: once a page of each list is full, only more pages come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.growth import PAGES
from benchmarks.missions import EDITIONS, fill
from missions.editions.publish import publish
from missions.editions.restore import restore, unpublished_work
from missions.editions.seal import broken_chains
from missions.models import Mission, Phase, PrintedPage
from missions.pages import library
from missions.public import publications
from tests.calls import calls_of

pytestmark = pytest.mark.django_db
FULL, MORE = 55, 220


def cost(client, path):
    """Return queries and calls of the second visit: the first learns what stays the same."""
    client.get(path)
    PrintedPage.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        calls = calls_of(lambda: b"".join(client.get(path)))
    return len(asked), calls


def published_again(mission):
    number = mission.editions.count() + 1
    Phase.objects.filter(mission=mission).update(text=f"It began anew, {number} times. [@source-5]")
    with CaptureQueriesContext(connection) as asked:
        calls = calls_of(lambda: publish(mission, by=None, reason="Said it anew"))
    return len(asked), calls


def test_what_is_written_in_bulk_for_measures_is_a_true_record():
    fill(0, 3)
    assert broken_chains(Mission.objects.all()) == []
    mission = Mission.objects.get(key="m2")
    assert unpublished_work(mission)
    restore(mission.editions.get(number=EDITIONS), discard=unpublished_work(mission))
    assert not unpublished_work(mission)


def test_no_page_and_no_publication_costs_more_among_more_missions(client, monkeypatch):
    for module in (library, publications):
        monkeypatch.setattr(module, "ON_A_PAGE", 50)
    fill(0, FULL)
    mission = Mission.objects.get(key="m5")
    restore(mission.editions.get(number=EDITIONS), discard=unpublished_work(mission))
    published_again(mission)
    few = {**{path: cost(client, path) for path in PAGES.values()}, "publishing": published_again(mission)}
    fill(FULL, MORE)
    many = {**{path: cost(client, path) for path in PAGES.values()}, "publishing": published_again(mission)}
    assert {name: queries for name, (queries, _calls) in many.items()} == {
        name: queries for name, (queries, _calls) in few.items()
    }
    grown = {name: many[name][1] / few[name][1] for name in few}
    assert {name: times for name, times in grown.items() if times > 1.15} == {}
