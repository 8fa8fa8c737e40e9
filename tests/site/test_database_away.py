"""While the database does not answer, readers and editors are told so, and when to come back; then all goes on."""

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.makers import make_edition, make_mission, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def go_away(monkeypatch):
    def away(_connection, *_given):
        raise OperationalError("unable to open database file")

    return lambda: monkeypatch.setattr(BaseDatabaseWrapper, "cursor", away)


def test_readers_are_told_when_to_come_back(client, go_away, monkeypatch):
    make_edition(make_mission())
    client.raise_request_exception = False
    page = client.get("/missions/nmi-page/")
    assert page.status_code == 200
    go_away()
    for address in ("/", "/missions/", "/missions/nmi-page/", "/sources/", "/changes/feed/", "/sitemap.xml"):
        response = client.get(address)
        assert (response.status_code, response["Retry-After"]) == (503, "60"), address
        assert "cannot be reached just now" in response.content.decode()
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
    monkeypatch.undo()
    assert client.get("/missions/nmi-page/").content == page.content


def test_an_editor_is_told_that_nothing_was_saved_and_where_the_text_is(client, go_away, monkeypatch):
    mission = make_mission()
    client.force_login(make_user("boss", is_superuser=True))
    client.raise_request_exception = False
    go_away()
    response = client.post(f"/admin/missions/mission/{mission.pk}/change/", {"name": "Another"})
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "nothing was saved just now" in response.content.decode()
    monkeypatch.undo()
    assert client.get(f"/admin/missions/mission/{mission.pk}/change/").status_code == 200


def test_a_fault_of_the_site_is_no_database_that_is_away(client, monkeypatch):
    make_edition(make_mission())
    monkeypatch.setattr("missions.public.reading.shown", None)
    client.raise_request_exception = False
    response = client.get("/missions/nmi-page/")
    assert response.status_code == 500
    assert "Retry-After" not in response
    assert "cannot be reached" not in response.content.decode()
