"""Home, catalogue, sources, and what machines read."""

import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.editions.publish import withdraw
from missions.models import Mission, Phase, Source
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_source
from tests.public.addresses import make_site
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db
LISTS = ["/", "/missions/", "/timeline/", "/sources/", "/sources/nato-start/", "/sitemap.xml"]


@pytest.mark.parametrize("address", ["/", "/missions/", "/timeline/", "/sources/"])
def test_an_empty_list_says_what_belongs_there(client, address):
    assert "No record has been published yet." in parsed(client.get(address)).words


def test_the_home_page_shows_missions_and_the_latest_change(client):
    make_site()
    words = parsed(client.get("/")).words
    assert "NATO Mission Iraq NMI Advisory mission · NATO · Iraq A non-combat mission of NATO." in words
    assert "as of March 2026 · 8 of 8 statements name a source" in words
    assert "NATO Mission Iraq Edition 2 Reworded the start" in words


@pytest.mark.parametrize("name", ["SITE_NAME", "SITE_PUBLISHER", "CONTENT_LICENCE"])
def test_what_all_pages_share_follows_the_settings(client, settings, name):
    settings.SITE_PUBLISHER = "Somebody"
    was = getattr(settings, name)
    assert was in parsed(client.get("/search/")).words
    setattr(settings, name, "Annals")
    words = parsed(client.get("/search/")).words
    assert "Annals" in words
    assert was not in words


@pytest.mark.parametrize("address", LISTS)
def test_lists_need_no_more_queries_as_they_grow(client, address):
    make_edition(make_full_mission())
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for key in ("a", "b"):
        make_edition(make_full_mission(key, name=f"Mission {key}"))
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one)


def test_a_source_leads_to_the_very_statement(client):
    make_site()
    page = parsed(client.get("/sources/nato-start/"))
    anchors = [link.partition("#")[2] for link in page.links if "#" in link]
    assert "phase-establishment.1" in anchors
    assert set(anchors) - {"main"} <= set(parsed(client.get("/missions/nmi-page/")).ids)


def test_a_source_keeps_the_wording_that_was_published(client):
    make_site()
    Source.objects.update(title="Something else")
    assert "Something else" not in parsed(client.get("/sources/nato-start/")).words


def test_another_wording_is_named_by_its_edition(client):
    make_edition(make_mission("first", name="The First"))
    Source.objects.update(title="A corrected title")
    make_edition(make_mission("second", name="The Second"))
    page = parsed(client.get("/sources/nato-start/"))
    assert page.words.index("A corrected title") < page.words.index("Other wordings The First Edition 1")


def test_an_earlier_key_of_a_source_leads_to_the_present_one(client):
    mission = make_mission()
    make_edition(mission)
    Source.objects.update(key="renamed")
    Mission.objects.update(summary="Renamed. [@renamed]", citations="[@renamed]")
    make_edition(mission, reason="Renamed the source")
    assert client.get("/sources/nato-start/")["Location"] == "/sources/renamed/"


def test_sources_name_their_missions_where_there_are_several(client):
    make_edition(make_mission("first", name="The First"))
    assert "The First" not in parsed(client.get("/sources/")).words
    make_edition(make_mission("second", name="The Second"))
    assert "The First · The Second" in parsed(client.get("/sources/")).words


@pytest.fixture
def uncited():
    """A mission whose first and second edition cite a source that the third does not."""
    mission = make_mission()
    make_source("report", title="A report")
    phase = make_phase(mission, text="Begun. [@report]")
    make_edition(mission)
    Phase.objects.update(title="Beginning")
    make_edition(mission, reason="Renamed the phase")
    phase.delete()
    make_edition(mission, reason="Removed the phase")
    return mission


def test_a_source_no_live_record_cites_names_the_editions_that_did(client, uncited):
    response = client.get("/sources/report/")
    page = parsed(response)
    assert response.status_code == 200
    assert "“A report”" in page.words
    assert "No live record cites this source now. It is cited in NATO Mission Iraq, editions 1 and 2." in page.words
    assert {"/missions/nmi-page/editions/1/", "/missions/nmi-page/editions/2/"} <= set(page.links)
    assert page.metas["robots"] == "noindex"


def test_a_source_of_a_withdrawn_record_keeps_its_page(client):
    mission = make_edition(make_mission()).mission
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert "It is cited in NATO Mission Iraq, edition 1." in parsed(client.get("/sources/nato-start/")).words


def test_an_earlier_key_of_an_uncited_source_leads_to_its_last_one(client, uncited):
    Source.objects.filter(key="report").update(key="renamed")
    make_phase(uncited, text="Begun. [@renamed]")
    make_edition(uncited, reason="Named it again")
    Phase.objects.all().delete()
    make_edition(uncited, reason="Removed it again")
    assert client.get("/sources/report/")["Location"] == "/sources/renamed/"
    assert "editions 1, 2 and 4." in parsed(client.get("/sources/renamed/")).words


def test_every_source_an_edition_links_to_has_a_page(client, uncited):
    links = parsed(client.get("/missions/nmi-page/editions/1/")).links
    sources = [link for link in links if link.startswith("/sources/") and link != "/sources/"]
    assert "/sources/report/" in sources
    assert [client.get(link).status_code for link in sources] == [200] * len(sources)


def test_a_page_that_is_not_there_claims_nothing_about_records(client):
    assert "No record was ever" not in parsed(client.get("/sources/nowhere/")).words


def test_a_source_that_only_a_draft_cites_is_not_there(client):
    make_site()
    make_source("unused")
    assert client.get("/sources/unused/").status_code == 404


def test_the_sitemap_tells_when_pages_truly_changed(client, settings):
    mission = make_site()
    last = mission.editions.order_by("-number").values_list("published_at", flat=True).first()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    times = {
        url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod")
        for url in ET.fromstring(client.get("/sitemap.xml").content)
    }
    assert times[f"{settings.SITE_URL}/missions/nmi-page/"] == last.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_robots_are_kept_from_the_desk_and_told_of_the_sitemap(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text


def test_weaknesses_can_be_reported(client, settings):
    text = client.get("/.well-known/security.txt").content.decode()
    assert f"Contact: mailto:{settings.SITE_CONTACT}" in text
    assert "Expires: 2" in text


def test_a_page_of_the_site_comes_from_its_folder(client, settings, tmp_path):
    (tmp_path / "about.md").write_text("# Who writes this\n\nSome people.\n")
    settings.PAGES_DIR = tmp_path
    assert "Who writes this Some people." in parsed(client.get("/about/")).words
    assert "Licence This page has not been written yet" in parsed(client.get("/licence/")).words
