"""A clock that is years off: readers get pages, the order of editions stays, sessions end, and no true backup goes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from missions.editions.publish import withdraw
from missions.editions.seal import broken_chains
from missions.keeping.backups import name_after
from missions.models import Mission, Phase, PreviewLink
from tests.makers import make_edition, make_mission, make_phase, make_user
from tests.public.addresses import ADDRESSES, make_site

YEARS = timedelta(days=3650)
OFF = pytest.mark.parametrize("off", [YEARS, -YEARS], ids=["ahead", "behind"])


@pytest.fixture
def set_clock(monkeypatch):
    """Set the clock off by so much, as every part of the site reads it."""

    def set_clock(off):
        monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) + off)
        monkeypatch.setattr("missions.admin.sessions.now", timezone.now)

    return set_clock


@OFF
@pytest.mark.django_db
def test_readers_get_every_page(client, set_clock, off):
    make_site()
    # Of a day that is still to come there is nothing to tell.
    addresses = [address for address in ADDRESSES.values() if "2018-10-31" not in address]
    known = [client.get(address).status_code for address in addresses]
    set_clock(off)
    assert [client.get(address).status_code for address in addresses] == known


@pytest.mark.django_db
def test_editions_and_notices_keep_their_order_under_a_clock_that_was_set_back(set_clock):
    make_phase(mission := make_mission())
    set_clock(YEARS)
    first = make_edition(mission)
    set_clock(timedelta())
    Phase.objects.update(title="Later")
    second = make_edition(mission, reason="Renamed a phase")
    notice = withdraw(mission, by=None, reason="A date has to be checked.")
    assert first.published_at <= second.published_at <= notice.made_at
    assert mission.editions.first() == second
    assert broken_chains(Mission.objects.all()) == []


@OFF
@pytest.mark.django_db
def test_a_session_does_not_outlive_a_clock_that_was_set(client, set_clock, off):
    client.force_login(make_user("boss", is_superuser=True))
    assert client.get("/admin/").status_code == 200
    set_clock(off)
    assert client.get("/admin/").status_code == 302


@pytest.mark.django_db
def test_a_link_to_a_draft_that_seems_to_be_made_later_leads_nowhere(set_clock):
    made_at = timezone.now() + YEARS
    link = PreviewLink.objects.create(mission=make_mission(), made_at=made_at, until=made_at + timedelta(days=7))
    assert PreviewLink.objects.behind(link.token) is None
    set_clock(YEARS + timedelta(seconds=5))
    assert PreviewLink.objects.behind(link.token) == link


@pytest.mark.parametrize("at", [datetime(2016, 1, 1, tzinfo=UTC), datetime(2026, 11, 27, 3, tzinfo=UTC)])
def test_the_backup_that_was_just_made_stands_last_whatever_the_clock_says(tmp_path, at):
    for name in ("record-20251127T030000Z.zip", "record-20261127T030000Z.zip", "record-other.txt"):
        (tmp_path / name).touch()
    assert name_after(tmp_path, at) == "record-20261127T030001Z.zip"


def test_a_backup_is_named_for_its_time_where_none_is_later(tmp_path):
    (tmp_path / "record-20251127T030000Z.zip").touch()
    assert name_after(tmp_path, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) == "record-20260102T030405Z.zip"
