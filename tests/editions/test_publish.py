"""Publishing freezes an edition: once, whole, only if it may, only if something changed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.editions import publish as publishing
from missions.editions.document import lift
from missions.editions.problems import PublicationRefused
from missions.editions.proposal import propose
from missions.editions.publish import DraftMoved, publish, republish, withdraw
from missions.editions.seal import first_broken
from missions.models import Address, Citation, Edition, Mission, Notice, Phase, Source
from tests.makers import (
    make_edition,
    make_full_mission,
    make_mission,
    make_phase,
    make_relation,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def codes(mission) -> list[str]:
    return [problem.code for problem in propose(mission).problems]


def test_the_first_edition_is_number_one():
    edition = make_edition(make_full_mission(), reason="First edition")
    assert (edition.number, edition.reason, edition.slug) == (1, "First edition", "nmi-page")


def test_an_unchanged_draft_makes_no_edition():
    mission = make_full_mission()
    make_edition(mission)
    assert publish(mission, by=None, reason="Again") is None
    assert Edition.objects.count() == 1


def test_a_later_edit_does_not_change_an_edition():
    mission = make_full_mission()
    before = make_edition(mission).document
    mission.name = "Renamed"
    mission.save()
    mission.phases.all().delete()
    Source.objects.update(title="Another title")
    assert Edition.objects.get().document == before


def test_a_changed_source_alone_makes_an_edition():
    mission = make_full_mission()
    make_edition(mission)
    Source.objects.update(title="Another title")
    assert make_edition(mission, reason="Title corrected").number == 2


def test_a_changed_address_alone_makes_an_edition():
    mission = make_full_mission()
    make_edition(mission)
    Mission.objects.update(slug="nato-mission-iraq")
    make_edition(mission)
    assert set(Address.objects.values_list("slug", flat=True)) == {"nmi-page", "nato-mission-iraq"}


def test_the_publishers_name_is_frozen_and_is_never_the_login():
    mission = make_full_mission()
    assert make_edition(mission, by=make_user("secret-login")).publisher == "the editors"
    mission.phases.all().delete()
    by = make_user("other-login", first_name="Zeynep", last_name="Aydın")
    assert make_edition(mission, by=by).publisher == "Zeynep Aydın"


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "\u2060\ufe0f", "\u3164", "…"])
def test_a_reason_holds_words_that_readers_see(reason):
    with pytest.raises(ValueError, match="reason"):
        publish(make_mission(), by=None, reason=reason)


def test_an_unsourced_paragraph_is_refused_with_its_place_and_cure():
    mission = make_mission()
    make_phase(mission, "start", title="Start", text="Sourced. [@nato-start]\n\nA bold claim about 4,000 people.")
    with pytest.raises(PublicationRefused) as refusal:
        publish(mission, by=None, reason="Try")
    (problem,) = refusal.value.problems
    assert problem.code == "unsourced"
    assert problem.sentence == "Phase “Start”, paragraph 2 names no source: “A bold claim about 4,000 people.”"
    assert "[@editorial]" in problem.cure
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "- sourced [@nato-start]\n- not sourced",
        "> quoted without a source",
        "| year | people |\n|---|---|\n| 2018 | 500 |",
        "- sourced [@nato-start]\n  - nested without a source",
        "- sourced [@nato-start]\n\n  a second paragraph without one",
        "    code without a source",
        "```\nfenced without a source\n```",
        "# Heading [@nato-start]\n\nA paragraph without a source.",
        "Sourced. [@nato-start]\n***\nNot sourced",
        "Escaped \\[@nato-start]",
        "Code `[@nato-start]`",
        "Link [@nato-start](https://example.org/)",
    ],
)
def test_no_block_hides_an_unsourced_statement(text):
    mission = make_mission()
    make_phase(mission, text=text)
    assert "unsourced" in codes(mission)


@pytest.mark.parametrize("field", ["dates", "headquarters", "legal_basis", "summary", "overview"])
def test_each_filled_fact_of_a_mission_needs_a_source(field):
    texts = {"headquarters": "Baghdad", "legal_basis": "- A request", "summary": "A mission.", "overview": "It began."}
    sourced = {name: f"{text} [@nato-start]" for name, text in texts.items()}
    unsourced = {field: texts[field]} if field in texts else {}
    mission = make_mission(citations="", **sourced | unsourced)
    found = {problem.place.field for problem in propose(mission).problems if problem.code == "unsourced"}
    assert found == {field, "dates"}


def test_the_sources_of_a_whole_entry_stand_for_its_statements():
    mission = make_mission()
    make_phase(mission, text="No citation of its own.", citations="[@nato-start, p. 2]")
    assert codes(mission) == []


def test_the_editors_own_words_need_no_source():
    mission = make_mission(overview="This page sums up what is known. [@editorial]")
    assert codes(mission) == []


@pytest.mark.parametrize("maker", ["figures", "leaders", "quotations"])
def test_each_row_of_figures_leaders_and_quotations_needs_a_source(maker):
    mission = make_full_mission()
    getattr(mission, maker).update(citations="")
    assert codes(mission) == ["unsourced"]


def test_a_relation_needs_a_source():
    mission, other = make_mission(), make_mission("ntmi")
    make_edition(other)
    make_relation(mission, other, citations="")
    assert codes(mission) == ["unsourced"]


def test_an_unknown_source_is_refused_by_key():
    mission = make_mission(overview="A claim. [@no-such-key]")
    (problem,) = propose(mission).problems
    assert (problem.code, "no-such-key" in problem.sentence) == ("unknown-source", True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("![a map](https://example.org/map.png) [@nato-start]", "image"),
        ("<b>bold</b> [@nato-start]", "raw-html"),
        ("A claim [@Nato Start] and another. [@nato-start]", "citation-unreadable"),
        ("A [link](ftp://example.org/) to nothing. [@nato-start]", "link-unusable"),
        ("> " * 150 + "Buried deep. [@nato-start]", "nested-too-deep"),
    ],
)
def test_what_a_text_may_not_hold_is_refused(text, code):
    assert code in codes(make_mission(overview=text))


def test_a_record_says_as_of_when_it_is_true():
    assert codes(make_mission(as_of="")) == ["as-of-missing"]


def test_an_address_is_never_given_to_another_mission():
    make_edition(make_mission("nmi", slug="iraq"))
    Mission.objects.update(slug="nato-mission-iraq")
    assert codes(make_mission("unami", slug="iraq")) == ["address-taken"]


def test_a_relation_to_a_mission_that_was_withdrawn_keeps_its_name_and_stops_nothing():
    mission, other = make_mission(), make_mission("ntmi", name="NTM-I", slug="ntmi")
    make_edition(other)
    make_relation(mission, other)
    make_edition(mission)
    withdraw(other, by=None, reason="Under review")
    assert propose(mission).difference == ()
    make_phase(mission)
    assert make_edition(mission).document["relations"][0]["other"] == {"key": "ntmi", "name": "NTM-I", "slug": "ntmi"}


def test_a_relation_to_a_mission_that_was_never_published_is_refused():
    mission = make_mission()
    make_relation(mission, make_mission("ntmi", name="Secret plan"))
    (problem,) = propose(mission).problems
    assert problem.code == "relation-unpublished"
    assert "Secret plan" not in str(propose(mission).document)


def test_two_missions_that_name_each_other_are_published_in_one_step():
    nmi, ntmi = make_mission(), make_mission("ntmi", name="NTM-I")
    make_relation(nmi, ntmi)
    make_relation(ntmi, nmi, kind="successor")
    publish(nmi, by=None, reason="Both", together=[nmi.key, ntmi.key])
    assert lift(Edition.objects.get().document)["relations"][0]["other"]["name"] == "NTM-I"


def test_words_nobody_was_shown_are_not_published():
    mission = make_full_mission()
    shown = propose(mission).fingerprint
    mission.phases.update(text="Changed behind the editor's back. [@nato-start]")
    with pytest.raises(DraftMoved):
        publish(mission, by=None, reason="First", seen=shown)
    assert not Edition.objects.exists()


def test_a_save_while_the_draft_is_checked_is_not_half_published(monkeypatch):
    mission = make_full_mission()

    def save_in_between(*args):
        Mission.objects.filter(pk=mission.pk).update(name="Changed in between")

    monkeypatch.setattr("missions.editions.publish.lock", save_in_between)
    with pytest.raises(DraftMoved):
        publish(mission, by=None, reason="First")
    assert not Edition.objects.exists()


def test_sources_are_numbered_in_reading_order_with_their_places():
    mission = make_mission(summary="A. [@b-source]", citations="[@nato-start]", overview="C. [@a-source; @b-source]")
    make_source("a-source")
    make_source("b-source")
    make_edition(mission)
    edges = Citation.objects.values_list("number", "key", "places")
    assert list(edges) == [
        (1, "b-source", ["mission-summary", "mission-overview.1"]),
        (2, "nato-start", ["mission-dates"]),
        (3, "a-source", ["mission-overview.1"]),
    ]


def test_a_source_that_is_not_cited_is_not_in_the_document():
    mission = make_mission()
    make_source("not-cited", title="Not cited")
    assert "Not cited" not in str(make_edition(mission).document)


def test_the_seals_of_a_mission_form_a_chain():
    mission = make_full_mission()
    make_edition(mission)
    mission.phases.all().delete()
    make_edition(mission)
    first, second = Edition.objects.order_by("number")
    assert first_broken([first, second]) is None
    first.document["mission"]["name"] = "Altered"
    assert first_broken([first, second]) == first


def test_a_withdrawn_record_is_not_live_and_keeps_its_edition():
    mission = make_full_mission()
    edition = make_edition(mission)
    withdraw(mission, by=None, reason="Under legal review")
    assert not Edition.objects.live().exists()
    assert Edition.objects.withdrawn().get() == edition
    assert Notice.objects.get().words == "Under legal review"


def test_a_withdrawn_record_is_republished_before_it_is_changed():
    mission = make_full_mission()
    make_edition(mission)
    withdraw(mission, by=None, reason="Under review")
    mission.phases.all().delete()
    assert codes(mission) == ["withdrawn"]
    republish(mission, by=None, reason="Review ended")
    assert make_edition(mission).number == 2
    assert Edition.objects.live().get().number == 2


@pytest.mark.parametrize("action", [republish, withdraw])
def test_what_is_not_published_is_neither_withdrawn_nor_republished(action):
    with pytest.raises(PublicationRefused):
        action(make_mission(), by=None, reason="Why")


def test_reading_a_draft_takes_the_same_number_of_queries_however_long_it_is():
    def queries_for(mission) -> int:
        with CaptureQueriesContext(connection) as queries:
            propose(mission)
        return len(queries)

    short, long = make_full_mission("short"), make_full_mission("long")
    for _ in range(3):
        make_phase(long)
    assert queries_for(short) == queries_for(long)


def test_a_reason_holds_no_control_characters():
    with pytest.raises(ValidationError, match=r"U\+0007"):
        publish(make_mission(), by=None, reason="A bell \x07")


def test_an_unsourced_date_is_named_in_words():
    mission = make_mission(citations="", dates="2019/..")
    (problem,) = propose(mission).problems
    assert problem.sentence == "The field “dates” names no source: “since 2019”."


def test_a_reason_of_several_lines_keeps_its_seal():
    mission = make_mission()
    publish(mission, by=None, reason="First line.\r\nSecond line.\r\n")
    edition = Edition.objects.get()
    assert edition.reason == "First line.\nSecond line."
    assert first_broken([edition]) is None


def test_a_name_longer_than_its_column_is_cut():
    by = make_user(first_name="a" * 150, last_name="b" * 150)
    assert len(make_edition(make_mission(), by=by).publisher) == 200


def test_a_withdrawal_in_between_stops_a_publication(monkeypatch):
    mission = make_full_mission()
    make_edition(mission)
    mission.phases.all().delete()
    locked = publishing.lock

    def withdraw_in_between(*args):
        monkeypatch.setattr(publishing, "lock", locked)
        withdraw(mission, by=None, reason="Wrong")

    monkeypatch.setattr(publishing, "lock", withdraw_in_between)
    with pytest.raises(DraftMoved):
        publish(mission, by=None, reason="Late")


@pytest.mark.parametrize("text", ["***", "- ", "> ", "&nbsp;", "[x]: https://example.org/"])
def test_an_entry_that_states_nothing_is_refused(text):
    mission = make_mission()
    make_phase(mission, title="NATO killed 500", text=text)
    assert codes(mission) == ["says-nothing"]


@pytest.mark.parametrize(
    "text",
    ["# 500 died in Mosul.", "500 died in Mosul\n---", "| 500 died. | Where |\n|---|---|\n| a [@nato-start] | b |"],
)
def test_a_heading_that_states_something_is_refused(text):
    mission = make_mission()
    make_phase(mission, text=f"{text}\n\nSourced. [@nato-start]")
    assert codes(mission) == ["heading-states"]


def test_the_editors_mark_on_a_whole_entry_is_no_source():
    mission = make_mission()
    Phase.objects.filter(pk=make_phase(mission, text="500 died.").pk).update(citations="[@editorial]")
    assert codes(mission) == ["unsourced"]


@pytest.mark.parametrize("rows", ["figures", "leaders", "quotations"])
def test_a_number_a_name_or_words_are_never_the_editors_own(rows):
    mission = make_full_mission()
    getattr(mission, rows).update(citations="", note="[@editorial]")
    assert codes(mission) == ["unsourced"]
