"""Search: a question at a plain address, answered with the very statements."""

import html
from urllib.parse import quote

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from missions.editions import search_index
from missions.editions.publish import withdraw
from missions.editions.search_words import table
from missions.models import ListedLine, ListedMission
from missions.public import listing
from tests.makers import (
    make_edition,
    make_full_mission,
    make_initiative,
    make_mission,
    make_phase,
    make_quotation,
    make_source,
)
from tests.public.addresses import make_site
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', '""', "'", "*", "* *", "a*", "**", "AND", "OR", "NOT iraq", "iraq AND", "NEAR(iraq nato, 2)", "title:iraq",
    "{title words}: iraq", "^iraq", "iraq -nato", "(iraq", "iraq)", "iraq & nato", "iraq | nato", "!iraq", "iraq:*",
    "iraq:A", "iraq <-> nato", "\\", "%", "_", "%%s", "%s", "{}", "\0", "iraq\0nato", "'; DROP TABLE x; --",
    "\u202eiraq", "e\u0301" * 100, "\U0001f600", "ﷺ", "<script>alert(1)</script>", '"><mark>', "iraq " * 2000,
    "x" * 10_000, '"' * 10_000, "*" * 10_000, "ß", "0x0", "\u0640" * 50, "ۛ", "𐐀", "½ ² ٣", "—", "\t\n\r",
]  # fmt: skip


def search(client, typed="", **more):
    return client.get("/search/", {"q": typed, **more})


def test_a_result_leads_to_the_very_statement(client):
    make_site()
    page = parsed(search(client, "october"))
    assert "/missions/nmi-page/#phase-establishment.1" in page.links
    anchors = {link.partition("#")[2] for link in page.links if link.startswith("/missions/nmi-page/#")}
    assert anchors <= set(parsed(client.get("/missions/nmi-page/")).ids)


def test_every_line_that_is_found_has_its_place_on_the_page(client):
    mission = make_full_mission()
    make_initiative(
        mission, "list", text="- First\n- Second\n\n| A | B |\n|---|---|\n| nato | x |", citations="[@nato-start]"
    )
    make_edition(mission)
    ids = set(parsed(client.get("/missions/nmi-page/")).ids)
    anchors = [line.anchor for line in ListedLine.objects.all()]
    assert len(anchors) > 10
    assert set(anchors) <= ids


def test_found_words_are_marked_and_nothing_else_is(client):
    mission = make_mission()
    make_phase(mission, text="They trained \\<b>trainers\\</b> & staff. [@nato-start]")
    make_edition(mission)
    body = search(client, "training staff").content.decode()
    assert '<mark class="found">trained</mark>' in body
    assert '&amp; <mark class="found">staff</mark>' in body
    assert "<b>trainers" not in body


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Une équipe est arrivée.", "equipe arrivee"),
        ("Le mandat de l’OTAN.", "OTAN"),
        ("Le mandat de l’OTAN.", "l'otan"),
        ("قال حلف شمال الأطلسي", "الاطلسي"),
        ("قال حلف شمال الأطلسي", "اطلسي"),
        ("Logistics were moved.", "logist*"),
        ("Logistics were moved.", "logisti"),
        ("The instructors were advised.", '"instructors were advised"'),
    ],
)
def test_a_statement_is_found_however_it_is_written(client, text, typed):
    mission = make_mission()
    make_phase(mission, "found", text=f"{text} [@nato-start]")
    make_edition(mission)
    assert "/missions/nmi-page/#phase-found.1" in parsed(search(client, typed)).links


def test_a_phrase_is_found_only_as_a_phrase(client):
    mission = make_mission()
    make_phase(mission, text="The army and the navy trained. [@nato-start]")
    make_edition(mission)
    assert "/missions/nmi-page/" in parsed(search(client, "navy army")).links
    assert "/missions/nmi-page/" not in parsed(search(client, '"navy army"')).links


