"""“Save and publish”: one form, one more key press."""

import pytest
from django.urls import reverse

from missions.models import Edition
from tests.admin.browser_form import messages_in, save, sent_back
from tests.makers import make_edition, make_full_mission, make_mission, make_phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    mission = make_full_mission()
    make_edition(mission)
    return mission


MINE = {"publish-reason": "Mine"}


def form(mission) -> str:
    return reverse("admin:missions_mission_change", args=[mission.pk])


def panel_sent_back(response, **typed) -> dict[str, str]:
    panel = response.context["panel"]["form"]
    fields = {f"publish-{name}": panel[name].value() or "" for name in ("reason", "seen")}
    return sent_back(response) | fields | {"_publish_now": "1"} | typed


def test_saving_opens_difference_and_reason_in_the_same_form(publisher, mission):
    response = save(publisher, form(mission), name="Renamed", _publish="1")
    mission.refresh_from_db()
    page = response.content.decode()
    assert mission.name == "Renamed"
    assert response.request["PATH_INFO"] == form(mission)
    assert 'value="Publish edition 2" autofocus' in page
    assert "Changed the mission: name</textarea>" in page
    assert Edition.objects.count() == 1


def test_one_more_press_publishes(publisher, mission):
    opened = save(publisher, form(mission), name="Renamed", _publish="1")
    response = publisher.post(form(mission), panel_sent_back(opened), follow=True)
    assert Edition.objects.get(number=2).document["mission"]["name"] == "Renamed"
    assert Edition.objects.get(number=2).publisher == "Zeynep Aydın"
    assert [message[:20] for message in messages_in(response)] == ["Edition 2 is live: <"]
    assert response.request["PATH_INFO"] == form(mission)


def test_what_was_typed_after_the_panel_opened_is_saved_and_shown_first(publisher, mission):
    opened = save(publisher, form(mission), name="Renamed", _publish="1")
    again = publisher.post(
        form(mission), panel_sent_back(opened, acronym="R", **{"publish-reason": "Mine"}), follow=True
    )
    mission.refresh_from_db()
    assert mission.acronym == "R"
    assert Edition.objects.count() == 1
    assert messages_in(again) == [
        "The draft is another than was shown. This is the difference now; publish if it is right."
    ]
    assert again.context["panel"]["form"]["reason"].value() == "Mine"
    publisher.post(form(mission), panel_sent_back(again))
    assert Edition.objects.get(number=2).document["mission"]["acronym"] == "R"


def test_problems_are_shown_by_place_instead(publisher, mission):
    make_phase(mission, "relocation", title="Relocation", text="A bold claim.")
    page = save(publisher, form(mission), name="Renamed", _publish="1").content.decode()
    assert "?open=phases:relocation#id_phases-0-text" in page
    assert "_publish_now" not in page
    assert "Publish a part without what these stand in…" in page


def test_nothing_changed_is_said(publisher, mission):
    response = save(publisher, form(mission), _publish="1")
    assert "Nothing changed: readers already see this." in response.content.decode()
    assert "_publish_now" not in response.content.decode()


def test_a_missing_reason_is_asked_for_in_the_panel(publisher, mission):
    opened = save(publisher, form(mission), name="Renamed", _publish="1")
    again = publisher.post(form(mission), panel_sent_back(opened, **{"publish-reason": " "}), follow=True)
    assert messages_in(again) == ["Say why: readers see it."]
    assert "panel" in again.context
    assert Edition.objects.count() == 1


def test_a_writer_is_offered_no_panel_and_cannot_force_it(writer, mission):
    assert "Save and publish" not in writer.get(form(mission)).content.decode()
    opened = save(writer, form(mission), name="Renamed", _publish="1")
    assert "panel" not in opened.context
    assert "panel" not in writer.get(f"{form(mission)}?_publish=1").context
    save(writer, form(mission), **{"_publish_now": "1", "publish-reason": "Mine", "publish-seen": "x"})
    assert Edition.objects.count() == 1


def test_enter_in_a_field_saves_and_never_publishes(publisher, mission):
    page = save(publisher, form(mission), name="Renamed", _publish="1").content.decode()
    buttons = [page.index(f'name="{name}"') for name in ("_save", "_publish", "_publish_now")]
    assert buttons == sorted(buttons)


def test_a_reason_that_did_not_come_to_pass_waits_in_its_own_mission_s_panel(publisher, mission):
    other = make_mission("kfor", name="Kosovo Force")
    opened = save(publisher, form(mission), name="Renamed", _publish="1")
    publisher.post(form(mission), panel_sent_back(opened, acronym="R", **MINE))
    assert publisher.get(f"{form(other)}?_publish=1").context["panel"]["form"]["reason"].value() != "Mine"
    assert publisher.get(f"{form(mission)}?_publish=1").context["panel"]["form"]["reason"].value() == "Mine"
