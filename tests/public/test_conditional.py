"""A repeat visit costs no page: browsers ask whether what they keep is still the same."""

import pytest

from missions.editions.publish import republish, withdraw
from missions.models import Edition, Phase
from missions.models.frozen import open_door
from missions.public import past, reading, release
from tests.makers import make_edition, make_mission
from tests.public.addresses import make_site

pytestmark = pytest.mark.django_db
KEPT = [f"/missions/nmi-page/{place}" for place in ("", "editions/", "editions/1/", "editions/1-2/")]


@pytest.fixture
def mission():
    return make_site()


def again(client, address, first):
    """Visit an address once more with what the first visit left in the browser."""
    return client.get(address, headers={"if-none-match": first["ETag"]})


def test_an_unchanged_page_is_not_made_again(client, mission, monkeypatch):
    first = {address: client.get(address) for address in KEPT}
    for door, making in ((reading, "mission"), (reading, "edition"), (past, "history"), (past, "comparison")):
        monkeypatch.delattr(door, making)
    for address in KEPT:
        response = again(client, address, first[address])
        assert (response.status_code, response["Cache-Control"]) == (304, "no-cache")


def test_every_page_has_a_tag_of_its_own(client, mission):
    assert len({client.get(address)["ETag"] for address in KEPT}) == len(KEPT)


@pytest.mark.parametrize("address", KEPT)
def test_a_new_edition_makes_a_new_page(client, mission, address):
    first = client.get(address)
    Phase.objects.update(title="Beginning")
    make_edition(mission, reason="Renamed the phase")
    assert again(client, address, first).status_code == 200


def test_a_notice_makes_a_new_page(client, mission):
    first = {address: client.get(address) for address in KEPT}
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert [again(client, address, first[address]).status_code for address in KEPT] == [410, 200, 200, 200]
    republish(mission, by=None, reason="The date holds.")
    assert [again(client, address, first[address]).status_code for address in KEPT] == [200] * 4


def test_an_edition_that_is_seen_after_one_of_a_higher_key_changes_the_state_of_the_site(mission):
    newest = Edition.objects.latest("pk")
    states = [reading.state_of_site()]
    for place, key in ((9, "late"), (8, "early")):
        copied = {name: getattr(newest, name) for name in ("published_at", "publisher", "reason", "document")}
        with open_door():
            Edition.objects.bulk_create(
                [Edition(pk=newest.pk + place, mission=make_mission(key), number=1, slug=key, seal=key, **copied)]
            )
        states.append(reading.state_of_site())
    assert len({*states}) == 3


def test_a_page_that_is_gone_is_always_sent_whole(client, mission):
    withdraw(mission, by=None, reason="A date has to be checked.")
    response = client.get("/missions/nmi-page/", headers={"if-none-match": "*"})
    assert (response.status_code, response["Cache-Control"], response.has_header("ETag")) == (410, "no-cache", False)


@pytest.mark.parametrize(("place", "status"), [("editions/3/", 404), ("editions/1-3/", 404), ("editions/2-1/", 301)])
def test_what_is_elsewhere_or_nowhere_is_never_unchanged(client, mission, place, status):
    assert client.get(f"/missions/nmi-page/{place}", headers={"if-none-match": "*"}).status_code == status


@pytest.mark.parametrize("changed", ["code", "static"])
def test_another_release_or_style_sheet_makes_a_new_page(client, mission, monkeypatch, changed):
    first = client.get("/missions/nmi-page/")
    monkeypatch.setattr(release, changed, lambda *_: "another")
    assert again(client, "/missions/nmi-page/", first).status_code == 200


def test_another_name_of_the_site_makes_a_new_page(client, mission, settings):
    first = client.get("/missions/nmi-page/")
    settings.SITE_NAME = "Another Record"
    assert again(client, "/missions/nmi-page/", first).status_code == 200


def test_a_release_is_known_by_what_its_files_say(tmp_path):
    (tmp_path / "site.css").write_text("a {}")
    before = release.fingerprint_of([tmp_path])
    (tmp_path / "site.css").write_text("b {}")
    assert release.fingerprint_of([tmp_path]) != before
