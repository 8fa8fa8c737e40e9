"""A mission's page as a reader meets it."""

from collections import Counter

import pytest
from django.conf import settings

from missions.files.load import load
from missions.models import Phase
from tests.makers import make_edition, make_full_mission, make_mission, make_phase
from tests.public.parsed import Parsed, parsed

pytestmark = pytest.mark.django_db


def a_full_page(client):
    make_edition(make_full_mission())
    return parsed(client.get("/missions/nmi-page/"))


def the_page_of_nmi(client):
    load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")))
    return parsed(client.get("/missions/nato-mission-iraq/"))


def the_style_page(client):
    return parsed(client.get("/styleguide/"))


PAGES: dict[str, Parsed] = {}  # as they were taken apart, once each


@pytest.fixture(params=[a_full_page, the_page_of_nmi, the_style_page])
def page(request, client):
    name = request.param.__name__
    if name not in PAGES:
        PAGES[name] = request.param(client)
    return PAGES[name]


def test_an_id_stands_once(page):
    assert [one for one, times in Counter(page.ids).items() if times > 1] == []


def test_links_within_the_page_lead_somewhere(page):
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_a_citation_and_its_reference_lead_to_each_other(page):
    assert {f"#{one}" for one in page.ids if one.startswith("cite-")} == set(page.backlinks)
    assert {f"#{one}" for one in page.ids if one.startswith("ref-")} - {"#ref-editorial"} == set(page.cites)


def test_references_are_numbered_as_citations_are_met(page):
    met = list(dict.fromkeys(page.cites))
    assert met == [f"#ref-{number}" for number in range(1, len(met) + 1)]


def test_state_time_and_edition_stand_beside_the_title(client):
    assert "NATO Mission Iraq NMI Under way · as of March 2026 · edition 1" in a_full_page(client).words


def test_the_count_of_statements_says_what_it_means(client):
    page = a_full_page(client)
    assert "8 of 8 statements name a source (8 official)" in page.words
    assert "/method/" in page.links


def test_a_section_without_entries_does_not_appear(client):
    make_edition(make_mission())
    assert "History" not in parsed(client.get("/missions/nmi-page/")).words


def test_a_passage_says_to_which_citation_it_belongs(client):
    make_edition(make_mission(summary='A mission. [@nato-start, p. 2, "non-combat"]'))
    assert "at citation a: p. 2, “non-combat”" in parsed(client.get("/missions/nmi-page/")).words


def test_an_announced_phase_says_so(client):
    mission = make_mission()
    make_phase(mission, title="Return", dates="2027/..", is_announced=True)
    make_edition(mission)
    assert "From 2027 Return announced, not confirmed" in capitalised(parsed(client.get("/missions/nmi-page/")).words)


def test_the_page_ends_with_its_edition_and_reason(client):
    words = a_full_page(client).words
    assert "by the editors Why: First edition All changes · http" in words


def test_an_error_is_reported_with_the_address_of_the_edition(client):
    assert any(link.startswith("mailto:") and link.endswith("editions%2F1%2F") for link in a_full_page(client).links)


def test_a_draft_changes_nothing(client):
    mission = make_full_mission()
    make_edition(mission)
    before = client.get("/missions/nmi-page/").content
    Phase.objects.filter(mission=mission).update(text="Something else.")
    assert client.get("/missions/nmi-page/").content == before


def capitalised(words: str) -> str:
    # The style sheet raises the first letter of a date.
    return words.replace("from 2027", "From 2027")
