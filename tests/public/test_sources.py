"""The library: what each source supports, how it was worded, and a list that thousands of sources fit in."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from missions.editions.publish import withdraw
from missions.models import Figure, Phase, Source
from missions.pages import library
from missions.pages.exports.schemas import read
from missions.public import publications
from tests.makers import make_edition, make_full_mission, make_link, make_mission, make_phase, make_source
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db
ADDRESS = "/sources/nato-start/"


def served(client, key: str = "nato-start") -> dict:
    return json.loads(client.get(f"/sources/{key}.json").content)


@pytest.fixture
def reworded():
    """A mission of three editions, of which the first two word their source as the third does not."""
    mission = make_full_mission()
    make_edition(mission)
    Phase.objects.update(title="Beginning")
    make_edition(mission, reason="Renamed the phase")
    Source.objects.update(title="A corrected title", copies="2026-11-23 https://archive.example.org/1")
    make_edition(mission, reason="Corrected the source")
    return mission


# --- The page of a source ---


def test_a_source_shows_each_place_and_passage_that_was_cited(client):
    mission = make_mission()
    make_phase(mission, "start", text='Begun. [@nato-start, p. 4, "some words"] More. [@nato-start, p. 9]')
    make_edition(mission)
    page = parsed(client.get(ADDRESS))
    assert "Begun. More. p. 4, “ some words ” p. 9" in page.words
    assert "/missions/nmi-page/#phase-start.1" in page.links
    assert "https://www.nato.int/news/start#:~:text=some%20words" in page.links


def test_a_statement_that_names_no_place_in_its_source_says_so(client):
    make_edition(make_mission())
    assert "Since 31 October 2018 No place in the source is given." in parsed(client.get(ADDRESS)).words


def test_a_source_says_where_it_can_be_read(client, reworded):
    page = parsed(client.get(ADDRESS))
    assert (
        "Where it can be read Original https://www.nato.int/news/start "
        "The editors’ own reading: archived copy read 23 November 2026 "
        "Copy of 23 November 2026 https://archive.example.org/1" in page.words
    )


def test_older_wordings_are_named_by_their_editions(client, reworded):
    page = parsed(client.get(ADDRESS))
    assert "Other wordings NATO Mission Iraq Edition 1 · Edition 2 NATO, “NATO continues" in page.words
    assert page.words.index("A corrected title") < page.words.index("Other wordings")


def test_a_source_counts_its_statements(client):
    make_edition(make_full_mission())
    words = parsed(client.get(ADDRESS)).words
    assert "Supports 8 statements" in words
    assert "Supports 8 statements" in parsed(client.get("/sources/")).words


def test_a_source_page_needs_no_more_queries_as_it_supports_more(client, reworded):
    with CaptureQueriesContext(connection) as before:
        client.get(ADDRESS)
    make_edition(make_full_mission("other", name="Other"))
    Figure.objects.update(note="An estimate. [@nato-start]")
    make_edition(reworded, reason="Added a note")
    with CaptureQueriesContext(connection) as after:
        client.get(ADDRESS)
    assert len(after) == len(before)


# --- A source as JSON ---


def test_a_source_as_json_names_the_very_statements(client):
    mission = make_mission()
    make_phase(mission, "start", text='Begun. [@nato-start, p. 4, "some words"]')
    make_link(mission, Source.objects.get(), "official")
    make_edition(mission)
    (supported,) = served(client)["supports"]
    statements = {statement["id"]: statement for statement in supported["statements"]}
    assert statements["phase-start.1"]["citations"][0]["passage"] == "some words"
    assert statements["phase-start.1"]["address"].endswith("/missions/nmi-page/editions/1/#phase-start.1")
    assert supported["is_further_reading"] is True


def test_a_source_as_json_has_every_wording_with_its_editions(client, reworded):
    source = served(client)
    assert source["source"]["title"] == "A corrected title"
    assert [[edition["number"] for edition in wording["editions"]] for wording in source["wordings"]] == [[3], [2, 1]]


def test_every_shape_of_a_source_keeps_to_its_schema(client, reworded):
    schema = json.loads(client.get("/data/source.schema.json").content)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    validator.check_schema(schema)
    validator.validate(served(client))
    withdraw(reworded, by=None, reason="A date has to be checked.")
    past = served(client)
    validator.validate(past)
    assert past["supports"] == []
    assert not validator.is_valid(past | {"surprise": 1})


def test_the_schemas_describe_sources_and_statements_alike():
    record, source = read("record")["$defs"], read("source")["$defs"]
    for name in ("statement", "citation", "key", "date"):
        assert record[name] == source[name]
    numbered = {"number": record["sources"]["properties"]["number"], **source["source"]["properties"]}
    assert numbered == record["sources"]["properties"]


def test_an_earlier_key_leads_to_the_file_of_the_present_one(client):
    mission = make_mission()
    make_edition(mission)
    Source.objects.update(key="renamed")
    type(mission).objects.update(summary="Renamed. [@renamed]", citations="[@renamed]")
    make_edition(mission, reason="Renamed the source")
    assert client.get("/sources/nato-start.json")["Location"] == "/sources/renamed.json"
    assert len(served(client, "renamed")["wordings"]) == 2


# --- The list ---


def test_sources_stand_on_pages_of_their_kind(monkeypatch):
    monkeypatch.setattr(library, "ON_A_PAGE", 10)
    monkeypatch.setattr(publications, "ON_A_PAGE", 10)
    mission = make_mission()
    for number in range(34):
        make_source(f"s-{number}", publisher=f"P{number:05}", kind=("press", "official")[number % 2])
        make_phase(mission, text=f"Begun. [@s-{number}]", citations=f"[@s-{number}]")
    make_edition(mission)
    pages = [publications.library(number) for number in range(6)]
    assert [page and sum(len(group.lines) for group in page.groups) for page in pages] == [None, 10, 10, 10, 5, None]
    assert [(shelf.id, shelf.count, shelf.page) for shelf in pages[2].shelves] == [
        ("official", 18, 1),
        ("press", 17, 2),
    ]
    assert [group.id for group in pages[2].groups] == ["official", "press"]
    assert [line.source.key for line in pages[4].groups[0].lines] == ["s-24", "s-26", "s-28", "s-30", "s-32"]
    assert [pages[1].previous, pages[1].next, pages[4].previous, pages[4].next] == [0, 2, 3, 0]


def test_a_long_list_leads_on_and_back(client, monkeypatch):
    monkeypatch.setattr(library, "ON_A_PAGE", 1)
    monkeypatch.setattr(publications, "ON_A_PAGE", 1)
    mission = make_mission()
    make_source("report", kind="press")
    make_phase(mission, text="Begun. [@report]")
    make_edition(mission)
    first, second = (parsed(client.get(address)) for address in ("/sources/", "/sources/pages/2/"))
    assert "Page 1 of 2, 2 sources in all" in first.words
    assert {"/sources/pages/2/", "/sources/pages/2/#press", "#official"} <= set(first.links)
    assert {"/sources/", "/sources/#official", "#press"} <= set(second.links)
    assert client.get("/sources/pages/3/").status_code == 404


def test_the_first_page_has_one_address(client):
    response = client.get("/sources/pages/1/")
    assert (response.status_code, response["Location"]) == (301, "/sources/")
