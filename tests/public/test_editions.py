"""Editions at their own addresses, their list, and what lies between two of them."""

import pytest

from missions.models import Mission
from tests.makers import make_edition
from tests.public.addresses import make_site
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return make_site()


def test_an_old_edition_keeps_its_words(client, mission):
    assert "began work on 31 October 2018" in parsed(client.get("/missions/nmi-page/editions/1/")).words


def test_an_old_edition_says_what_it_is_and_leads_on(client, mission):
    page = parsed(client.get("/missions/nmi-page/editions/1/"))
    assert "You are reading edition 1 of 2." in page.words
    assert {"/missions/nmi-page/", "/missions/nmi-page/editions/1-2/"} <= set(page.links)


def test_search_engines_are_sent_to_the_live_page(client, mission):
    page = parsed(client.get("/missions/nmi-page/editions/1/"))
    assert page.metas["robots"] == "noindex"
    assert page.canonical.endswith("/missions/nmi-page/")
    assert "robots" not in parsed(client.get("/missions/nmi-page/")).metas


def test_every_edition_is_listed_with_its_reason_newest_first(client, mission):
    words = parsed(client.get("/missions/nmi-page/editions/")).words
    assert words.index("Edition 2 Reworded the start") < words.index("Edition 1 First edition")


def test_a_difference_shows_what_went_and_what_came(client, mission):
    html = client.get("/missions/nmi-page/editions/1-2/").content.decode()
    assert "Establishment in Baghdad" in html
    assert "<del>" in html
    assert "<ins>" in html
    assert "removed:" in html


def test_a_difference_asked_for_backwards_is_turned_round(client, mission):
    response = client.get("/missions/nmi-page/editions/2-1/")
    assert response["Location"] == "/missions/nmi-page/editions/1-2/"


@pytest.mark.parametrize("place", ["3/", "1-3/", "0/"])
def test_an_edition_that_was_never_published_is_not_there(client, mission, place):
    assert client.get(f"/missions/nmi-page/editions/{place}").status_code == 404


@pytest.mark.parametrize("place", ["", "editions/", "editions/1/", "editions/1-2/"])
def test_an_earlier_address_leads_to_the_present_one(client, mission, place):
    Mission.objects.filter(pk=mission.pk).update(slug="renamed")
    make_edition(Mission.objects.get(pk=mission.pk), reason="Renamed")
    response = client.get(f"/missions/nmi-page/{place}")
    assert (response.status_code, response["Location"]) == (301, f"/missions/renamed/{place}")
