"""All missions on one time axis: in their order, filtered by plain addresses, a page at a time."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.public import listing
from tests.makers import make_edition, make_mission
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    for key, name, dates, organisation, country in (
        ("kfor", "Kosovo Force", "1999-06-12/..", "NATO", "Kosovo"),
        ("eumm", "EU Monitoring Mission", "2008/2020", "EU", "Georgia"),
        ("isaf", "Assistance Force", "2001-12-20/2014", "NATO", "Afghanistan"),
    ):
        make_edition(make_mission(key, name=name, dates=dates, organisation=organisation, host_country=country))


def bars(response, size="wide"):
    """Return where the bars of a picture lead, in their order."""
    picture = re.search(rf'<svg class="picture picture-{size}".*?</svg>\n\n', response.content.decode(), re.DOTALL)[0]
    return re.findall(r'href="(/missions/[^"]+)"', picture)


def test_missions_stand_in_the_order_they_began_in(client, three):
    page = client.get("/timeline/")
    assert bars(page) == ["/missions/kfor-page/", "/missions/isaf-page/", "/missions/eumm-page/"]
    assert bars(page, "narrow") == bars(page)


def test_the_table_says_what_the_picture_shows(client, three):
    words = parsed(client.get("/timeline/")).words
    assert "20 December 2001 to 2014 Assistance Force (NMI) NATO · Afghanistan · Advisory mission" in words
    assert "Assistance Force (NATO, Afghanistan, Advisory mission): 20 December 2001 to 2014" in words


@pytest.mark.parametrize(
    ("query", "left"), [("organisation=EU", ["eumm"]), ("country=Kosovo", ["kfor"]), ("from=2015", ["kfor", "eumm"])]
)
def test_a_plain_address_filters(client, three, query, left):
    page = client.get(f"/timeline/?{query}")
    assert bars(page) == [f"/missions/{key}-page/" for key in left]
    assert f"{len(left)} of 3 missions" in parsed(page).words


def test_filters_that_leave_nothing_say_what_to_do(client, three):
    page = parsed(client.get("/timeline/?organisation=EU&country=Kosovo"))
    assert "No mission passes these filters together." in page.words
    assert "/timeline/" in page.links


def test_a_long_list_has_pages_with_plain_addresses(client, three, monkeypatch):
    monkeypatch.setattr(listing, "BARS", 2)
    assert len(bars(client.get("/timeline/?organisation=NATO"))) == 2
    first, second = client.get("/timeline/"), client.get("/timeline/pages/2/")
    assert (len(bars(first)), bars(second)) == (2, ["/missions/eumm-page/"])
    assert "/timeline/pages/2/" in parsed(first).links


def test_a_filtered_page_is_kept_from_search_engines_and_the_whole_is_not(client, three):
    assert "robots" not in parsed(client.get("/timeline/")).metas
    assert "noindex" in parsed(client.get("/timeline/?country=Kosovo")).metas["robots"]


def test_a_page_has_as_many_bars_as_it_may_whatever_there_is(client, three):
    with CaptureQueriesContext(connection) as few:
        client.get("/timeline/")
    for number in range(listing.BARS):
        make_edition(make_mission(f"m{number}", name=f"Mission {number}", dates="2020"))
    with CaptureQueriesContext(connection) as many:
        page = client.get("/timeline/")
    assert len(many) == len(few)
    assert len(bars(page)) == listing.BARS


def test_a_drafts_dates_are_not_shown(client):
    make_mission("draft", name="A Draft")
    assert "A Draft" not in parsed(client.get("/timeline/")).words


def test_the_timeline_is_found(client, settings):
    assert f"<loc>{settings.SITE_URL}/timeline/</loc>" in client.get("/sitemap.xml").content.decode()
    assert "/timeline/" in parsed(client.get("/")).links
