"""Who may do what at the desk, on every address of its own, guessed or not."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse

from missions.models import Edition, Notice
from tests.makers import make_edition, make_full_mission, make_user

pytestmark = pytest.mark.django_db

PUBLISHING = ["missions_mission_publish", "missions_mission_withdraw", "missions_mission_republish"]
DECIDING = [*PUBLISHING, "missions_edition_restore"]
WRITING = ["missions_mission_bring_back", "missions_mission_preview_links"]
READING = ["missions_mission_changes"]
EVERY = [*DECIDING, *WRITING, *READING]


@pytest.fixture
def addresses():
    mission = make_full_mission()
    edition = make_edition(mission)
    pks = {"missions_edition_restore": edition.pk}
    return {name: reverse(f"admin:{name}", args=[pks.get(name, mission.pk)]) for name in EVERY}


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_login(client, addresses, name, method):
    response = getattr(client, method)(addresses[name])
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_a_right_are_refused_with_a_sentence(client, addresses, name, method):
    client.force_login(make_user("bare"))
    response = getattr(client, method)(addresses[name])
    assert response.status_code == 403
    assert "Ask a publisher" in response.content.decode()


@pytest.mark.parametrize("name", DECIDING)
@pytest.mark.parametrize("method", ["get", "post"])
def test_writers_may_not_decide_what_readers_see(writer, addresses, name, method):
    response = getattr(writer, method)(addresses[name], {"reason": "Because", "seen": "x"})
    assert response.status_code == 403
    assert "may write but not publish" in response.content.decode()
    assert (Edition.objects.count(), Notice.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", [*DECIDING, *READING])
def test_publishers_open_every_screen(publisher, addresses, name):
    assert publisher.get(addresses[name]).status_code == 200


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_only_read_changes_no_draft(client, addresses, name, method):
    reader = make_user("reader")
    reader.user_permissions.add(Permission.objects.get(codename="view_mission"))
    client.force_login(reader)
    response = getattr(client, method)(addresses[name])
    assert response.status_code == 403
    assert "may read this record but not write" in response.content.decode()


def test_writers_see_what_would_change(writer, addresses):
    assert writer.get(addresses["missions_mission_changes"]).status_code == 200


def test_writers_are_offered_no_way_to_publish(writer, addresses):
    mission = Edition.objects.get().mission
    page = writer.get(reverse("admin:missions_mission_change", args=[mission.pk])).content.decode()
    assert addresses["missions_mission_publish"] not in page
    assert addresses["missions_mission_withdraw"] not in page


def rights(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_publishers_have_the_rights_of_writers_and_one_more():
    assert rights("Publishers") - rights("Writers") == {"publish_mission"}


def test_writers_write_content_and_delete_entries_only():
    writers = rights("Writers")
    assert {"add_mission", "change_phase", "view_source", "delete_phase", "view_edition"} <= writers
    assert not {"delete_mission", "delete_source", "change_edition", "add_notice", "publish_mission"} & writers


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_groups_are_taken_away_and_made_again():
    call_command("migrate", "missions", "0001", verbosity=0)
    assert not Group.objects.exists()
    call_command("migrate", "missions", verbosity=0)
    assert "publish_mission" in rights("Publishers")
