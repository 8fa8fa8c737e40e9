"""Readers that know only when they came last are told the truth as well."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from missions.editions.publish import withdraw
from missions.models import Phase
from tests.makers import make_edition, make_mission
from tests.public.addresses import make_site

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 5, 1, 12, 30, 15, tzinfo=UTC)
LATER = FIRST + timedelta(minutes=1)
OF_MISSION = ["/missions/nmi-page/", "/missions/nmi-page/editions/", "/missions/nmi-page/editions/1/",
              "/missions/nmi-page/editions/1-2/", "/missions/nmi-page/feed/", "/missions/nmi-page/editions/1.json",
              "/missions/nmi-page/editions/1/phases.csv", "/missions/nmi-page/editions/1.bib"]  # fmt: skip
OF_SITE = ["/", "/missions/", "/timeline/", "/sources/", "/sources/nato-start/", "/changes/", "/changes/feed/",
           "/data/", "/data/missions.csv", "/sitemap.xml"]  # fmt: skip


def at(moment):
    return patch("django.utils.timezone.now", lambda: moment)


def said(moment: datetime) -> str:
    return f"{moment:%a, %d %b %Y %H:%M:%S} GMT"


@pytest.fixture
def mission():
    with at(FIRST):
        return make_site()


@pytest.mark.parametrize("address", [*OF_MISSION, *OF_SITE])
def test_a_page_says_when_what_it_depends_on_last_changed(client, mission, address):
    assert client.get(address)["Last-Modified"] == said(FIRST)
    with at(LATER):
        make_edition(make_mission("kfor", name="Kosovo Force"))
    assert client.get(address)["Last-Modified"] == said(FIRST if address in OF_MISSION else LATER)


@pytest.mark.parametrize("address", [*OF_MISSION, *OF_SITE])
def test_who_came_since_then_is_told_that_nothing_changed(client, mission, address):
    for since, status in ((FIRST, 304), (LATER, 304), (FIRST - timedelta(seconds=1), 200)):
        assert client.get(address, headers={"if-modified-since": said(since)}).status_code == status
    with at(LATER):
        withdraw(mission, by=None, reason="A date has to be checked.")
    assert client.get(address, headers={"if-modified-since": said(FIRST)}).status_code != 304


def test_a_page_that_is_gone_is_never_unchanged(client, mission):
    with at(LATER):
        withdraw(mission, by=None, reason="A date has to be checked.")
    response = client.get("/missions/nmi-page/", headers={"if-modified-since": said(LATER)})
    assert (response.status_code, response.has_header("Last-Modified")) == (410, False)


def test_what_a_page_is_called_says_more_than_when_it_was_made(client, mission):
    headers = {"if-modified-since": said(LATER), "if-none-match": '"another"'}
    assert client.get("/missions/nmi-page/", headers=headers).status_code == 200


def test_a_filtered_list_is_another_page(client, mission):
    whole, filtered = client.get("/missions/"), client.get("/missions/?organisation=NATO")
    assert whole["ETag"] != filtered["ETag"]


def test_a_text_of_the_host_names_no_publication(client, mission):
    Phase.objects.update(title="Beginning")
    assert not client.get("/about/").has_header("Last-Modified")
