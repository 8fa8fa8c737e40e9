"""Publishing a part: what is chosen goes out, what is not keeps its live form."""

import pytest
from django.db.models import F

from missions.editions.compare import compare
from missions.editions.document import compose
from missions.editions.problems import PublicationRefused
from missions.editions.proposal import propose
from missions.editions.publish import DraftMoved, publish
from missions.editions.record import Record
from missions.editions.seal import first_broken
from missions.models import Edition, Source
from tests.makers import make_edition, make_full_mission, make_initiative, make_mission, make_phase, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    mission = make_full_mission()
    make_edition(mission)
    return mission


def names(mission) -> list[str]:
    return [part.name for part in propose(mission).parts]


def published(mission, *parts: str) -> dict:
    edition = publish(mission, by=None, reason="A part", parts=parts)
    assert edition
    return edition.document


def keys(document: dict, section: str) -> list[str]:
    return [row["key"] for row in document[section]]


def test_every_change_is_a_part_and_an_unchanged_draft_has_none(mission):
    assert names(mission) == []
    mission.name, mission.headquarters = "Renamed", "Baghdad [@nato-start]"
    mission.save()
    mission.phases.update(title="Another")
    mission.leaders.all().delete()
    make_phase(mission, "new-one")
    Source.objects.update(publisher="NATO, Brussels")
    assert names(mission) == [
        "mission/name",
        "mission/headquarters",
        "phases/establishment",
        "phases/new-one",
        "leaders/fortin",
        "sources/nato-start",
    ]


def test_what_is_not_chosen_keeps_its_live_form(mission):
    mission.phases.update(text="Half a sentence")
    mission.figures.update(wording="about 600")
    mission.leaders.all().delete()
    make_phase(mission, "new-one")
    mission.overview = "Not yet. [@nato-start]"
    mission.save()
    before = Edition.objects.get().document
    document = published(mission, "figures/personnel-2022")
    (change,) = compare(before, document)
    assert (change.section, change.key, change.fields[0].new) == ("figures", "personnel-2022", "about 600")


def test_the_draft_keeps_what_was_not_published(mission):
    mission.phases.update(text="Half a sentence")
    mission.figures.update(wording="about 600")
    published(mission, "figures/personnel-2022")
    assert names(mission) == ["phases/establishment"]
    assert mission.phases.get().text == "Half a sentence"


def test_all_parts_together_are_the_whole_draft(mission):
    mission.name = "Renamed"
    mission.save()
    mission.phases.all().delete()
    make_phase(mission, "new-one")
    make_initiative(mission, "first", position=0)
    mission.initiatives.filter(key="trainers").update(position=3)
    Source.objects.update(publisher="NATO, Brussels")
    assert published(mission, *names(mission)) == compose(Record.from_draft(mission.pk))


def test_no_part_is_no_edition(mission):
    mission.phases.update(title="Another")
    assert publish(mission, by=None, reason="Nothing", parts=[]) is None


def test_a_problem_counts_for_what_is_chosen_only(mission):
    mission.phases.update(text="A bold claim.")
    mission.figures.update(wording="about 600")
    assert propose(mission, parts=["figures/personnel-2022"]).problems == ()
    with pytest.raises(PublicationRefused):
        published(mission, "phases/establishment")


def test_a_never_published_record_goes_out_whole():
    mission = make_full_mission()
    assert propose(mission, parts=[]).document == compose(Record.from_draft(mission.pk))


def test_a_deleted_entry_stays_until_its_deletion_is_chosen(mission):
    mission.leaders.all().delete()
    mission.figures.update(wording="about 600")
    assert keys(published(mission, "figures/personnel-2022"), "leaders") == ["fortin"]
    assert keys(published(mission, "leaders/fortin"), "leaders") == []


def test_a_source_keeps_its_live_wording_until_its_new_one_is_chosen(mission):
    Source.objects.update(publisher="NATO, Brussels")
    mission.figures.update(wording="about 600")
    assert published(mission, "figures/personnel-2022")["sources"][0]["publisher"] == "NATO"
    assert published(mission, "sources/nato-start")["sources"][0]["publisher"] == "NATO, Brussels"


def test_a_corrected_source_takes_the_new_wording_and_nothing_else(mission):
    Source.objects.update(publisher="NATO, Brussels")
    mission.phases.update(text="Half a sentence")
    before = Edition.objects.get().document
    (change,) = compare(before, published(mission, "sources/nato-start"))
    assert change.section == "sources"


