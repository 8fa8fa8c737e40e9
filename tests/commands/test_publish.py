"""`publish` makes drafts editions, all or none."""

import pytest
from django.core.management import CommandError, call_command

from missions.editions.publish import withdraw
from missions.models import Edition
from tests.makers import make_edition, make_mission, make_phase, make_relation

pytestmark = pytest.mark.django_db


def publish(capsys, *keys: str, reason: str = "Corrected a date") -> str:
    call_command("publish", *keys, reason=reason)
    return capsys.readouterr().out


def test_every_draft_becomes_an_edition_with_the_reason(capsys):
    make_mission("kfor", name="Kosovo Force")
    make_mission()
    assert publish(capsys) == "Published Kosovo Force, edition 1.\nPublished NATO Mission Iraq, edition 1.\n"
    assert set(Edition.objects.values_list("reason", "publisher")) == {("Corrected a date", "the editors")}


def test_only_the_missions_named_are_published(capsys):
    make_mission("kfor", name="Kosovo Force")
    make_mission()
    publish(capsys, "kfor")
    assert Edition.objects.get().mission.key == "kfor"


def test_what_readers_know_already_gets_no_edition(capsys):
    make_edition(make_mission())
    assert publish(capsys) == "Published nothing: readers would see no change.\n"
    assert Edition.objects.count() == 1


def test_missions_that_lead_to_each_other_are_published_together(capsys):
    one, other = make_mission(), make_mission("kfor", name="Kosovo Force")
    make_relation(one, other, kind="comparable")
    make_relation(other, one, kind="comparable")
    publish(capsys)
    (relation,) = Edition.objects.get(mission=one).document["relations"]
    assert relation["other"] == {"key": "kfor", "name": "Kosovo Force", "slug": "kfor-page"}


def test_where_one_may_not_be_published_none_is():
    make_mission("kfor")
    make_phase(make_mission(), text="Nobody said so.")
    with pytest.raises(CommandError, match=r"NATO Mission Iraq \(NMI\)\nPhase .* names no source"):
        call_command("publish", reason="First edition")
    assert not Edition.objects.exists()


def test_a_key_that_no_mission_has_is_refused():
    with pytest.raises(CommandError, match="There is no mission with this key: sfor"):
        call_command("publish", "sfor", reason="First edition")


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [(" ", "Say why"), ("...", "Say why"), ("a" * 2001, "shorter reason"), ("a\x07", "invisible character")],
)
def test_a_reason_that_readers_cannot_read_is_refused(reason, sentence):
    make_mission()
    with pytest.raises(CommandError, match=sentence):
        call_command("publish", reason=reason)
    assert not Edition.objects.exists()


def test_a_withdrawn_record_without_a_change_does_not_stand_in_the_way(capsys):
    withdrawn = make_mission("kfor", name="Kosovo Force")
    make_edition(withdrawn)
    withdraw(withdrawn, by=None, reason="It has to be checked.")
    make_mission()
    assert publish(capsys) == "Published NATO Mission Iraq, edition 1.\n"
