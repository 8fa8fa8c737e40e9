"""A source under another key, or merged into another: all drafts follow, no edition changes, old keys lead on."""

import pytest

from missions.editions.document import compose
from missions.editions.naming import present_keys, taken_keys
from missions.editions.proposal import propose
from missions.editions.publish import publish
from missions.editions.record import Record
from missions.editions.rekey import RekeyRefused, merge, rename
from missions.editions.restore import bring_back, restore
from missions.models import EarlierKey, Edition, Link, Mission, Phase, Source
from tests.makers import (
    make_edition,
    make_figure,
    make_full_mission,
    make_link,
    make_mission,
    make_phase,
    make_relation,
    make_source,
)

pytestmark = pytest.mark.django_db


def draft(mission: Mission) -> dict:
    return compose(Record.from_draft(mission.pk))


def test_a_renamed_source_is_cited_by_its_new_key_in_all_drafts():
    one, two = make_full_mission(), make_mission("kfor", name="KFOR")
    make_relation(one, two, note="It followed. [@nato-start, p. 2]")
    rekeyed = rename(Source.objects.get(), "nato-begin")
    for mission in (one, two):
        document = draft(mission)
        assert "nato-start" not in str(document)
        assert [source["key"] for source in document["sources"]] == ["nato-begin"]
    assert {mission.key: count for mission, count in rekeyed.counts.items()} == {"nmi": 11, "kfor": 2}


def test_a_longer_key_that_begins_alike_stays():
    make_source("nato-start-2")
    mission = make_mission(summary="One. [@nato-start; @nato-start-2]")
    rename(Source.objects.get(key="nato-start"), "x")
    mission.refresh_from_db()
    assert mission.summary == "One. [@x; @nato-start-2]"


def test_editions_keep_the_key_they_were_published_with():
    edition = make_edition(make_full_mission())
    rename(Source.objects.get(), "nato-begin")
    assert Edition.objects.get(pk=edition.pk).document == edition.document


def test_an_earlier_key_leads_to_its_source_and_is_never_given_to_another():
    source = make_source()
    rename(source, "second")
    rename(source, "third")
    assert present_keys(["nato-start", "second", "third"]) == {"nato-start": "third", "second": "third"}
    assert taken_keys(["nato-start", "second", "third", "free", "editorial"]) == {
        "nato-start",
        "second",
        "third",
        "editorial",
    }
    with pytest.raises(RekeyRefused, match="has or had the key “second”"):
        rename(make_source("other"), "second")


def test_a_source_may_take_back_a_key_it_had():
    source = make_source()
    rename(source, "second")
    rename(source, "nato-start")
    assert present_keys(["nato-start", "second"]) == {"second": "nato-start"}


def test_a_rename_that_does_not_fit_is_refused_whole():
    mission = make_mission(summary=f"{'a' * 780}. [@nato-start]")
    with pytest.raises(RekeyRefused, match="“summary” would grow too long"):
        rename(Source.objects.get(), "a-very-much-longer-key-than-before")
    mission.refresh_from_db()
    assert "[@nato-start]" in mission.summary
    assert Source.objects.get().key == "nato-start"
    assert not EarlierKey.objects.exists()


def test_a_merged_source_is_replaced_in_all_drafts_and_its_keys_lead_to_the_other():
    kept, merged = make_source("kept"), make_source("merged")
    mission = make_mission(summary="One. [@kept; @merged] Two. [@merged, p. 4]", citations="@merged")
    make_link(mission, merged)
    rename(merged, "second")
    rekeyed = merge(merged, into=kept)
    mission.refresh_from_db()
    assert (mission.summary, mission.citations) == ("One. [@kept] Two. [@kept, p. 4]", "@kept")
    assert Link.objects.get().source == kept
    assert rekeyed.counts == {mission: 4}
    assert present_keys(["merged", "second"]) == {"merged": "kept", "second": "kept"}
    assert not Source.objects.filter(key="second").exists()


