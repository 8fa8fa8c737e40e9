"""Feeds as a reader's program reads them."""

import xml.etree.ElementTree as ET
from calendar import timegm
from datetime import UTC, datetime

import feedparser
import pytest

from missions.editions.publish import publish, withdraw
from missions.models import Edition, Mission, Phase
from missions.public import feed_entries
from tests.makers import make_edition, make_mission
from tests.public.addresses import make_site
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db
SITE, MISSION = "/changes/feed/", "/missions/nmi-page/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [SITE, MISSION]


@pytest.fixture
def mission():
    return make_site()


def read(client, address):
    """Return a feed, which must be well formed."""
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def moment(parts) -> datetime:
    return datetime.fromtimestamp(timegm(parts), tz=UTC)


@pytest.mark.parametrize("address", FEEDS)
def test_an_entry_has_reason_author_true_time_and_address(client, mission, settings, address):
    newest, first = read(client, address).entries
    edition = Edition.objects.get(number=2)
    assert (newest.title, newest.summary) == ("NATO Mission Iraq: edition 2", "Reworded the start")
    assert newest.author == edition.publisher
    assert moment(newest.updated_parsed) == edition.published_at.replace(microsecond=0)
    assert newest.link == f"{settings.SITE_URL}/missions/nmi-page/editions/2/"
    assert first.summary == "First edition"


@pytest.mark.parametrize("address", FEEDS)
def test_an_entry_holds_the_difference_itself(client, mission, address):
    newest = read(client, address).entries[0]
    [content] = newest.content
    assert content.type == "text/html"
    assert "<del>" in content.value
    assert "<ins>" in content.value
    assert "1 phase changed" in content.value


def test_a_feed_names_itself_and_its_page(client, mission, settings):
    links = {(link.rel, link.href) for link in read(client, MISSION).feed.links}
    assert links == {
        ("self", f"{settings.SITE_URL}{MISSION}"),
        ("alternate", f"{settings.SITE_URL}/missions/nmi-page/editions/"),
    }


@pytest.mark.parametrize("address", FEEDS)
def test_no_address_comes_from_the_host_a_visitor_names(client, mission, settings, address):
    settings.ALLOWED_HOSTS = ["*"]
    assert b"evil.example" not in client.get(address, headers={"host": "evil.example"}).content


def test_no_entry_has_another_id_after_a_rename(client, mission):
    feed = read(client, MISSION)
    before = [entry.id for entry in feed.entries]
    Mission.objects.update(slug="renamed")
    make_edition(Mission.objects.get(pk=mission.pk), reason="Renamed")
    renamed = read(client, "/missions/renamed/feed/")
    assert renamed.feed.id == feed.feed.id
    assert [entry.id for entry in renamed.entries][1:] == before
    assert [entry.id for entry in read(client, SITE).entries][1:] == before


def test_hostile_words_stay_words(client, mission):
    Phase.objects.update(title="<script>alert(1)</script> & more", text="Now `<b>bold</b>`. [@nato-start]")
    publish(mission, by=None, reason="<img src=x onerror=alert(1)>")
    response = client.get(SITE)
    assert b"<script" not in response.content
    # As it was sent, before a reader's program cleans it.
    content = ET.fromstring(response.content).findtext(f"{ATOM}entry/{ATOM}content")
    assert "&lt;script&gt;" in content
    assert "<script" not in content
    assert "<img" not in content


@pytest.mark.parametrize("address", FEEDS)
def test_a_withdrawal_is_an_entry_and_spreads_no_words_of_the_record(client, mission, settings, address):
    withdraw(mission, by=None, reason="A date has to be checked.")
    entries = read(client, address).entries
    assert (entries[0].title, entries[0].summary) == ("NATO Mission Iraq: withdrawn", "A date has to be checked.")
    assert entries[0].link.startswith(f"{settings.SITE_URL}/missions/nmi-page/editions/#withdrawn-")
    assert "<del>" not in entries[1].content[0].value
    assert "withdrawn since" in entries[1].content[0].value


def test_the_link_of_a_notice_leads_to_its_place(client, mission):
    withdraw(mission, by=None, reason="A date has to be checked.")
    link = read(client, SITE).entries[0].link
    assert link.partition("#")[2] in parsed(client.get("/missions/nmi-page/editions/")).ids


def test_a_feed_ends_after_the_newest_entries(client, mission, monkeypatch):
    monkeypatch.setattr(feed_entries, "NEWEST", 1)
    assert [entry.title for entry in read(client, SITE).entries] == ["NATO Mission Iraq: edition 2"]


def test_a_difference_as_long_as_a_book_is_named_and_linked_to(client, mission, monkeypatch):
    monkeypatch.setattr(feed_entries, "LONGEST", 10)
    content = read(client, SITE).entries[0].content[0].value
    assert "<del>" not in content
    assert "1 phase changed" in content
    assert "/editions/1-2/" in content


def test_a_feed_of_nothing_is_a_feed(client):
    assert read(client, SITE).entries == []


@pytest.mark.parametrize("address", [*FEEDS, "/changes/"])
def test_an_unchanged_history_is_not_sent_again(client, mission, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "no-cache")
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/changes/", "/missions/nmi-page/", "/missions/nmi-page/editions/"])
def test_pages_tell_programs_where_their_feed_is(client, mission, settings, address):
    html = client.get(address).content.decode()
    feed = MISSION if "missions" in address else SITE
    assert '<link rel="alternate" type="application/atom+xml"' in html
    assert f'href="{settings.SITE_URL}{feed}"' in html


def test_the_feed_of_a_mission_holds_its_own_changes_only(client, mission):
    make_edition(make_mission("other", name="Another Mission"))
    assert all("Another" not in entry.title for entry in read(client, MISSION).entries)
