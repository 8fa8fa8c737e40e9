"""Deleting: what was never published may go, what was published is withdrawn, and a deleted entry comes back."""

import pytest
from django.urls import reverse

from missions.editions.document import compose
from missions.editions.publish import publish, withdraw
from missions.editions.record import Record
from missions.models import Edition, Mission, Source
from tests.admin.browser_form import messages_in
from tests.makers import make_edition, make_full_mission, make_initiative, make_mission

pytestmark = pytest.mark.django_db

SENTENCE = "Published records are withdrawn, not deleted"


def address(name: str, mission) -> str:
    return reverse(f"admin:missions_mission_{name}", args=[mission.pk])


def test_a_mission_that_was_never_published_is_deleted(publisher):
    mission = make_full_mission()
    assert address("delete", mission) in publisher.get(address("change", mission)).content.decode()
    publisher.post(address("delete", mission), {"post": "yes"})
    assert not Mission.objects.exists()


def test_a_writer_deletes_no_mission(writer):
    mission = make_full_mission()
    assert address("delete", mission) not in writer.get(address("change", mission)).content.decode()
    assert writer.post(address("delete", mission), {"post": "yes"}).status_code == 403
    assert Mission.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_published_mission_is_withdrawn_instead(boss, method):
    mission = make_full_mission()
    make_edition(mission)
    response = getattr(boss, method)(address("delete", mission), {"post": "yes"})
    assert response.status_code == 403
    assert SENTENCE in response.content.decode()
    assert address("withdraw", mission) in response.content.decode()
    assert Mission.objects.exists()


def test_where_its_delete_button_was_a_published_mission_leads_to_withdraw(publisher):
    mission = make_full_mission()
    make_edition(mission)
    link = f'<a href="{address("withdraw", mission)}">{SENTENCE}</a>'
    page = publisher.get(address("change", mission)).content.decode()
    assert link in page
    assert address("delete", mission) not in page
    withdraw(mission, by=None, reason="Under review")
    page = publisher.get(address("change", mission)).content.decode()
    assert link not in page
    assert SENTENCE in page


def test_a_writer_reads_the_sentence_without_the_way(writer):
    mission = make_full_mission()
    make_edition(mission)
    page = writer.get(address("change", mission)).content.decode()
    assert SENTENCE in page
    assert address("withdraw", mission) not in page


def test_a_mission_published_while_its_deletion_is_asked_for_stays(boss, monkeypatch):
    mission = make_full_mission()
    monkeypatch.setattr("missions.admin.deleting.lock", lambda one: publish(one, by=None, reason="Meanwhile"))
    response = boss.post(address("delete", mission), {"post": "yes"})
    assert response.status_code == 403
    assert SENTENCE in response.content.decode()
    assert Mission.objects.exists()


SECTIONS = ["phases", "initiatives", "figures", "leaders", "quotations", "links"]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_deleted_entry_comes_back_as_it_is_live(writer, section):
    mission = make_full_mission()
    make_edition(mission)
    entry = getattr(mission, section).first()
    name = f"{section}/{entry.key}"
    entry.delete()
    page = writer.get(address("changes", mission)).content.decode()
    assert f'form="bring-back" name="entry" value="{name}"' in page
    response = writer.post(address("bring_back", mission), {"entry": name}, follow=True)
    assert "is in the draft again." in messages_in(response)[0]
    assert compose(Record.from_draft(mission.pk)) == Edition.objects.get().document


def test_the_form_says_what_was_deleted_from_it(writer):
    mission = make_full_mission()
    make_edition(mission)
    assert "Deleted from the draft" not in writer.get(address("change", mission)).content.decode()
    mission.leaders.all().delete()
    mission.links.all().delete()
    page = writer.get(address("change", mission)).content.decode()
    assert "since edition 1: leader “Dany Fortin”, link “The official page of the mission”." in page
    assert f'<a href="{address("changes", mission)}">See and bring back…</a>' in page


@pytest.mark.parametrize("screen", ["changes", "publish"])
def test_the_button_carries_the_token_of_the_page(publisher, screen):
    mission = make_full_mission()
    make_edition(mission)
    mission.leaders.all().delete()
    form = (
        publisher.get(address(screen, mission)).content.decode().split('<form id="bring-back"')[1].split("</form>")[0]
    )
    assert "csrfmiddlewaretoken" in form


def test_only_that_entry_comes_back(writer):
    mission = make_full_mission()
    make_edition(mission)
    mission.leaders.all().delete()
    mission.figures.all().delete()
    mission.phases.update(title="Unpublished work")
    writer.post(address("bring_back", mission), {"entry": "leaders/fortin"})
    assert mission.leaders.exists()
    assert not mission.figures.exists()
    assert mission.phases.get().title == "Unpublished work"


def test_a_source_that_went_with_it_comes_back_too(writer):
    mission = make_full_mission()
    make_edition(mission)
    mission.leaders.all().delete()
    Source.objects.filter(key="nato-start").update(key="renamed")
    writer.post(address("bring_back", mission), {"entry": "leaders/fortin"})
    assert Source.objects.filter(key="nato-start").exists()


def test_an_initiative_comes_back_at_its_place(writer):
    mission = make_mission()
    for number, key in enumerate("abcd", 1):
        make_initiative(mission, key, position=number)
    make_edition(mission)
    mission.initiatives.filter(key="b").delete()
    for number, key in enumerate("acd", 1):
        mission.initiatives.filter(key=key).update(position=number)
    writer.post(address("bring_back", mission), {"entry": "initiatives/b"})
    assert list(mission.initiatives.order_by("position").values_list("key", flat=True)) == list("abcd")


@pytest.mark.parametrize("entry", ["", "leaders", "leaders/", "leaders/nobody", "leaders/fortin", "mission/nmi", "x/y"])
def test_what_is_not_deleted_does_not_come_back(writer, entry):
    mission = make_full_mission()
    make_edition(mission)
    response = writer.post(address("bring_back", mission), {"entry": entry}, follow=True)
    assert messages_in(response)[0].startswith("Nothing was brought back")
    assert compose(Record.from_draft(mission.pk)) == Edition.objects.get().document


def test_bringing_back_is_asked_for_by_a_button_alone(writer):
    assert writer.get(address("bring_back", make_mission())).status_code == 405