def test_a_merged_source_that_editions_cite_stays_for_them_and_is_in_no_list():
    mission = make_full_mission()
    edition = make_edition(mission)
    merged, kept = Source.objects.get(), make_source("kept")
    merge(merged, into=kept)
    assert edition.citations.get().source == merged
    assert list(Source.objects.in_use()) == [kept]
    assert [source["key"] for source in draft(mission)["sources"]] == ["kept"]
    assert make_edition(mission, reason="Merged").citations.get().source == kept


def test_a_merged_source_is_cited_merged_and_renamed_no_more():
    mission = make_full_mission()
    make_edition(mission)
    merged, kept = Source.objects.get(), make_source("kept")
    merge(merged, into=kept)
    make_phase(mission, "late", text="Typed again. [@nato-start]")
    assert [source["key"] for source in draft(mission)["sources"]] == ["kept"]
    for refused in (lambda: merge(merged, into=kept), lambda: merge(kept, into=merged), lambda: rename(merged, "new")):
        with pytest.raises(RekeyRefused, match="was merged into another source"):
            refused()


def test_a_source_is_not_merged_into_itself():
    source = make_source()
    with pytest.raises(RekeyRefused, match="into itself"):
        merge(source, into=Source.objects.get(pk=source.pk))


def test_a_row_that_was_not_touched_is_not_written():
    mission = make_mission(sources=False, summary="None.", citations="")
    make_phase(mission, "quiet", text="Mail a@nato-start. [@editorial]")
    make_figure(mission, "loud")
    rename(make_source(), "new")
    assert Phase.objects.get().text == "Mail a@nato-start. [@editorial]"


def test_an_edition_comes_back_under_the_keys_that_sources_have_today():
    mission, other = make_full_mission(), make_source("other")
    make_phase(mission, "late", text="Said. [@other, p. 3; @nato-start]")
    edition = make_edition(mission)
    renamed = Source.objects.get(key="nato-start")
    rename(renamed, "nato-begin")
    merge(other, into=renamed)
    make_edition(mission, reason="Renamed")
    restore(edition)
    assert Phase.objects.get(key="late").text == "Said. [@nato-begin, p. 3; @nato-begin]"
    assert set(Source.objects.in_use().values_list("key", flat=True)) == {"nato-begin"}
    assert not propose(mission).problems


def test_a_part_is_published_though_its_neighbours_cite_a_renamed_source():
    mission = make_full_mission()
    make_edition(mission)
    rename(Source.objects.get(), "nato-begin")
    proposal = propose(mission, parts=["phases/establishment"])
    assert proposal.problems == ()
    edition = publish(mission, by=None, reason="One phase", parts=["phases/establishment"])
    assert [source["key"] for source in edition.document["sources"]] == ["nato-begin"]


@pytest.mark.parametrize("section", ["phases", "links"])
def test_a_deleted_entry_comes_back_with_the_key_its_source_has_today(section):
    mission = make_full_mission()
    make_edition(mission)
    rename(Source.objects.get(), "nato-begin")
    row = getattr(mission, section).first()
    row.delete()
    bring_back(mission, section, row.key)
    assert [source["key"] for source in draft(mission)["sources"]] == ["nato-begin"]
    assert "nato-start" not in str(draft(mission))
    assert Source.objects.count() == 1


def test_a_deleted_entry_comes_back_with_the_source_that_took_the_place_of_its_own():
    mission, kept = make_full_mission(), make_source("kept")
    make_edition(mission)
    row = mission.phases.first()
    merge(Source.objects.get(key="nato-start"), into=kept)
    row.delete()
    bring_back(mission, "phases", row.key)
    assert "nato-start" not in str(draft(mission))


def test_a_key_that_somebody_takes_in_the_same_moment_is_refused(monkeypatch):
    source, _other = make_source("nato-start"), make_source("nato-begin", url="https://www.nato.int/other")
    monkeypatch.setattr("missions.editions.rekey.taken_keys", lambda keys, source: set())
    with pytest.raises(RekeyRefused, match="Another source has or had the key “nato-begin”"):
        rename(source, "nato-begin")
    assert Source.objects.get(pk=source.pk).key == "nato-start"
