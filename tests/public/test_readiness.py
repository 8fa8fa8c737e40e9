"""`/readyz` is true: it says no, with the cure, as soon as a page could not be read."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from missions.editions import search_index
from missions.models import Edition, ListedMission, Mission
from missions.public import readiness
from tests.makers import make_edition, make_mission

pytestmark = pytest.mark.django_db


def said(client) -> tuple[int, str]:
    response = client.get("/readyz")
    return response.status_code, response.content.decode()


def test_an_empty_site_and_one_with_content_are_ready(client):
    assert said(client) == (200, "ready\n")
    make_edition(make_mission())
    assert said(client) == (200, "ready\n")


def test_health_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_a_missing_migration_is_told_with_its_cure(client):
    newest = max(name for app, name in readiness.known_migrations() if app == "missions")
    MigrationRecorder(connection).record_unapplied("missions", newest)
    status, words = said(client)
    assert status == 503
    assert "1 migrations are missing; run start or migrate." in words


def lose_a_table():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {search_index.SOURCES}")


HARM = {
    "nothing listed": lambda: ListedMission.objects.all().delete(),
    "another edition listed": lambda: ListedMission.objects.update(edition=Edition.objects.earliest("pk")),
    "listed by another version": lambda: ListedMission.objects.update(version=0),
    "no table of words": lose_a_table,
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_search_index_that_is_not_of_what_is_published_is_told(client, harm):
    mission = make_mission()
    make_edition(mission)
    Mission.objects.update(name="The mission")
    make_edition(mission, reason="Renamed it")
    assert said(client) == (200, "ready\n")
    harm()
    status, words = said(client)
    assert status == 503
    assert "run rebuild_search" in words
    search_index.rebuild()
    assert said(client) == (200, "ready\n")


def test_the_whole_index_is_looked_through_once_between_two_publications(client, monkeypatch):
    looks, whole = [], search_index.is_current
    monkeypatch.setattr(search_index, "is_current", lambda: looks.append(1) or whole())
    mission = make_mission()
    for reason in ("First edition", "Renamed"):
        make_edition(mission, reason=reason)
        mission.name += " again"
        mission.save()
        client.get("/readyz")
        client.get("/readyz")
    assert len(looks) == 2


def test_an_edition_of_a_later_version_is_told(client, monkeypatch):
    make_edition(make_mission())
    monkeypatch.setattr(readiness, "lift", lambda document: {}[document["format"]])
    assert said(client)[0] == 503


def test_a_database_that_is_away_is_told(client, monkeypatch):
    def away(_recorder):
        raise OperationalError("gone")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", away)
    assert said(client) == (503, "The database does not answer.\n")
