"""Screens of their own: a row that others changed or deleted while it was open."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from missions.editions.rekey import merge
from missions.files.load import load
from missions.models import Mission, Phase, Source
from tests.admin.browser_form import all_open, sent_back
from tests.admin.conflict_page import answer, page_of
from tests.makers import make_edition, make_full_mission, make_initiative, make_mission, make_phase, make_source

pytestmark = pytest.mark.django_db


def change(row) -> str:
    return reverse(f"admin:missions_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row) -> dict[str, str]:
    """Open the form of a row; returns what it would send back, with what it holds besides its fields."""
    shown = client.get(all_open(row) if isinstance(row, Mission) else change(row))
    mission = {"mission": str(row.mission_id)} if hasattr(row, "mission_id") else {}
    assert all(f'name="mission" value="{value}"' in shown.content.decode() for value in mission.values())
    return sent_back(shown) | mission


@pytest.mark.parametrize(
    ("make", "field"),
    [(lambda: make_phase(make_mission()), "text"), (lambda: make_initiative(make_mission()), "text")],
    ids=["phase", "initiative"],
)
@pytest.mark.parametrize("place", ["own", "mission"])
def test_an_entry_collides_whichever_screen_the_other_used(writer, boss, make, field, place):
    entry = make()
    form = opened(writer, entry)
    if place == "own":
        boss.post(change(entry), opened(boss, entry) | {field: "Theirs."})
    else:
        prefix = f"{entry._meta.model_name}s-0"
        boss.post(change(entry.mission), opened(boss, entry.mission) | {f"{prefix}-{field}": "Theirs."})
    response = writer.post(change(entry), form | {field: "Mine."})
    assert response.status_code == 409
    assert page_of(response.context["questions"][0])["Saved meanwhile"] == "Theirs."
    writer.post(change(entry), answer(response, **{f"choice:{field}": "mine"}))
    entry.refresh_from_db()
    assert getattr(entry, field) == "Mine."


def test_a_source_collides(writer):
    source = make_source(title="As opened")
    form = opened(writer, source)
    Source.objects.update(title="Theirs", note="Theirs")
    response = writer.post(change(source), form | {"title": "Mine"})
    assert response.status_code == 409
    writer.post(change(source), answer(response, **{"choice:title": "mine"}))
    source.refresh_from_db()
    assert (source.title, source.note) == ("Mine", "Theirs")


def test_the_page_says_who_saved_last(writer, boss):
    source = make_source()
    form = opened(writer, source)
    boss.post(change(source), opened(boss, source) | {"title": "Theirs"})
    page = writer.post(change(source), form | {"title": "Mine"}).content.decode()
    assert "Saved last on this screen: <bdi>boss</bdi>" in page


LOADED = """\
- model: missions.source
  fields:
    key: rules
    publisher: NATO
    kind: official
    title: {}
