"""What binds every address of data: open to read from anywhere, nothing to send, kept and found as pages are."""

import pytest

from missions.editions.publish import withdraw
from missions.models import Mission, Phase
from tests.makers import make_edition
from tests.public.addresses import ADDRESSES, make_site

pytestmark = pytest.mark.django_db
TYPES = {
    ".json": "application/json",
    ".schema.json": "application/schema+json",
    ".md": "text/markdown; charset=utf-8; variant=CommonMark",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".csl.json": "application/vnd.citationstyles.csl+json",
}
FILES = [address for address in ADDRESSES.values() if address.endswith(tuple(TYPES))]
OF_MISSION = [address for address in FILES if address.startswith("/missions/")]
LIVE = [address for address in OF_MISSION if "editions" not in address]


@pytest.mark.parametrize("address", FILES)
def test_scripts_of_other_sites_may_read_data(client, address):
    make_site()
    response = client.get(address, headers={"origin": "https://elsewhere.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies
    ending = address[address.index(".") :]
    assert response["Content-Type"] == TYPES[ending]


@pytest.mark.parametrize("address", sorted(set(ADDRESSES.values()) - set(FILES)))
def test_scripts_of_other_sites_may_not_read_pages(client, address):
    make_site()
    assert "Access-Control-Allow-Origin" not in client.get(address)


@pytest.mark.parametrize("address", FILES)
def test_data_is_only_read(client, address):
    make_site()
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("address", FILES)
def test_unchanged_data_is_not_sent_again(client, address):
    make_site()
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "no-cache")
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", [address for address in FILES if "schema" not in address])
def test_a_new_edition_or_notice_makes_new_data(client, address):
    mission = make_site()
    for change in (
        lambda: make_edition(mission, reason="Renamed"),
        lambda: withdraw(mission, by=None, reason="Wrong."),
    ):
        tag = client.get(address)["ETag"]
        Phase.objects.update(title="Beginning")
        change()
        assert client.get(address, headers={"if-none-match": tag}).status_code in (200, 410)


@pytest.mark.parametrize("address", OF_MISSION)
def test_an_earlier_address_of_a_mission_leads_to_the_same_file(client, address):
    mission = make_site()
    Mission.objects.update(slug="renamed")
    make_edition(mission, reason="Renamed")
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, address.replace("nmi-page", "renamed"))
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", LIVE)
def test_the_live_data_of_a_withdrawn_record_is_gone_and_says_why(client, address):
    withdraw(make_site(), by=None, reason="A date has to be checked.")
    response = client.get(address, headers={"if-none-match": "*"})
    assert (response.status_code, response.has_header("ETag")) == (410, False)
    assert "A date has to be checked." in response.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/missions/nowhere.json", "/missions/nmi-page/editions/0.json", "/missions/nmi-page/editions/3.md",
     "/missions/nmi-page/editions/3/phases.csv"],
)  # fmt: skip
def test_data_that_is_not_there_is_told_to_scripts_too(client, address):
    make_site()
    response = client.get(address)
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (404, "*")


def test_there_are_no_other_tables(client):
    make_site()
    assert client.get("/missions/nmi-page/drafts.csv").status_code == 404
