"""Files come into the draft and on to readers: whole or not at all, and never over an editor's work."""

import pytest

from missions.models import Edition, Mission, Phase, Source
from tests.files.conftest import rows
from tests.files.texts import RECORD, SOURCES
from tests.makers import make_edition, make_source

pytestmark = pytest.mark.django_db


def test_a_first_load_publishes_edition_one(load):
    said = load(SOURCES, RECORD)
    edition = Edition.objects.get()
    assert (edition.number, edition.reason) == (1, "Loaded from b.yaml")
    assert "3 new" in said
    assert "Published NATO Mission Iraq, edition 1." in said


def test_files_may_come_in_any_order(load):
    load(RECORD, SOURCES)
    assert Edition.objects.get().document["sources"][0]["title"] == "NATO starts"


def test_the_same_files_again_change_nothing(load):
    load(SOURCES, RECORD)
    before = rows()
    assert "0 new, 0 changed, 3 unchanged" in load(SOURCES, RECORD)
    assert rows() == before


def test_a_changed_file_makes_the_next_edition(load):
    load(SOURCES, RECORD)
    load(SOURCES, RECORD.replace("It grew.", "It grew larger."))
    assert Edition.objects.count() == 2
    assert "It grew larger." in Phase.objects.get().text


def test_a_changed_source_publishes_the_missions_of_these_files_that_cite_it(load):
    load(SOURCES, RECORD)
    load(SOURCES.replace("NATO starts", "NATO starts a mission"), RECORD)
    assert [edition.reason for edition in Edition.objects.all()] == ["Loaded from a.yaml", "Loaded from b.yaml"]


def test_no_publish_leaves_it_in_the_draft(load):
    load(SOURCES, RECORD, no_publish=True)
    assert (Mission.objects.count(), Edition.objects.count()) == (1, 0)


def test_an_editors_change_survives_the_same_file(load):
    load(SOURCES, RECORD)
    Phase.objects.update(title="An editor's title")
    said = load(SOURCES, RECORD)
    assert Phase.objects.get().title == "An editor's title"
    assert "phase “nmi/start”: kept an editor’s change." in said
    assert Edition.objects.count() == 1


def test_a_changed_file_over_an_editors_change_is_refused_whole(load, refusal):
    load(SOURCES, RECORD)
    Phase.objects.update(title="An editor's title")
    said = refusal(SOURCES.replace("NATO starts", "New"), RECORD.replace("It grew.", "It shrank."))
    assert "b.yaml, line 12, phase “nmi/start”: an editor changed this record" in said


def test_a_load_never_publishes_what_an_editor_has_not(load, refusal):
    load(SOURCES, RECORD)
    Mission.objects.update(overview="A draft by an editor. [@nato-start]")
    phase = RECORD[RECORD.index("- model: missions.phase") :]
    said = refusal(phase.replace("key: start", "key: more"))
    assert "work that an editor has not published" in said


def test_an_unsourced_statement_is_refused_with_file_and_line(refusal):
    said = refusal(SOURCES, RECORD.replace("It grew. [@nato-start]", "It grew."))
    assert "b.yaml, line 18: Phase “Start”, paragraph 2 names no source: “It grew.”" in said


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kind: official", "kind: gossip", "b.yaml, line 7, source “nato-start”, kind: Value 'gossip' is not a valid"),
        ("title: NATO starts", "title: No", "b.yaml, line 5, source “nato-start”, title: put quotes around it"),
        (
            "title: NATO starts",
            "titel: NATO starts",
            "b.yaml, line 5, source “nato-start”, titel: there is no such field",
        ),
        ("    key: nato-start\n", "", "source “”, key: is missing"),
        ("model: missions.source", "model: auth.user", "b.yaml, line 2: “auth.user” is not content of the record"),
        ("publisher: NATO", "publisher: [NATO", "b.yaml, line"),
        ("key: nato-start", "key: nato-start\n    key: nato-start", "“key” stands twice"),
        ("publisher: NATO", "publisher: !!python/object:os.system NATO", "b.yaml, line 6"),
        ("publisher: NATO", 'publisher: "NA\\0TO"', "publisher: Remove the invisible character U+0000"),
    ],
)
def test_a_bad_row_is_refused_by_file_line_record_and_field(refusal, old, new, sentence):
    assert old in SOURCES
    assert sentence in refusal(RECORD, SOURCES.replace(old, new))


def test_a_date_that_is_none_is_refused_with_its_line(refusal):
    said = refusal(SOURCES, RECORD.replace("dates: 2018\n", "dates: '2018-13'\n"))
    assert "b.yaml, line 17, phase “nmi/start”, dates: " in said


def test_a_mission_that_is_nowhere_is_refused(refusal):
    said = refusal(SOURCES, RECORD.replace("mission: [nmi]", "mission: [kfor]"))
    assert "mission: there is no mission “kfor” in the files or in the record." in said


def test_a_mission_without_an_address_is_refused(refusal):
    said = refusal(SOURCES, RECORD.replace("    slug: nato-mission-iraq\n", ""))
    assert "b.yaml, line 2, mission “nmi”, slug: is missing" in said


def test_an_address_of_another_mission_is_refused(load, refusal):
    load(SOURCES, RECORD)
    Mission.objects.update(slug="renamed")
    make_edition(Mission.objects.get())
    for slug in ("renamed", "nato-mission-iraq"):
        other = RECORD.replace("nmi", "kfor").replace("slug: nato-mission-iraq", f"slug: {slug}")
        assert f"slug: the address “{slug}” belongs to the mission “nmi”." in refusal(SOURCES, other)


def test_two_missions_with_one_address_are_refused(refusal):
    said = refusal(SOURCES, RECORD, RECORD.replace("nmi", "kfor"))
    assert "the address “nato-mission-iraq” belongs to the mission" in said


def test_the_same_record_twice_is_refused(refusal):
    make_source("other")
    assert "the same record stands in a.yaml" in refusal(SOURCES, SOURCES)


def test_a_row_that_already_says_what_the_file_says_is_taken_as_loaded(load):
    make_source("nato-start", title="NATO starts", url="", published="", accessed="", access="")
    load(SOURCES)
    load(SOURCES.replace("NATO starts", "Changed in the file"))
    assert Source.objects.get().title == "Changed in the file"


def test_a_renamed_mission_is_still_itself(load):
    load(SOURCES, RECORD)
    Mission.objects.update(slug="renamed", name="Renamed")
    make_edition(Mission.objects.get())
    load(SOURCES, RECORD)
    assert Mission.objects.get().name == "Renamed"