"""


def test_a_load_in_between_collides_as_a_person_does(writer, tmp_path):
    file = tmp_path / "sources.yaml"
    file.write_text(LOADED.format("First"))
    load([file])
    source = Source.objects.get()
    form = opened(writer, source)
    file.write_text(LOADED.format("Loaded"))
    load([file])
    response = writer.post(change(source), form | {"title": "Mine"})
    assert response.status_code == 409
    assert page_of(response.context["questions"][0])["Saved meanwhile"] == "Loaded"


def test_publishing_in_between_needs_no_extra_step(writer):
    mission = make_full_mission()
    form = opened(writer, mission)
    make_edition(mission)
    assert writer.post(change(mission), form | {"name": "Mine"}).status_code == 302


@pytest.mark.parametrize("make", [lambda: make_phase(make_mission(), "start"), lambda: make_source("start")])
def test_a_row_others_deleted_can_be_made_again_under_its_key(writer, make):
    row = make()
    form = opened(writer, row)
    type(row).objects.filter(pk=row.pk).delete()
    response = writer.post(change(row), form | {"title": "Mine"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "this was deleted since you opened the form" in page
    assert "<ins>" in page
    assert not type(row).objects.filter(key="start").exists()
    response = writer.post(reverse(f"admin:missions_{row._meta.model_name}_add"), answer(response))
    assert response.status_code == 302
    assert type(row).objects.get(key="start").title == "Mine"


@pytest.mark.parametrize("is_cited", [True, False])
def test_what_was_typed_into_a_source_that_others_merged_is_shown(writer, is_cited):
    source, kept = make_source("start"), make_source("kept")
    if is_cited:
        make_edition(make_mission(summary="One. [@start]", citations="[@start]"))
    form = opened(writer, source)
    merge(Source.objects.get(pk=source.pk), into=kept)
    response = writer.post(change(source), form | {"title": "My words"})
    assert response.status_code == 409
    assert "My words" in response.content.decode()
    again = writer.post(reverse("admin:missions_source_add"), answer(response))
    assert (again.status_code, again.context["adminform"].form["title"].value()) == (200, "My words")
    assert "Another source has or had this key" in again.content.decode()


def test_a_mission_others_deleted_can_be_made_again_with_what_was_open(writer):
    mission = make_full_mission()
    form, address = opened(writer, mission), change(mission)
    mission.delete()
    response = writer.post(address, form | {"phases-0-text": "Mine.", "name": "Renamed"})
    assert (response.status_code, Mission.objects.count()) == (409, 0)
    assert "Mine." in response.content.decode()
    assert writer.post(reverse("admin:missions_mission_add"), answer(response)).status_code == 302
    again = Mission.objects.get()
    assert (again.key, again.slug, again.name) == ("nmi", "nmi-page", "Renamed")
    assert (again.phases.get().key, again.phases.get().text) == ("establishment", "Mine.")
    assert again.initiatives.count() == 2


def test_who_may_not_add_keeps_the_words_and_is_told_whom_to_ask(writer):
    source = make_source()
    form = opened(writer, source)
    source.delete()
    group = writer.get("/admin/").wsgi_request.user.groups.get()
    group.permissions.remove(Permission.objects.get(codename="add_source"))
    page = writer.post(change(source), form | {"title": "My words"}).content.decode()
    assert "My words" in page
    assert "Your account may not make it again" in page


def test_who_may_not_change_sees_no_words_of_others(writer):
    source = make_source()
    form = opened(writer, source)
    Source.objects.update(title="Theirs")
    group = writer.get("/admin/").wsgi_request.user.groups.get()
    group.permissions.remove(Permission.objects.get(codename="change_source"))
    assert writer.post(change(source), form | {"title": "Mine"}).status_code == 403


def deleting(client, row):
    """Open the page that asks whether a row is to be deleted; returns its address and what it would send."""
    address = reverse(f"admin:missions_{row._meta.model_name}_delete", args=[row.pk])
    shown = client.get(address)
    return address, {"post": "yes", "seen": shown.context["seen"]}


@pytest.mark.parametrize(
    ("make", "field"),
    [(lambda: make_phase(make_mission()), "text"), (make_source, "title"), (make_mission, "summary")],
    ids=["phase", "source", "mission"],
)
def test_deleting_a_row_others_changed_shows_what_they_wrote(boss, make, field):
    row = make()
    address, sent = deleting(boss, row)
    type(row).objects.filter(pk=row.pk).update(**{field: "Theirs, at length"})
    response = boss.post(address, sent)
    assert response.status_code == 409
    assert "Theirs, at length" in response.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()
    boss.post(address, sent | {"seen": response.context["seen"]})
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_deleting_a_mission_whose_entries_others_changed_asks_again(boss):
    mission = make_full_mission()
    address, sent = deleting(boss, mission)
    Phase.objects.update(text="Theirs, at length")
    response = boss.post(address, sent)
    assert response.status_code == 409
    assert "Theirs, at length" in response.content.decode()
    assert Mission.objects.exists()


def test_deleting_a_row_nobody_changed_needs_no_extra_step(boss):
    phase = make_phase(make_mission())
    address, sent = deleting(boss, phase)
    assert boss.post(address, sent).status_code == 302
    assert not Phase.objects.exists()
