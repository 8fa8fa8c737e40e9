"""Differences in words."""

from missions.editions.compare import EntryChange, FieldChange
from missions.pages.changes import reason_for, words_of
from missions.pages.stretches import stretches


def change(kind, section, title="Title", *fields) -> EntryChange:
    return EntryChange(kind, section, "key", title, tuple(FieldChange(*field) for field in fields))


def test_a_reason_names_one_entry_and_counts_several():
    difference = [change("added", "phases", "Relocation"), change("changed", "figures"), change("changed", "figures")]
    assert reason_for(difference) == "Added phase “Relocation”; changed 2 figures"


def test_a_reason_names_the_changed_fields_of_the_mission():
    difference = [change("changed", "mission", "NMI", ("summary", "a", "b"), ("as_of", "2025", "2026"))]
    assert reason_for(difference) == "Changed the mission’s summary, as of"


def test_the_first_edition_needs_no_list():
    assert reason_for([change("added", "mission"), change("added", "phases")]) == "First edition"


def test_no_difference_gives_no_reason():
    assert reason_for([]) == ""


def test_dates_and_choices_are_put_into_words():
    [words] = words_of(
        [change("changed", "figures", "Personnel", ("date", "2018-10", "2019"), ("quality", "", "target"))]
    )
    assert [[stretch.text for stretch in field.stretches] for field in words.fields] == [
        ["October 2018", "2019"],
        ["target"],
    ]


def test_a_long_stretch_that_stayed_is_folded_and_nothing_is_lost():
    long = "".join(f"word{number} " for number in range(100))
    found = stretches(f"old {long}old", f"new {long}new")
    assert [stretch.kind for stretch in found] == [
        "deleted", "inserted", "same", "folded", "same", "deleted", "inserted",
    ]  # fmt: skip
    assert "".join(stretch.text for stretch in found if stretch.kind != "inserted") == f"old {long}old"
