"""The library of sources at the desk."""

import pytest
from django.urls import reverse

from missions.models import Source
from tests.admin.browser_form import messages_in, save
from tests.makers import make_edition, make_full_mission, make_link, make_mission, make_phase, make_source

pytestmark = pytest.mark.django_db

ADD = "/admin/missions/source/add/"
NEW = {"publisher": "Anadolu Agency", "title": "NATO relocates Iraq mission personnel", "kind": "press"}


def change(source) -> str:
    return reverse("admin:missions_source_change", args=[source.pk])


def test_a_key_is_made_of_publisher_title_and_year(writer):
    save(writer, ADD, **NEW, published="20 March 2026")
    assert Source.objects.get().key == "anadolu-agency-nato-relocates-iraq-mission-personnel-2026"


def test_a_key_made_by_itself_is_never_the_editors_mark(writer):
    save(writer, ADD, publisher="Editorial", kind="press")
    assert Source.objects.get().key == "editorial-2"


def test_a_new_wording_names_the_live_missions_that_show_the_old_one(publisher):
    make_edition(make_full_mission())
    (message,) = messages_in(save(publisher, change(Source.objects.get()), title="Another title"))
    assert message.startswith("Saved. NATO Mission Iraq (edition 1) still shows the old wording.")
    assert "Publish the new wording…</a>" in message


def test_a_source_saved_as_it_was_is_shown_as_it_is(publisher):
    make_edition(make_full_mission())
    (message,) = messages_in(save(publisher, change(Source.objects.get())))
    assert message == "Saved. No published mission shows another wording of this source."


def test_a_source_cited_by_an_edition_cannot_be_deleted_and_says_where(boss):
    mission = make_full_mission()
    make_edition(mission)
    source = Source.objects.get()
    for response in (boss.get(delete(source)), boss.post(delete(source), {"post": "yes"})):
        assert response.status_code == 403
        assert (
            "it is cited in NATO Mission Iraq (edition 1) and the draft of NATO Mission Iraq (summary"
            in response.content.decode()
        )
    assert Source.objects.exists()


def test_a_source_of_a_link_cannot_be_deleted_and_says_where(boss):
    source = make_source("linked")
    make_link(make_mission(), source, label="Official page")
    assert "(link “Official page”)" in boss.post(delete(source), {"post": "yes"}).content.decode()


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ({"text": "Said. [@other; @needle, p. 4]"}, "phase “Relocation”"),
        ({"citations": "[@needle]"}, "phase “Relocation”"),
    ],
)
def test_a_source_cited_in_a_draft_cannot_be_deleted_and_says_where(boss, fields, places):
    source = make_source("needle")
    make_phase(make_mission(summary="Said. [@needle]"), title="Relocation", **fields)
    response = boss.post(delete(source), {"post": "yes"})
    assert response.status_code == 403
    assert f"it is cited in the draft of NATO Mission Iraq (summary, {places})." in response.content.decode()
    assert Source.objects.filter(key="needle").exists()


def test_a_source_whose_key_begins_another_cited_key_can_be_deleted(boss):
    source = make_source("needle")
    make_mission(summary="Said. [@needle-2]")
    boss.post(delete(source), {"post": "yes"})
    assert not Source.objects.filter(key="needle").exists()


def test_the_box_for_archived_copies_is_as_large_as_its_neighbours(writer):
    form = writer.get(ADD).context["adminform"].form
    copies, note = (form[name].field.widget.attrs for name in ("copies", "note"))
    assert (copies["rows"], copies["class"]) == (note["rows"], note["class"])


def test_a_source_nobody_cites_can_be_deleted(boss):
    boss.post(delete(make_source()), {"post": "yes"})
    assert not Source.objects.exists()


def delete(source) -> str:
    return reverse("admin:missions_source_delete", args=[source.pk])


@pytest.mark.parametrize("typed", ["a", "1.5", "9" * 30, "\u0660"])
def test_a_source_that_is_picked_by_no_number_is_refused_on_the_form(writer, typed):
    mission = make_mission()
    sent = {"mission": mission.pk, "label": "More", "source": typed, "position": "0"}
    response = writer.post("/admin/missions/link/add/", sent)
    assert response.status_code == 200
    assert "source" in response.context["adminform"].form.errors


@pytest.mark.parametrize(
    "address",
    ["/admin/missions/source/?kind__exact=%00", "/admin/missions/mission/?q=%00", "/admin/auth/user/?q=a%00"],
)
def test_an_address_with_nul_is_refused_before_it_reaches_a_database(boss, address):
    assert boss.get(address).status_code == 400
