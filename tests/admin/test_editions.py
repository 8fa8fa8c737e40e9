"""Editions and notices at the desk: shown to all, changed by nobody, brought back into the draft."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from missions.editions.publish import withdraw
from missions.models import Edition, Mission, Notice, Phase, Source
from tests.admin.browser_form import messages_in
from tests.makers import make_edition, make_full_mission

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(make_full_mission())


def restoring(edition) -> str:
    return reverse("admin:missions_edition_restore", args=[edition.pk])


@pytest.mark.parametrize("noun", ["edition", "notice"])
@pytest.mark.parametrize("action", ["change", "delete"])
def test_what_is_published_cannot_be_touched_even_by_a_superuser(boss, edition, noun, action):
    withdraw(edition.mission, by=None, reason="Under review")
    row = {"edition": Edition, "notice": Notice}[noun].objects.get()
    response = boss.post(reverse(f"admin:missions_{noun}_{action}", args=[row.pk]), {"post": "yes", "reason": "x"})
    assert response.status_code == 403


@pytest.mark.parametrize("noun", ["edition", "notice"])
def test_what_is_published_is_not_added_by_hand(boss, noun):
    assert boss.get(reverse(f"admin:missions_{noun}_add")).status_code == 403


def test_writers_read_editions(writer, edition):
    page = writer.get(reverse("admin:missions_edition_change", args=[edition.pk])).content.decode()
    assert "1 phase, 2 initiatives, 1 figure" in page
    assert reverse("edition", args=["nmi-page", 1]) in page


@pytest.mark.parametrize("noun", ["edition", "notice"])
def test_moments_are_printed_as_readers_see_them(writer, monkeypatch, noun):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 24, 0, 31, tzinfo=UTC))
    withdraw(make_edition(make_full_mission()).mission, by=None, reason="Under review")
    row = {"edition": Edition, "notice": Notice}[noun].objects.get()
    lists = reverse(f"admin:missions_{noun}_changelist")
    for address in (lists, reverse(f"admin:missions_{noun}_change", args=[row.pk])):
        assert ">24 November 2026, 00:31 UTC</time>" in writer.get(address).content.decode()


def test_only_publishers_are_offered_to_restore(publisher, edition):
    address = reverse("admin:missions_edition_change", args=[edition.pk])
    assert restoring(edition) in publisher.get(address).content.decode()


def test_an_edition_comes_back_into_the_draft(publisher, edition):
    mission = edition.mission
    mission.phases.update(title="Another title")
    make_edition(mission)
    response = publisher.post(restoring(edition), follow=True)
    assert messages_in(response)[0].startswith("Edition 1 is in the draft again; readers see no change")
    assert Phase.objects.get().title == "Establishment in Baghdad"


def test_unpublished_work_is_asked_about_before_it_is_lost(publisher, edition):
    Phase.objects.update(title="Not yet published")
    response = publisher.post(restoring(edition))
    assert response.status_code == 409
    assert "would lose it" in response.content.decode()
    assert Phase.objects.get().title == "Not yet published"
    publisher.post(restoring(edition), {"discard": response.context["losing"]})
    assert Phase.objects.get().title == "Establishment in Baghdad"


def test_unpublished_work_is_named_before_anything_is_pressed(publisher, edition):
    assert "would lose it" not in publisher.get(restoring(edition)).content.decode()
    Phase.objects.update(title="Not yet published")
    shown = publisher.get(restoring(edition))
    assert shown.status_code == 200
    assert "would lose it" in shown.content.decode()
    publisher.post(restoring(edition), {"discard": shown.context["losing"]})
    assert Phase.objects.get().title == "Establishment in Baghdad"


def test_sources_that_differ_are_named_and_kept(publisher, edition):
    Source.objects.update(title="Another title")
    asked = publisher.post(restoring(edition))
    response = publisher.post(restoring(edition), {"discard": asked.context["losing"]}, follow=True)
    (words,) = [message for message in messages_in(response) if "left as they are" in message]
    assert words.endswith("left as they are: nato-start.")
    assert Source.objects.get().title == "Another title"


def test_the_restore_screen_shows_no_change_of_a_source(publisher, edition):
    Source.objects.update(title="Another title")
    assert "Another title" not in publisher.get(restoring(edition)).content.decode()


def test_the_restore_screen_shows_what_would_change_in_the_draft(publisher, edition):
    Mission.objects.update(name="Renamed")
    assert "removed: </span>Renamed<" in publisher.get(restoring(edition)).content.decode()
