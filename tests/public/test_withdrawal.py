"""A withdrawn record: out of every list, still readable, and nobody is left to wonder."""

import pytest

from missions.editions.publish import republish, withdraw
from tests.public.addresses import make_site
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn():
    mission = make_site()
    withdraw(mission, by=None, reason="A date has to be checked.")
    return mission


def test_its_address_says_that_it_is_gone_and_why(client, withdrawn):
    response = client.get("/missions/nmi-page/")
    assert response.status_code == 410
    words = parsed(response).words
    assert words.index("A date has to be checked.") < words.index("in October 2018")
    assert parsed(response).metas["robots"] == "noindex"


@pytest.mark.parametrize("address", ["/", "/missions/", "/sources/", "/sitemap.xml"])
def test_it_leaves_every_list(client, withdrawn, address):
    assert b"nmi-page" not in client.get(address).content


@pytest.mark.parametrize("address", ["/", "/missions/", "/sources/"])
def test_an_empty_list_does_not_deny_what_was_published(client, withdrawn, address):
    words = parsed(client.get(address)).words
    assert "No record is live at present." in words
    assert "yet" not in words


def test_its_editions_stay_readable_under_the_notice(client, withdrawn):
    response = client.get("/missions/nmi-page/editions/1/")
    assert response.status_code == 200
    assert "A date has to be checked." in parsed(response).words


def test_its_history_names_the_withdrawal(client, withdrawn):
    assert (
        "Withdrawn as of edition 2 A date has to be checked."
        in parsed(client.get("/missions/nmi-page/editions/")).words
    )


def test_a_republished_record_is_back_and_is_the_latest_change(client, withdrawn):
    republish(withdrawn, by=None, reason="The date holds.")
    assert client.get("/missions/nmi-page/").status_code == 200
    assert "Edition 2 republished The date holds." in parsed(client.get("/")).words
