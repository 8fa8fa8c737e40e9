"""Pictures on the pages: links, words, and the same as a table."""

import re
from collections import Counter

import pytest

from tests.makers import make_edition, make_figure, make_full_mission, make_mission
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db
ADDRESS = "/missions/nmi-page/"


def test_every_bar_of_the_axis_leads_to_its_entry(client):
    make_edition(make_full_mission())
    page = parsed(client.get(ADDRESS))
    assert {"#mission-dates", "#phase-establishment", "#leader-fortin"} <= set(page.links)
    assert "Establishment in Baghdad: 31 October 2018 to 3 January 2020" in page.words


def test_a_mission_with_nothing_to_show_has_no_axis(client):
    make_edition(make_mission())
    assert "<svg" not in client.get(ADDRESS).content.decode()


def test_coordinates_are_the_same_in_every_language(client, settings):
    make_edition(make_full_mission())
    settings.LANGUAGE_CODE = "de"
    places = re.findall(r' (?:x|x1|x2|y|y1|y2|height)="([^"]*)"', client.get(ADDRESS).content.decode())
    assert places
    assert [place for place in places if not re.fullmatch(r"-?[0-9.]+(%|em|)", place)] == []


def test_every_mark_of_a_chart_leads_to_its_row(client):
    mission = make_mission()
    make_figure(mission, "planned", low=580, wording="", quality="planned", date="2018-08")
    make_figure(mission, "reported", low=500, high=700, wording="", date="2022")
    make_edition(mission)
    page = parsed(client.get(ADDRESS))
    assert min(Counter(page.links)[f"#figure-{key}"] for key in ("planned", "reported")) >= 2
    assert {"figure-planned", "figure-reported"} <= set(page.ids)
    assert "500 to 700, reported, 2022" in page.words


def test_one_number_makes_no_chart(client):
    make_edition(make_full_mission())
    assert 'class="chart"' not in client.get(ADDRESS).content.decode()