def test_a_quotation_keeps_its_language(client):
    mission = make_mission()
    make_quotation(mission, text="Nous avons beaucoup accompli.", language="fr")
    make_edition(mission)
    assert 'lang="fr" dir="auto">Nous avons <mark' in search(client, "beaucoup").content.decode()


def test_one_record_does_not_flood_the_page(client):
    mission = make_mission()
    for number in range(6):
        make_phase(mission, f"zebra-{number}", title="A start", text="A zebra was seen. [@nato-start]")
    make_edition(mission)
    page = parsed(search(client, "zebra"))
    assert len([link for link in page.links if "#phase-zebra" in link]) == 3
    assert "3 more in this record" in page.words
    rest = parsed(search(client, "zebra", **{"in": "nmi-page"}))
    assert len([link for link in rest.links if "#phase-zebra" in link]) == 6


def test_a_record_that_is_not_live_cannot_be_searched_alone(client):
    make_edition(make_mission(name="A Zebra Mission"))
    assert "A Zebra Mission" in parsed(search(client, "zebra", **{"in": "nowhere"})).words


def test_sources_are_found_with_their_titles_marked(client):
    make_source("report", title="Zebras in <Mesopotamia>", publisher="A. Press", kind="press", published="2019")
    mission = make_mission()
    make_phase(mission, text="Begun. [@report]")
    make_edition(mission)
    response = search(client, "zebra")
    assert "/sources/report/" in parsed(response).links
    assert '<mark class="found">Zebras</mark> in &lt;Mesopotamia&gt;' in response.content.decode()
    assert "A. Press · Press · 2019" in parsed(response).words


def test_of_more_sources_than_are_ranked_it_is_said_that_there_are_more(client, monkeypatch):
    monkeypatch.setattr("missions.editions.search_answers.MOST_SOURCES", 2)
    mission = make_mission()
    for key in ("one", "two"):
        make_source(key, title="A zebra report")
        make_phase(mission, key, text=f"Begun. [@{key}]")
    make_edition(mission)
    assert "2 sources" in parsed(search(client, "zebra", show="sources")).words
    assert "ore than" not in parsed(search(client, "zebra")).words
    make_source("three", title="A zebra report")
    make_phase(mission, "three", text="Begun. [@three]")
    make_edition(mission)
    for more in ({}, {"show": "sources"}):
        assert "ore than 2 sources" in parsed(search(client, "zebra", **more)).words


def test_a_search_with_filters_shows_no_sources(client):
    make_source("report", title="A zebra report")
    mission = make_mission(summary="A zebra. [@report]", host_country="Iraq")
    make_edition(mission)
    assert "/sources/report/" in parsed(search(client, "zebra")).links
    filtered = parsed(search(client, "zebra", country="Iraq"))
    assert "/missions/nmi-page/" in filtered.links
    assert "/sources/report/" not in filtered.links


def test_many_sources_have_a_page_of_their_own(client):
    mission = make_mission()
    for number in range(6):
        make_source(f"zebra-{number}", title="Zebras")
    make_phase(mission, text="Begun. " + " ".join(f"[@zebra-{number}]" for number in range(6)))
    make_edition(mission)
    page = parsed(search(client, "zebras"))
    assert "/search/?q=zebras&show=sources" in page.links
    found = parsed(search(client, "zebras", show="sources")).links
    assert len([link for link in found if link.startswith("/sources/zebra")]) == 6


def test_results_come_in_pages_with_plain_addresses(client):
    for number in range(12):
        make_edition(make_mission(f"m{number:02}", name=f"Mission {number:02}"))
    page = parsed(search(client, "mission"))
    assert "12 records" in page.words
    assert "Page 1 of 2" in page.words
    assert "/search/?q=mission&page=2" in page.links
    second = parsed(search(client, "mission", page="2"))
    assert len([link for link in second.links if link.startswith("/missions/m") and link.endswith("-page/")]) == 2


