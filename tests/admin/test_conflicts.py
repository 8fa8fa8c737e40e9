"""Two people, two tabs, or a person and a file change one record: nothing is stored over anything else."""

import pytest
from django.urls import reverse

from missions.models import Mission, Phase
from tests.admin.browser_form import all_open, messages_in, sent_back
from tests.admin.conflict_page import answer, choices_on, page_of
from tests.makers import make_full_mission, make_initiative, make_phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return make_full_mission(overview="One.\n\nTwo.\n\nThree.")


def change(row) -> str:
    return reverse(f"admin:missions_{row._meta.model_name}_change", args=[row.pk])


def opened(client, mission) -> dict[str, str]:
    """Open the form of a mission with all its entries; returns what it would send back."""
    return sent_back(client.get(all_open(mission)))


def stored(row, name: str):
    return type(row).objects.values_list(name, flat=True).get(pk=row.pk)


def meanwhile(row, **fields) -> None:
    """Save as somebody else does, in another browser, another tab or by a file."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def test_a_field_changed_on_both_sides_is_shown_three_ways_and_nothing_is_stored(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission, summary="Theirs. [@nato-start]", headquarters="Also theirs.")
    response = writer.post(change(mission), form | {"summary": "Mine. [@nato-start]", "organisation": "Mine too"})
    assert response.status_code == 409
    (question,) = response.context["questions"]
    assert page_of(question) == {
        "When you opened it": "A non-combat mission of NATO. It advises Iraqi institutions. [@nato-start]",
        "Saved meanwhile": "Theirs. [@nato-start]",
        "What you wrote": "Mine. [@nato-start]",
    }
    assert (stored(mission, "summary"), stored(mission, "organisation")) == ("Theirs. [@nato-start]", "NATO")


def test_what_one_side_alone_changed_is_named_on_the_page(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission, summary="Theirs.", headquarters="Theirs.")
    response = writer.post(change(mission), form | {"summary": "Mine.", "organisation": "Mine"})
    assert (response.context["only_theirs"], response.context["only_mine"]) == ("Headquarters", "Organisation")


@pytest.mark.parametrize(
    ("choice", "summary"), [("theirs", "Theirs."), ("mine", "Mine."), ("edited", "Theirs and mine.")]
)
def test_the_choice_is_saved_and_everything_else_that_was_sent(writer, mission, choice, summary):
    form = opened(writer, mission)
    meanwhile(mission, summary="Theirs.", headquarters="Theirs.")
    response = writer.post(
        change(mission), form | {"summary": "Mine.", "organisation": "Mine", "phases-0-title": "New"}
    )
    typed = {"choice:summary": choice, "edited:summary": "Theirs and mine."}
    assert writer.post(change(mission), answer(response, **typed)).status_code == 302
    mission.refresh_from_db()
    assert (mission.summary, mission.headquarters, mission.organisation) == (summary, "Theirs.", "Mine")
    assert mission.phases.get().title == "New"


def test_a_page_sent_without_a_choice_asks_again_and_keeps_what_was_edited(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission, summary="Theirs.")
    response = writer.post(change(mission), form | {"summary": "Mine."})
    response = writer.post(change(mission), answer(response, **{"edited:summary": "Half done"}))
    assert response.status_code == 409
    assert "Half done</textarea>" in response.content.decode()
    assert stored(mission, "summary") == "Theirs."


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_another_change_while_choosing_is_shown_again(writer, mission, choice):
    form = opened(writer, mission)
    meanwhile(mission, summary="Theirs.")
    response = writer.post(change(mission), form | {"summary": "Mine."})
    meanwhile(mission, summary="Theirs again.")
    response = writer.post(change(mission), answer(response, **{"choice:summary": choice}))
    if choice == "theirs":
        assert (response.status_code, stored(mission, "summary")) == (302, "Theirs again.")
    else:
        assert response.status_code == 409
        assert page_of(response.context["questions"][0])["When you opened it"] == "Theirs."


def test_changes_of_different_paragraphs_are_joined_with_one_button(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission, overview="First.\n\nTwo.\n\nThree.")
    response = writer.post(change(mission), form | {"overview": "One.\r\n\r\nTwo.\r\n\r\nThird."})
    assert response.status_code == 409
    assert "Save both together" in response.content.decode()
    assert writer.post(change(mission), answer(response)).status_code == 302
    assert stored(mission, "overview") == "First.\n\nTwo.\n\nThird."


def test_changes_of_different_fields_need_no_extra_step(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission, summary="Theirs.", dates="2018-10/..")
    response = writer.post(change(mission), form | {"organisation": "Mine"}, follow=True)
    (message,) = messages_in(response)
    assert message.endswith("Changed meanwhile elsewhere, and kept: Dates and Summary.")
    mission.refresh_from_db()
    assert (mission.summary, mission.dates, mission.organisation) == ("Theirs.", "2018-10/..", "Mine")


def test_the_same_change_on_both_sides_needs_no_extra_step(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission, as_of="2026-04")
    assert writer.post(change(mission), form | {"as_of": "April 2026"}).status_code == 302


def test_a_form_left_alone_saves_nothing_over_what_others_wrote(writer, mission):
    form = opened(writer, mission)
    for row in (mission.phases.get(), mission.initiatives.first(), mission.leaders.get()):
        meanwhile(row, citations="")
    meanwhile(mission.phases.get(), title="Theirs", is_announced=True)
    meanwhile(mission.figures.get(), low=700, wording="about 700", quality="official")
    assert writer.post(change(mission), form).status_code == 302
    phase, figure = mission.phases.get(), mission.figures.get()
    assert (phase.title, phase.is_announced, phase.citations) == ("Theirs", True, "")
    assert (figure.low, figure.wording, figure.quality) == (700, "about 700", "official")


def test_what_others_wrote_is_checked_together_with_what_was_typed(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission.figures.get(), low=900)
    response = writer.post(change(mission), form | {"figures-0-high": "800"})
    page = response.content.decode()
    assert "The most must be greater than the least" in page
    assert 'name="figures-0-low" value="900"' in page


def test_a_number_a_choice_and_a_tick_collide_as_texts_do(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission.figures.get(), low=700, quality="official")
    meanwhile(mission.phases.get(), is_announced=True)
    typed = {"figures-0-low": "600", "figures-0-quality": "target", "phases-0-is_announced": ""}
    typed_form = form | typed
    response = writer.post(change(mission), typed_form)
    asked = {question.name: page_of(question) for question in response.context["questions"]}
    assert asked["figures-0-quality"] == {
        "When you opened it": "reported",
        "Saved meanwhile": "official",
        "What you wrote": "target",
    }
    chosen = {"choice:figures-0-low": "mine", "choice:figures-0-quality": "theirs"}
    assert writer.post(change(mission), answer(response, **chosen)).status_code == 302
    figure = mission.figures.get()
    assert (figure.low, figure.quality, mission.phases.get().is_announced) == (600, "official", True)


def test_a_tick_collides_where_both_sides_changed_it_and_more(writer, mission):
    meanwhile(mission.phases.get(), is_announced=True)
    form = opened(writer, mission)
    form.pop("phases-0-is_announced")
    meanwhile(mission.phases.get(), title="Theirs")
    assert writer.post(change(mission), form | {"phases-0-text": "Mine."}).status_code == 302
    phase = mission.phases.get()
    assert (phase.title, phase.text, phase.is_announced) == ("Theirs", "Mine.", False)


def test_an_entry_changed_on_both_sides_is_named(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission.phases.get(), text="Theirs.")
    response = writer.post(change(mission), form | {"phases-0-text": "Mine."})
    (question,) = response.context["questions"]
    assert question.title == "Phase “Establishment in Baghdad” – Text"
    assert choices_on(question) == ["theirs", "mine", "edited"]


def test_rows_are_told_apart_by_their_id_wherever_they_stand(writer, mission):
    form = opened(writer, mission)
    make_phase(mission, "earlier", title="Theirs", dates="2017")
    assert writer.post(change(mission), form | {"phases-0-title": "Mine"}).status_code == 302
    assert set(mission.phases.values_list("title", flat=True)) == {"Theirs", "Mine"}


def test_an_entry_others_deleted_is_left_out_where_it_was_not_touched(writer, mission):
    second = make_phase(mission, "second", dates="2020")
    form = opened(writer, mission)
    mission.phases.get(key="establishment").delete()
    assert writer.post(change(mission), form | {"phases-1-title": "Mine"}).status_code == 302
    assert stored(second, "title") == "Mine"


def test_an_entry_others_deleted_while_it_was_changed_can_be_kept(writer, mission):
    form = opened(writer, mission)
    mission.phases.all().delete()
    response = writer.post(change(mission), form | {"phases-0-text": "Mine.", "name": "Renamed"})
    assert response.status_code == 409
    (question,) = response.context["questions"]
    assert (question.title, choices_on(question)) == ("Phase “Establishment in Baghdad”", ["again", "drop"])
    assert page_of(question) == {"Text": "Mine."}
    assert not Phase.objects.exists()
    assert writer.post(change(mission), answer(response, **{"choice:phases-0": "again"})).status_code == 302
    phase = mission.phases.get()
    assert (phase.key, phase.title, phase.text) == ("establishment", "Establishment in Baghdad", "Mine.")
    assert stored(mission, "name") == "Renamed"


def test_an_entry_others_deleted_while_it_was_changed_can_be_left_deleted(writer, mission):
    form = opened(writer, mission)
    mission.phases.all().delete()
    response = writer.post(change(mission), form | {"phases-0-text": "Mine."})
    assert writer.post(change(mission), answer(response, **{"choice:phases-0": "drop"})).status_code == 302
    assert not Phase.objects.exists()


def test_an_entry_both_sides_deleted_needs_no_extra_step(writer, mission):
    form = opened(writer, mission)
    mission.phases.all().delete()
    assert writer.post(change(mission), form | {"phases-0-DELETE": "on"}).status_code == 302


def test_deleting_an_entry_others_changed_shows_what_they_wrote(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission.phases.get(), text="Theirs.")
    response = writer.post(change(mission), form | {"phases-0-DELETE": "on"})
    assert response.status_code == 409
    (question,) = response.context["questions"]
    assert page_of(question) == {"Text": "Theirs."}
    kept = answer(response, **{"choice:phases-0": "keep"})
    assert writer.post(change(mission), kept).status_code == 302
    assert mission.phases.get().text == "Theirs."


def test_deleting_an_entry_others_changed_is_done_when_chosen(writer, mission):
    form = opened(writer, mission)
    meanwhile(mission.phases.get(), text="Theirs.")
    response = writer.post(change(mission), form | {"phases-0-DELETE": "on"})
    meanwhile(mission.phases.get(), text="Theirs again.")
    deleting = answer(response, **{"choice:phases-0": "delete"})
    response = writer.post(change(mission), deleting)
    assert response.status_code == 409
    assert writer.post(change(mission), answer(response, **{"choice:phases-0": "delete"})).status_code == 302
    assert not Phase.objects.exists()


def new_phase(**typed) -> dict[str, str]:
    fields = {"title": "Relocation", "dates": "March 2026", "text": "Mine.", "key": "relocation"} | typed
    return {"phases-TOTAL_FORMS": "2"} | {f"phases-1-{name}": value for name, value in fields.items()}


@pytest.mark.parametrize(
    ("choice", "texts"),
    [("rename", {"relocation": "Theirs.", "relocation-2": "Mine."}), ("drop", {"relocation": "Theirs."})],
)
def test_a_key_given_on_both_sides_is_asked_about(writer, mission, choice, texts):
    form = opened(writer, mission)
    make_phase(mission, "relocation", title="Relocation", dates="2026-03", text="Theirs.")
    response = writer.post(change(mission), form | new_phase())
    assert response.status_code == 409
    (question,) = response.context["questions"]
    assert page_of(question) == {"Text": "Mine."}
    assert writer.post(change(mission), answer(response, **{"choice:phases-1": choice})).status_code == 302
    assert dict(mission.phases.exclude(key="establishment").values_list("key", "text")) == texts


def test_keys_that_make_themselves_never_collide(writer, mission):
    form = opened(writer, mission)
    make_phase(mission, "relocation", title="Relocation")
    assert writer.post(change(mission), form | new_phase(key="")).status_code == 302
    assert set(mission.phases.values_list("key", flat=True)) == {"establishment", "relocation", "relocation-2"}


def test_several_decisions_are_taken_on_one_page(writer, mission):
    make_initiative(mission, "third", text="Third.")
    form = opened(writer, mission)
    meanwhile(mission, name="Theirs")
    mission.phases.all().delete()
    meanwhile(mission.initiatives.get(key="third"), text="Theirs.")
    numbers = {form[f"initial-initiatives-{number}-key"]: number for number in range(3)}
    third = f"initiatives-{numbers['third']}"
    typed = {"name": "Mine", "phases-0-text": "Mine.", f"{third}-DELETE": "on"}
    response = writer.post(change(mission), form | typed)
    assert [question.name for question in response.context["questions"]] == ["name", "phases-0", third]
    chosen = {"choice:name": "mine", "choice:phases-0": "again", f"choice:{third}": "delete"}
    assert writer.post(change(mission), answer(response, **chosen)).status_code == 302
    assert (Mission.objects.get().name, mission.phases.get().text) == ("Mine", "Mine.")
    assert set(mission.initiatives.values_list("key", flat=True)) == {"trainers", "start"}


def test_the_browser_is_told_which_forms_were_saved_and_nothing_else(writer, mission):
    for sent, told in (("one", "one"), ("two", "one.two"), ("; x=1", "one.two")):
        writer.post(change(mission), opened(writer, mission) | {"name": f"Saved {sent}", "_sent": sent})
        assert writer.cookies["desk-saved"].value == told
