"""Ticks on the publish screen: what is published, what is left, and that nothing unseen goes out."""

import re

import pytest
from django.urls import reverse

from missions.models import Edition, Source
from tests.admin.browser_form import messages_in
from tests.makers import make_edition, make_full_mission, make_initiative, make_phase, make_source

pytestmark = pytest.mark.django_db


def screen(mission) -> str:
    return reverse("admin:missions_mission_publish", args=[mission.pk])


@pytest.fixture
def mission():
    """A live mission with a half-written phase and a corrected figure."""
    mission = make_full_mission()
    make_edition(mission)
    mission.phases.update(text="A bold claim.")
    mission.figures.update(wording="about 600")
    return mission


def sent_back(response, **typed) -> dict:
    form, shown = response.context["form"], response.context["shown"]
    sent = {name: form[name].value() or "" for name in ("reason", "seen", "proposed")}
    ticked = [choice.name for choice in shown.choices if choice.is_chosen]
    return sent | {"shown": response.context["names"], "parts": ticked} | typed


def choose(client, mission, *parts: str, **typed):
    """Tick these alone, look at their difference, and return the screen with the address that publishes."""
    first = client.get(screen(mission))
    return client.post(screen(mission), sent_back(first, parts=parts, _show="1", **typed))


def test_every_change_is_ticked_at_first(publisher, mission):
    page = publisher.get(screen(mission)).content.decode()
    assert page.count("checked") == 2
    assert 'name="parts" value="phases/establishment"' in page
    assert "Publish this<span" in page


def test_a_half_written_phase_does_not_block_an_urgent_correction(publisher, mission):
    asked = choose(publisher, mission, "figures/personnel-2022")
    assert asked.context["shown"].problems == []
    response = publisher.post(screen(mission), sent_back(asked), follow=True)
    edition = Edition.objects.get(number=2)
    assert edition.document["figures"][0]["wording"] == "about 600"
    assert edition.document["phases"][0]["text"].startswith("The mission began work")
    assert messages_in(response)[1].startswith("1 change stays in the draft, unpublished.")
    assert mission.phases.get().text == "A bold claim."


def test_problems_count_for_what_is_ticked(publisher, mission):
    asked = choose(publisher, mission, "phases/establishment")
    assert "names no source" in asked.content.decode()
    assert 'value="Publish edition 2"' not in asked.content.decode()


def test_the_prefilled_reason_follows_the_choice(publisher, mission):
    asked = choose(publisher, mission, "figures/personnel-2022")
    assert asked.context["form"]["reason"].value() == "Changed figure “Personnel, May 2022: about 600”"


def test_a_reason_somebody_wrote_stays(publisher, mission):
    asked = choose(publisher, mission, "figures/personnel-2022", reason="Corrected after a call")
    assert asked.context["form"]["reason"].value() == "Corrected after a call"


def test_a_choice_that_was_not_shown_is_shown_before_it_is_published(publisher, mission):
    first = publisher.get(screen(mission))
    asked = publisher.post(screen(mission), sent_back(first, parts=["figures/personnel-2022"]))
    assert asked.status_code == 409
    assert "Your choice is another than was shown." in asked.content.decode()
    assert Edition.objects.count() == 1
    publisher.post(screen(mission), sent_back(asked))
    assert Edition.objects.count() == 2


def test_what_a_colleague_wrote_meanwhile_is_not_published_unseen(publisher, mission):
    asked = choose(publisher, mission, "figures/personnel-2022")
    make_phase(mission, "relocation")
    publisher.post(screen(mission), sent_back(asked))
    assert [row["key"] for row in Edition.objects.get(number=2).document["phases"]] == ["establishment"]


def test_a_ticked_entry_that_changed_meanwhile_is_shown_again(publisher, mission):
    asked = choose(publisher, mission, "figures/personnel-2022")
    mission.figures.update(wording="about 700")
    again = publisher.post(screen(mission), sent_back(asked))
    assert again.status_code == 409
    assert "The draft changed while you were reading" in again.content.decode()
    assert "700</ins>" in re.sub("<span.*?</span>", "", again.content.decode())


def test_nothing_ticked_is_said(publisher, mission):
    asked = choose(publisher, mission)
    assert "Nothing is ticked: tick what to publish." in asked.content.decode()
    assert 'value="Publish edition 2"' not in asked.content.decode()


def test_a_source_that_comes_along_is_shown_without_a_tick(publisher, mission):
    make_source("afp", publisher="AFP", title="A report")
    mission.phases.update(text="Said so. [@afp]")
    asked = choose(publisher, mission, "phases/establishment")
    assert [change.verb for change in asked.context["shown"].following] == ["Added"]
    assert "A report" in asked.content.decode()
    asked = choose(publisher, mission, "figures/personnel-2022")
    assert asked.context["shown"].following == ()


def test_the_missions_own_fields_are_ticked_one_by_one(publisher, mission):
    mission.name, mission.overview = "Renamed", "Half a thought."
    mission.save()
    asked = choose(publisher, mission, "mission/name")
    labels = [choice.label for choice in asked.context["shown"].choices]
    assert labels[:2] == ["mission: name", "mission: overview"]
    publisher.post(screen(mission), sent_back(asked))
    head = Edition.objects.get(number=2).document["mission"]
    assert (head["name"], head["overview"]) == ("Renamed", "")


def test_a_new_order_is_one_tick(publisher, mission):
    mission.initiatives.filter(key="trainers").update(position=1)
    make_initiative(mission, "second", position=2, title="Second")
    make_edition_of_all(mission)
    mission.initiatives.filter(key="trainers").update(position=3)
    shown = publisher.get(screen(mission)).context["shown"]
    (choice,) = shown.choices
    assert (choice.name, choice.label) == ("order/initiatives", "order of the initiatives")
    assert choice.changes[0].sentences == ("“Train the trainer” now follows “Second”.",)


def make_edition_of_all(mission):
    mission.phases.update(text="Sourced. [@nato-start]")
    make_edition(mission)


def test_every_change_on_the_screen_has_an_id_of_its_own(publisher, mission):
    mission.name, mission.acronym = "Renamed", "R"
    mission.save()
    mission.initiatives.filter(key="trainers").update(title="Another", position=4)
    Source.objects.update(publisher="NATO, Brussels")
    shown = publisher.get(screen(mission)).context["shown"]
    ids = [change.id for choice in shown.choices for change in choice.changes]
    assert len(ids) == len(set(ids)) == len(shown.choices) == 7