def test_filters_narrow_what_is_found(client):
    make_edition(make_mission("a", name="Alpha Mission", host_country="Iraq"))
    make_edition(make_mission("b", name="Beta Mission", host_country="Kosovo", dates="1999/2001"))
    page = parsed(search(client, "mission", country="Kosovo"))
    assert "Beta" in page.words
    assert "Alpha" not in page.words
    assert "/search/?q=mission" in page.links
    assert "Alpha" in parsed(search(client, "mission", **{"from": "2015"})).words


def test_filters_narrow_where_more_is_found_than_is_ranked(client, monkeypatch):
    monkeypatch.setattr("missions.editions.search_answers.MOST", 2)
    for number, country in enumerate(["Iraq", "Iraq", "Iraq", "Kosovo"]):
        make_edition(make_mission(f"m{number}", name=f"Mission {country} {number}", host_country=country))
    assert "More than 2 records. Add a word or a filter." in parsed(search(client, "mission")).words
    body = search(client, "mission", country="kosovo").content.decode()
    assert '<option value="Kosovo" selected>Kosovo</option>' in body
    assert "1 record" in body
    assert "Mission</mark> Kosovo 3" in body


def test_a_filter_leaves_a_question_as_all_records_answer_it(client, monkeypatch):
    monkeypatch.setattr("missions.editions.search_answers.MOST", 2)
    monkeypatch.setattr("missions.editions.search_answers.ENOUGH", 1)
    for number in range(3):
        make_edition(make_mission(f"m{number}", name=f"Train {number}", host_country="Iraq"))
    make_edition(make_mission("depot", name="Trainload Depot", host_country="Mali"))
    assert "More than 2 records" in parsed(search(client, "train")).words
    assert "Depot" not in parsed(search(client, "train", country="Mali")).words
    assert "Depot" in parsed(search(client, "trainl", country="Mali")).words


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_hostile_question_is_a_question(client, typed):
    make_site()
    response = search(client, typed)
    body = response.content.decode()
    assert response.status_code == (400 if "\0" in typed else 302 if not typed.strip() else 200)
    for forbidden in ("<script", "<mark>", "alert(1)<"):
        assert forbidden not in body


@pytest.mark.parametrize("name", ["organisation", "country", "kind", "from", "to", "page", "in", "show"])
def test_hostile_filters_are_harmless(client, name):
    make_site()
    for typed in HOSTILE:
        response = search(client, "mission", **{name: typed})
        assert response.status_code in (200, 302, 400)
        assert "<script" not in response.content.decode()


def test_bytes_that_are_no_text_are_harmless(client):
    assert client.get("/search/?q=%ff%fe%ed%a0%80&country=%ff").status_code == 200


def test_no_draft_and_no_withdrawn_record_is_found(client):
    mission = make_edition(make_mission()).mission
    make_phase(mission, text="An unseen zebra. [@nato-start]")
    assert "/missions/nmi-page/" not in parsed(search(client, "zebra")).links
    assert "/missions/nmi-page/" in parsed(search(client, "iraq")).links
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert "/missions/nmi-page/" not in parsed(search(client, "iraq")).links
    assert "/sources/nato-start/" not in parsed(search(client, "iraq")).links


def test_words_of_what_is_not_listed_are_never_shown(client):
    make_edition(make_mission())
    ListedMission.objects.all().delete()
    assert "Nothing live answers" in parsed(search(client, "advises")).words


def test_an_empty_question_says_what_can_be_searched(client):
    page = parsed(client.get("/search/"))
    assert "Every statement, title, figure, leader and quotation of the live records" in page.words
    assert "/search/?q=logist%2A" in page.links


def test_nothing_found_says_what_to_try(client):
    make_site()
    page = parsed(search(client, "zebra iraq", country="Iraq"))
    assert "Nothing live answers “zebra iraq”." in page.words
    assert {"/search/?q=zebra+iraq", "/search/?q=zebra", "/search/?q=iraq", "/missions/"} <= set(page.links)


