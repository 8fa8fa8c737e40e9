"""A list for search engines that is longer than one file may be comes in parts."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from missions.editions.held import find
from missions.editions.publish import withdraw
from missions.editions.redact import redact
from missions.public import sitemaps
from tests.makers import make_edition, make_mission, make_source

pytestmark = pytest.mark.django_db

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FIRST = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def missions(monkeypatch):
    """Three missions, an hour apart, in a list that may hold five addresses."""
    monkeypatch.setattr(sitemaps, "ADDRESSES", 5)
    made = []
    for hours, key in enumerate(("alpha", "beta", "gamma")):
        with patch("django.utils.timezone.now", lambda hours=hours: FIRST + timedelta(hours=hours)):
            made.append(make_mission(key, name=key.title()))
            make_edition(made[-1])
    return made


def listed(client, address: str) -> dict[str, str | None]:
    response = client.get(address)
    assert response["Content-Type"] == "application/xml"
    found = ET.fromstring(response.content)
    return {one.findtext(f"{SPACE}loc"): one.findtext(f"{SPACE}lastmod") for one in found}


def test_a_long_list_is_an_index_of_parts_that_hold_everything_once(client, missions, settings, monkeypatch):
    index = listed(client, "/sitemap.xml")
    assert list(index) == [f"{settings.SITE_URL}/sitemaps/{number}.xml" for number in (1, 2, 3, 4)]
    parts = [listed(client, address.removeprefix(settings.SITE_URL)) for address in index]
    assert [len(part) for part in parts] == [5, 5, 5, 2]
    monkeypatch.setattr(sitemaps, "ADDRESSES", 50_000)
    assert {address: at for part in parts for address, at in part.items()} == listed(client, "/sitemap.xml")


def test_a_part_is_as_old_as_what_changed_last_in_it(client, missions):
    for address, changed_at in listed(client, "/sitemap.xml").items():
        times = listed(client, address[address.index("/sitemaps/") :]).values()
        assert changed_at == max(at for at in times if at)


def test_a_short_list_has_no_parts(client, missions, monkeypatch):
    monkeypatch.setattr(sitemaps, "ADDRESSES", 17)
    assert len(listed(client, "/sitemap.xml")) == 17
    assert client.get("/sitemaps/1.xml").status_code == 404


@pytest.mark.parametrize("number", [0, 5])
def test_there_is_no_part_beyond_the_last(client, missions, number):
    assert client.get(f"/sitemaps/{number}.xml").status_code == 404


def test_what_is_withdrawn_is_in_no_part(client, missions):
    withdraw(missions[0], by=None, reason="A date has to be checked.")
    parts = [listed(client, f"/sitemaps/{number}.xml") for number in (1, 2, 3)]
    assert not [address for part in parts for address in part if "alpha" in address]


def test_a_source_that_lost_words_changed_then(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    make_source("speech", title="Told by Wilhelmina Quux")
    with patch("django.utils.timezone.now", lambda: FIRST):
        make_edition(make_mission(summary="It advises. [@speech]", citations="[@speech]"))
    with patch("django.utils.timezone.now", lambda: FIRST + timedelta(hours=1)):
        seen = find(["Wilhelmina Quux"]).held
        redact(["Wilhelmina Quux"], by=None, reason="A court ordered it.", seen=seen)
    changed_at = listed(client, "/sitemap.xml")[f"{settings.SITE_URL}/sources/speech/"]
    assert datetime.fromisoformat(changed_at) == FIRST + timedelta(hours=1)