def test_a_new_source_comes_with_the_entry_that_cites_it(mission):
    make_source("afp")
    mission.phases.update(text="Said so. [@afp]")
    mission.figures.update(wording="about 600")
    assert keys(published(mission, "figures/personnel-2022"), "sources") == ["nato-start"]
    assert keys(published(mission, "phases/establishment"), "sources") == ["nato-start", "afp"]


def test_a_live_form_whose_source_has_another_key_now_asks_for_its_change(mission):
    make_source("afp")
    mission.phases.update(text="Said so. [@afp]")
    make_edition(mission)
    Source.objects.filter(key="afp").update(key="afp-2019")
    mission.phases.update(text="Said so. [@afp-2019]")
    mission.figures.update(wording="about 600")
    (problem,) = propose(mission, parts=["figures/personnel-2022"]).problems
    assert problem.code == "unknown-source"
    assert problem.cure.endswith("publish its change as well.")


@pytest.fixture
def ordered():
    mission = make_mission()
    for number, key in enumerate("abcd", 1):
        make_initiative(mission, key, position=number, title=key)
    make_edition(mission)
    return mission


def move(mission, order: str) -> None:
    for number, key in enumerate(order, 1):
        mission.initiatives.filter(key=key).update(position=number)


def order(mission, *parts: str) -> str:
    return "".join(keys(propose(mission, parts=parts).document, "initiatives"))


def test_an_order_is_one_part(ordered):
    move(ordered, "dabc")
    assert names(ordered) == ["order/initiatives"]
    assert order(ordered) == "abcd"
    assert order(ordered, "order/initiatives") == "dabc"


def test_a_text_changes_without_the_order_it_was_moved_in(ordered):
    move(ordered, "dabc")
    ordered.initiatives.filter(key="d").update(title="Renamed")
    assert names(ordered) == ["initiatives/d", "order/initiatives"]
    assert order(ordered, "initiatives/d") == "abcd"
    (change,) = propose(ordered, parts=["initiatives/d"]).difference
    assert [one.field for one in change.fields] == ["title"]


@pytest.mark.parametrize("parts", [("initiatives/n",), ("initiatives/n", "order/initiatives")])
def test_a_new_entry_stands_where_it_was_put_with_or_without_the_new_order(ordered, parts):
    ordered.initiatives.filter(key__in="bcd").update(position=F("position") + 1)
    make_initiative(ordered, "n", position=2)
    assert order(ordered, *parts) == "anbcd"
    assert order(ordered, "order/initiatives") == "abcd"


@pytest.mark.parametrize(("parts", "there"), [((), "abcd"), (("order/initiatives",), "dabc")])
def test_an_entry_that_stays_after_its_deletion_stands_where_it_stood(ordered, parts, there):
    ordered.initiatives.filter(key="b").delete()
    move(ordered, "dac")
    assert order(ordered, *parts) == there


def test_an_entry_of_another_kind_takes_its_place_along(ordered):
    ordered.initiatives.filter(key="a").update(kind="fact", position=7)
    assert names(ordered) == ["initiatives/a"]
    assert order(ordered) == "abcd"
    assert order(ordered, "initiatives/a") == "bcda"


def test_seen_covers_the_choice(mission):
    mission.phases.update(title="Another")
    mission.figures.update(wording="about 600")
    seen = propose(mission, parts=["phases/establishment"]).fingerprint
    with pytest.raises(DraftMoved):
        publish(mission, by=None, reason="Both", seen=seen)
    assert publish(mission, by=None, reason="One", seen=seen, parts=["phases/establishment"])


def test_a_change_beside_the_chosen_ones_does_not_move_them(mission):
    mission.phases.update(title="Another")
    seen = propose(mission, parts=["phases/establishment"]).fingerprint
    mission.figures.update(wording="about 600")
    edition = publish(mission, by=None, reason="One", seen=seen, parts=["phases/establishment"])
    assert edition
    assert edition.document["figures"][0]["wording"] == "about 500"


def test_editions_of_parts_keep_their_chain_and_their_edges(mission):
    mission.phases.update(title="Another")
    mission.figures.update(wording="about 600")
    published(mission, "phases/establishment")
    published(mission, "figures/personnel-2022")
    assert first_broken(Edition.objects.order_by("number")) is None
    places = [edition.citations.get().places for edition in Edition.objects.order_by("number")]
    assert places[0] == places[1] == places[2]