def test_words_that_stand_everywhere_are_told(client):
    assert "“the of” holds no word to search for" in parsed(search(client, "the of")).words


def test_a_long_question_says_that_it_was_cut(client):
    make_site()
    assert "only its beginning was searched for" in parsed(search(client, "iraq " * 100)).words


def test_an_index_that_fails_is_told_with_a_way_on(client, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("no such table")

    monkeypatch.setattr(listing.search_answers, "look_up", fail)
    response = search(client, "iraq")
    page = parsed(response)
    assert response.status_code == 503
    assert "cannot be read at present" in page.words
    assert "/missions/" in page.links
    assert "no such table" not in page.words


def test_an_address_is_tidied_of_what_was_left_empty(client):
    response = client.get("/search/?q=l%27OTAN&organisation=&country=Iraq&kind=&from=&to=")
    assert (response.status_code, response["Location"]) == (302, "/search/?q=l%27OTAN&country=Iraq")
    assert client.get("/search/?q=&country=")["Location"] == "/search/"


@pytest.mark.parametrize(
    "address", ["/search/", "/search/?q=iraq", "/search/?q=", "/missions/", "/missions/?country=Iraq"]
)
def test_what_is_found_is_asked_for_again_and_leaves_no_cookie(client, address):
    make_site()
    response = client.get(address)
    assert "no-cache" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("address", ["/search/", "/search/?q=iraq", "/search/?q=zebra", "/missions/?country=Iraq"])
def test_searches_and_filters_are_kept_out_of_search_engines(client, address):
    make_site()
    assert parsed(client.get(address)).metas["robots"] == "noindex"
    assert "robots" not in parsed(client.get("/missions/")).metas
    assert "search" not in client.get("/sitemap.xml").content.decode()


def test_a_search_needs_no_more_queries_as_the_record_grows(client, monkeypatch):
    statements = []
    of_search = type(table(search_index.MISSIONS))
    ask = of_search.ask
    monkeypatch.setattr(of_search, "ask", lambda words, *asked: statements.extend(asked) or ask(words, *asked))
    make_edition(make_full_mission())
    with CaptureQueriesContext(connection) as one:
        search(client, "nato")
    asked_of_one = len(statements)
    for key in ("a", "b"):
        mission = make_full_mission(key, name=f"Mission {key}")
        for _one in range(10):
            make_phase(mission)
        make_edition(mission)
    statements.clear()
    with CaptureQueriesContext(connection) as three:
        search(client, "nato")
    assert (len(three), len(statements)) == (len(one), asked_of_one)
    assert statements


@pytest.mark.parametrize(
    "address", ["/", "/missions/", "/sources/", "/about/", "/missions/nmi-page/", "/missions/nowhere/"]
)
def test_every_page_has_one_search_field(client, address):
    make_site()
    body = client.get(address).content.decode()
    assert body.count('role="search"') == 1
    assert body.count('type="search"') == 1


def test_the_question_stands_in_the_field_as_it_was_typed(client):
    typed = 'l’OTAN "x" <y>'
    body = search(client, typed).content.decode()
    assert f'value="{html.escape(typed)}"' in body
    assert quote("<") not in body.split("</form>")[0]


def test_what_leads_on_from_an_unfinished_word_finds_the_same(client):
    make_site()
    within = parsed(search(client, "missio", **{"in": "nmi-page"})).words
    assert "Nothing live answers" not in within
    assert "0 statements" not in within


def test_a_word_of_every_record_asks_no_list_of_sources(client):
    make_site()
    response = search(client, "the", show="sources")
    assert response.status_code == 200
    assert "holds no word to search for" in parsed(response).words


def test_a_record_is_searched_under_an_earlier_address(client):
    mission = make_site()
    type(mission).objects.filter(pk=mission.pk).update(slug="renamed")
    make_edition(type(mission).objects.get(pk=mission.pk), reason="Renamed")
    assert "Search all records and sources" in parsed(search(client, "mission", **{"in": "nmi-page"})).words
