"""The new wording of a source goes out by itself, to all live pages that print the old one."""

import pytest

from missions.editions.publish import DraftMoved, withdraw
from missions.editions.rekey import rename
from missions.editions.wordings import fingerprint_of, outdated, publish_wording, with_sources
from missions.models import Edition, Source
from tests.makers import make_edition, make_full_mission, make_mission, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    """A source that two live records cite, in a new wording; the draft of one holds other work."""
    mission, other = make_full_mission(), make_mission("kfor", name="KFOR")
    make_edition(mission)
    make_edition(other)
    mission.summary = "Half-written. [@nato-start]"
    mission.save()
    source = Source.objects.get()
    source.title = "Another title"
    source.save()
    return source


def go(source, **options):
    seen = options.pop("seen", fingerprint_of(outdated(source)))
    return publish_wording(source, **{"by": None, "reason": "Title corrected", **options}, seen=seen)


def test_every_live_page_gets_the_new_wording_and_nothing_else(source):
    before = {edition.mission_id: edition.document for edition in Edition.objects.all()}
    for edition in go(source, by=make_user(first_name="Zeynep", last_name="Aydın"), minor=True):
        assert (edition.number, edition.reason, edition.publisher, edition.minor) == (
            2,
            "Title corrected",
            "Zeynep Aydın",
            True,
        )
        assert edition.document["sources"][0]["title"] == "Another title"
        assert {**edition.document, "sources": 0} == {**before[edition.mission_id], "sources": 0}
    assert Edition.objects.count() == 4
    assert outdated(source) == []


def test_its_places_and_its_seal_are_those_of_any_edition(source):
    for edition in go(source):
        first = Edition.objects.get(mission=edition.mission, number=1)
        assert edition.citations.get().places == first.citations.get().places
        assert edition.seal != first.seal


def test_a_withdrawn_record_is_left_alone(source):
    withdraw(Edition.objects.get(mission__key="kfor").mission, by=None, reason="Doubts")
    assert [edition.mission.key for edition in go(source)] == ["nmi"]


def test_a_renamed_source_is_worded_anew_under_the_key_that_readers_know(source):
    rename(source, "nato-begin")
    editions = go(source)
    assert len(editions) == 2
    assert {edition.citations.get().key for edition in editions} == {"nato-start"}
    assert {edition.document["sources"][0]["key"] for edition in editions} == {"nato-start"}


def test_a_new_key_alone_is_no_new_wording():
    make_edition(make_full_mission())
    source = Source.objects.get()
    rename(source, "nato-begin")
    assert outdated(source) == []


def test_what_was_not_shown_is_not_published(source):
    seen = fingerprint_of(outdated(source))
    Source.objects.filter(pk=source.pk).update(title="A third title")
    with pytest.raises(DraftMoved):
        go(source, seen=seen)
    assert Edition.objects.count() == 2


def test_a_reason_is_needed(source):
    with pytest.raises(ValueError, match="Say why"):
        go(source, reason=" ")


def test_other_sources_keep_their_wording():
    document = {"sources": [{"number": 1, "key": "a", "title": "A"}, {"number": 2, "key": "b", "title": "B"}]}
    assert with_sources(document, {"b": {"key": "b", "title": "New"}})["sources"] == [
        {"number": 1, "key": "a", "title": "A"},
        {"number": 2, "key": "b", "title": "New"},
    ]
