"""A difference names each entry once, by what happened to it."""

import pytest

from missions.editions.compare import compare
from missions.editions.document import canonical, compose, lift
from missions.editions.record import Record
from missions.models import Source
from tests.makers import make_figure, make_full_mission, make_phase, make_quotation

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return make_full_mission()


def document(mission):
    return compose(Record.from_draft(mission.pk))


def test_the_same_document_has_no_difference(mission):
    assert compare(document(mission), document(mission)) == ()


def test_against_nothing_everything_is_added(mission):
    assert {change.kind for change in compare(None, document(mission))} == {"added"}


def test_an_entry_is_added_removed_or_changed(mission):
    before = document(mission)
    mission.figures.all().delete()
    mission.leaders.update(rank="General")
    make_phase(mission, "relocation", title="Relocation", dates="2026-03-20/..")
    found = [(c.kind, c.section, c.key) for c in compare(before, document(mission))]
    assert found == [
        ("added", "phases", "relocation"),
        ("removed", "figures", "personnel-2022"),
        ("changed", "leaders", "fortin"),
    ]


def test_entries_of_one_name_are_told_apart_by_their_dates_and_figures_by_their_numbers(mission):
    before = document(mission)
    make_figure(mission, "personnel-2024", counted="Personnel", date="2024-06", wording="about 500")
    make_figure(mission, "personnel-2024-smaller", counted="Personnel", date="2024-06", wording="", low=200, high=1300)
    make_quotation(mission, speaker="Jens Stoltenberg", date="2018-10-31")
    titles = [change.title for change in compare(before, document(mission))]
    assert titles == [
        "Personnel, June 2024: about 500",
        "Personnel, June 2024: 200–1,300",
        "Jens Stoltenberg, 31 October 2018",
    ]


def test_a_change_names_the_field_with_both_texts(mission):
    before = document(mission)
    mission.leaders.update(rank="General")
    ((field,),) = [change.fields for change in compare(before, document(mission))]
    assert (field.field, field.old, field.new) == ("rank", "Major General", "General")


def test_a_shifted_source_number_is_no_difference(mission):
    before = document(mission)
    after = {**before, "sources": [{**source, "number": 7} for source in before["sources"]]}
    assert compare(before, after) == ()


def test_a_document_holds_no_floats():
    with pytest.raises(TypeError, match="no floats"):
        canonical({"size": [0.5]})


def test_a_document_of_the_present_format_is_lifted_to_itself(mission):
    assert lift(document(mission)) == document(mission)


def test_figures_that_count_the_same_stand_together_by_date(mission):
    mission.figures.all().delete()
    for key, counted, date in (("a", "Partners", "2019"), ("b", "Personnel", "2020"), ("c", "Partners", "2021")):
        make_figure(mission, key, counted=counted, date=date)
    assert [figure["key"] for figure in document(mission)["figures"]] == ["a", "c", "b"]


def test_a_changed_source_without_a_title_is_called_by_publisher_and_date(mission):
    Source.objects.update(title="")
    before = document(mission)
    Source.objects.update(note="Only the note changed.")
    assert [change.title for change in compare(before, document(mission))] == ["NATO, 31 October 2018"]


def test_a_relation_moved_to_a_mission_of_the_same_name_is_a_change(mission):
    old = {"key": "predecessor", "kind": "predecessor", "other": {"key": "a", "name": "Same", "slug": "a"}, "note": ""}
    before = {**document(mission), "relations": [old]}
    after = {**before, "relations": [{**old, "other": {"key": "b", "name": "Same", "slug": "b"}}]}
    ((field,),) = [change.fields for change in compare(before, after)]
    assert (field.old, field.new) == ("Same (a)", "Same (b)")


def ordered(document, *keys):
    """Return a document with initiatives in this order, numbered as the form numbers them."""
    rows = [
        {"key": key, "kind": "fact", "title": key.upper(), "text": "So. [@nato-start]", "citations": "", "position": at}
        for at, key in enumerate(keys, 1)
    ]
    return {**document, "initiatives": rows}


@pytest.mark.parametrize(
    ("after", "moved"),
    [
        ("bca", {"a": "C"}),
        ("cab", {"c": ""}),
        ("acb", {"c": "A"}),
        ("abxc", {}),
        ("bc", {}),
    ],
)
def test_an_entry_that_moved_names_the_one_it_follows(mission, after, moved):
    changes = compare(ordered(document(mission), *"abc"), ordered(document(mission), *after))
    assert {one.key: one.follows for one in changes if one.follows is not None} == moved


def test_the_one_that_was_changed_is_the_one_that_moved(mission):
    before, after = ordered(document(mission), *"ab"), ordered(document(mission), *"ba")
    after["initiatives"][0]["position"] = 2
    after["initiatives"][1]["position"] = 3
    assert [(one.key, one.follows) for one in compare(before, after)] == [("a", "B")]
