"""What readers find at the address of a source that the editors merged into another."""

import pytest

from missions.editions.rekey import merge
from missions.models import Source
from tests.makers import make_edition, make_full_mission, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission(client):
    mission = make_full_mission()
    make_edition(mission)
    merge(Source.objects.get(), into=make_source("kept"))
    return mission


def test_a_merged_source_stands_as_long_as_readers_see_it(client, mission):
    assert client.get("/sources/nato-start/").status_code == 200
    assert client.get("/sources/kept/").status_code == 404


def test_the_address_of_a_merged_source_leads_to_the_one_that_was_kept(client, mission):
    make_edition(mission, reason="Merged two sources")
    assert client.get("/sources/nato-start/")["Location"] == "/sources/kept/"
    assert client.get("/sources/kept/").status_code == 200


def test_the_fixed_page_still_shows_the_merged_source(client, mission):
    make_edition(mission, reason="Merged two sources")
    assert b"/sources/nato-start/" in client.get("/missions/nmi-page/editions/1/").content
