"""The catalogue: a list with filters and pages."""

import re

import pytest
from django.db import connection

from missions.editions.publish import republish, withdraw
from missions.models import ListedMission, Mission
from tests.makers import make_edition, make_mission
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return [
        make_edition(
            make_mission("b", name="Émile Force", host_country="Kosovo", kind="peacekeeping", dates="1999/2004")
        ),
        make_edition(make_mission("c", name="Zulu Force", organisation="United Nations", dates="2003/2011")),
        make_edition(make_mission("a", name="alpha Force")),
    ]


def names(client, address: str) -> list[str]:
    words = {"/missions/a-page/": "alpha", "/missions/b-page/": "Émile", "/missions/c-page/": "Zulu"}
    return [words[link] for link in parsed(client.get(address)).links if link in words]


def test_missions_stand_by_name_whatever_its_letters(client, three):
    assert names(client, "/missions/") == ["alpha", "Émile", "Zulu"]


@pytest.mark.parametrize(
    ("query", "found", "words"),
    [
        ("organisation=NATO", ["alpha", "Émile"], "2 of 3 missions"),
        ("organisation=NATO&country=Iraq", ["alpha"], "1 of 3 missions"),
        ("kind=peacekeeping", ["Émile"], "1 of 3 missions"),
        ("from=2004&to=2010", ["Émile", "Zulu"], "2 of 3 missions"),
        ("country=kosovo", ["Émile"], "1 of 3 missions"),
        ("country=Atlantis", [], "No record here names “Atlantis” as its host country."),
        ("from=soon", ["alpha", "Émile", "Zulu"], "“soon” is not a year"),
        ("page=99", ["alpha", "Émile", "Zulu"], "3 missions"),
        ("page=x", ["alpha", "Émile", "Zulu"], "3 missions"),
        ("utm_source=x", ["alpha", "Émile", "Zulu"], "3 missions"),
    ],
)
def test_filters_narrow_the_list_and_say_so(client, three, query, found, words):
    assert names(client, f"/missions/?{query}") == found
    assert words in parsed(client.get(f"/missions/?{query}")).words


def test_an_empty_list_says_what_to_try(client, three):
    page = parsed(client.get("/missions/?country=Kosovo&organisation=United+Nations"))
    assert "No mission passes these filters together." in page.words
    assert {"/missions/", "/missions/?organisation=United+Nations", "/missions/?country=Kosovo"} <= set(page.links)


def test_one_mission_needs_no_filters(client):
    make_edition(make_mission())
    body = client.get("/missions/").content.decode()
    assert "<select" not in body
    assert "1 mission" in body


def test_a_long_list_comes_in_pages(client, monkeypatch, three):
    monkeypatch.setattr("missions.public.listing.CARDS", 2)
    first = parsed(client.get("/missions/?from=1990"))
    assert "Page 1 of 2" in first.words
    assert "/missions/?from=1990&page=2" in first.links
    assert names(client, "/missions/?from=1990&page=2") == ["Zulu"]
    assert "/missions/?from=1990" in parsed(client.get("/missions/?from=1990&page=2")).links


def test_drafts_and_withdrawn_records_are_not_listed(client, three):
    make_mission("d", name="Draft Force")
    withdraw(three[0].mission, by=None, reason="A date has to be checked.")
    Mission.objects.update(name="Renamed", host_country="Nowhere")
    assert names(client, "/missions/") == ["alpha", "Zulu"]
    assert "Nowhere" not in parsed(client.get("/missions/")).words
    republish(three[0].mission, by=None, reason="The date holds.")
    assert names(client, "/missions/") == ["alpha", "Émile", "Zulu"]


def test_the_order_of_the_list_is_read_from_one_index(three):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Of three rows it would rather read the table.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = ListedMission.objects.values_list("pk").explain()
    assert {"sqlite": "COVERING INDEX ", "postgresql": "using "}[connection.vendor] + "listed_mission_by_name" in plan
    assert not re.search("TEMP B-TREE|Sort", plan)
