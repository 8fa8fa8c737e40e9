"""Text is kept as it was meant, whichever way it comes in."""

import pytest
from django.core.exceptions import ValidationError

from missions.models import ENTRIES, Mission, Phase, Source
from missions.models.fields import PlainText
from tests.makers import make_mission, make_phase

TEXTS = [
    (model, field.name)
    for model in (Mission, Source, *ENTRIES)
    for field in model.content_fields()
    if isinstance(field, PlainText)
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("model", "name"), TEXTS)
@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x85", "\ufffe", "\uffff"])
def test_a_control_character_is_refused_with_its_place(model, name, character):
    with pytest.raises(ValidationError, match=r"U\+[0-9A-F]{4} at position 3"):
        model._meta.get_field(name).clean("ab" + character, None)


def test_a_control_character_is_refused_by_save():
    with pytest.raises(ValidationError, match=r"U\+0000"):
        make_mission(name="NATO\x00Mission")


def test_a_control_character_is_refused_by_update():
    make_mission()
    with pytest.raises(ValidationError, match=r"U\+0000"):
        Mission.objects.update(overview="a\x00b")


def test_a_control_character_is_refused_by_bulk_update():
    phase = make_phase(make_mission())
    phase.text = "a\x00b"
    with pytest.raises(ValidationError, match=r"U\+0000"):
        Phase.objects.bulk_update([phase], ["text"])


def test_line_ends_become_newlines_on_save():
    assert make_mission(overview="one\r\ntwo\rthree").overview == "one\ntwo\nthree"


def test_line_ends_become_newlines_on_update():
    make_mission()
    Mission.objects.update(overview="one\r\ntwo")
    assert Mission.objects.get().overview == "one\ntwo"


def test_a_line_holds_one_line():
    with pytest.raises(ValidationError, match="one line"):
        Mission._meta.get_field("name").clean("NATO\nMission", None)


def test_a_text_longer_than_the_cap_is_refused_with_a_sentence():
    with pytest.raises(ValidationError, match="200,000"):
        Mission._meta.get_field("overview").clean("a" * 200_001, None)


@pytest.mark.parametrize("key", ["Brussels", "brussels summit", "-brussels", "brussels--summit", "brüssel"])
def test_a_key_is_small_letters_digits_and_hyphens(key):
    with pytest.raises(ValidationError, match="small letters"):
        Phase._meta.get_field("key").clean(key, None)


def test_a_date_that_is_none_is_refused_with_examples():
    with pytest.raises(ValidationError, match="October 2018"):
        Phase._meta.get_field("dates").clean("2018-13", None)


def test_dates_give_the_bounds_they_are_ordered_by():
    phase = make_phase(make_mission(), dates="2018-10/..")
    assert (str(phase.earliest), phase.latest) == ("2018-10-01", None)


def test_bounds_follow_the_dates_at_the_next_save():
    phase = make_phase(make_mission(), dates="2018-10/..")
    phase.dates = "2019"
    phase.save()
    phase.refresh_from_db()
    assert (str(phase.earliest), str(phase.latest)) == ("2019-01-01", "2019-12-31")
