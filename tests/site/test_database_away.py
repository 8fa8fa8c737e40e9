"""While the database does not answer, readers and editors are told so, and when to come back; then all goes on."""

from html.parser import HTMLParser

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from missions.models import Mission
from tests.admin.browser_form import sent_back
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


@pytest.fixture
def desk(client):
    client.force_login(make_user("boss", is_superuser=True))
    client.raise_request_exception = False
    return client


def test_an_editor_is_told_that_nothing_was_saved_and_sends_the_text_again(desk, go_away, monkeypatch):
    address = f"/admin/missions/mission/{make_mission().pk}/change/"
    form = sent_back(desk.get(address), overview="A long night's work.\r\n\r\nAnd <b>more</b>. [@nato-start]")
    go_away()
    response = desk.post(address, form)
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Nothing was saved just now" in page
    assert "A long night&#x27;s work.<br><br>And &lt;b&gt;more&lt;/b&gt;. [@nato-start]" in page
    monkeypatch.undo()
    again = {field["name"]: field.get("value", "") for field in inputs(page)}
    assert desk.post(address, again).status_code == 302
    assert Mission.objects.get().overview == "A long night's work.\n\nAnd <b>more</b>. [@nato-start]"


def test_a_form_of_another_site_is_not_made_one_of_ours(settings, go_away):
    desk = Client(enforce_csrf_checks=True, raise_request_exception=False)
    desk.force_login(make_user("boss", is_superuser=True))
    address = f"/admin/missions/mission/{make_mission().pk}/change/"
    go_away()
    response = desk.post(address, {"name": "Another's words"})
    assert response.status_code == 503
    assert "Another" not in response.content.decode()
    assert "<form" not in response.content.decode()


def test_a_password_is_not_given_back(client, go_away):
    client.raise_request_exception = False
    go_away()
    response = client.post("/admin/login/", {"username": "boss", "password": "a long enough password"})
    assert response.status_code == 503
    assert "a long enough" not in response.content.decode()


def inputs(page: str) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append(dict(attrs)) if tag == "input" else None
    parser.feed(page)
    return found


def test_a_fault_of_the_site_is_no_database_that_is_away(client, monkeypatch):
    make_edition(make_mission())
    monkeypatch.setattr("missions.public.reading.shown", None)
    client.raise_request_exception = False
    response = client.get("/missions/nmi-page/")
    assert response.status_code == 500
    assert "Retry-After" not in response
    assert "cannot be reached" not in response.content.decode()
