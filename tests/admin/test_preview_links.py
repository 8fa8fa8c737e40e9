"""Links to a draft for people without an account: signed, dated, revocable, and kept out of everything else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from missions.admin.preview_links import LIFE
from missions.models import Mission, PreviewLink
from tests.makers import make_edition, make_full_mission, make_mission

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    mission = make_full_mission()
    make_edition(mission)
    mission.phases.update(title="Not yet published")
    return mission


def screen(mission) -> str:
    return reverse("admin:missions_mission_preview_links", args=[mission.pk])


def make_link(client, mission) -> str:
    """Make a link at the desk and return its path."""
    page = client.post(screen(mission), follow=True)
    ((_link, address),) = page.context["links"]
    assert address in page.content.decode()
    return address.removeprefix("http://localhost:8000")


@pytest.fixture
def link(writer, mission):
    address = make_link(writer, mission)
    writer.logout()
    return address


def test_a_link_shows_the_saved_draft_to_a_stranger(client, link):
    page = client.get(link).content.decode()
    assert "Not yet published" in page
    assert "This is a draft, shown to you by a private link." in page
    assert "Not saved when the link was made" not in page
    Mission.objects.update(name="Saved later")
    assert "Saved later" in client.get(link).content.decode()


def test_a_link_stays_out_of_caches_search_engines_and_referrers(client, link):
    response = client.get(link)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_the_page_does_not_repeat_its_own_address(client, link):
    assert link.split("/")[-2] not in client.get(link).content.decode()


def test_the_page_says_until_when(client, link):
    until = PreviewLink.objects.get().until
    assert f"{until:%H:%M} UTC" in client.get(link).content.decode()


def test_a_link_that_is_over_leads_nowhere(client, link, monkeypatch):
    later = timezone.now() + LIFE
    monkeypatch.setattr("django.utils.timezone.now", lambda: later - timedelta(minutes=1))
    assert client.get(link).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("ending", ["revoked", "altered", "over"])
def test_a_link_that_leads_nowhere_is_as_private_as_the_draft(client, link, ending):
    if ending == "revoked":
        PreviewLink.objects.all().delete()
    if ending == "over":
        PreviewLink.objects.update(until=timezone.now())
    response = client.get(f"{link[:-1]}x/" if ending == "altered" else link)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_a_later_end_in_the_database_makes_no_old_link_longer(client, link):
    PreviewLink.objects.update(until=timezone.now() + 2 * LIFE)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("place", [10, 20, -5])
def test_an_altered_link_leads_nowhere(client, link, place):
    other = "x" if link[place] != "x" else "y"
    altered = link[:place] + other + link[place:][1:]
    response = client.get(altered)
    assert response.status_code == 404
    assert "Not yet published" not in response.content.decode()


@pytest.mark.parametrize("token", ["x", "1", ":", "WzEsMV0:x", "é", "%00", "a" * 3000])
def test_a_guessed_link_leads_nowhere(client, mission, token):
    assert client.get(f"/preview/{token}/").status_code == 404


def test_a_revoked_link_leads_nowhere_and_the_others_stay(writer, mission):
    first = make_link(writer, mission)
    writer.post(screen(mission))
    writer.post(screen(mission), {"revoke": PreviewLink.objects.order_by("pk").first().pk})
    assert writer.get(first).status_code == 404
    ((_link, address),) = writer.get(screen(mission)).context["links"]
    assert writer.get(address).status_code == 200


def test_a_link_is_revoked_from_its_own_mission_only(writer, mission):
    link = make_link(writer, mission)
    other = make_mission("unami")
    for pk in (PreviewLink.objects.get().pk, "x", ""):
        page = writer.post(screen(other), {"revoke": pk}, follow=True).content.decode()
        assert "This link was revoked already." in page
    assert writer.get(link).status_code == 200


def test_a_deleted_mission_takes_its_links_along(publisher):
    mission = make_full_mission()
    link = make_link(publisher, mission)
    publisher.post(reverse("admin:missions_mission_delete", args=[mission.pk]), {"post": "yes"})
    assert publisher.get(link).status_code == 404


def test_the_form_leads_to_the_links(writer, mission):
    page = writer.get(reverse("admin:missions_mission_change", args=[mission.pk])).content.decode()
    assert f'href="{screen(mission)}"' in page
