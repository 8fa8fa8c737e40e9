"""Differences in words."""

from missions.editions.compare import EntryChange, FieldChange
from missions.pages.changes import reason_for, words_of
from missions.pages.stretches import stretches


def change(kind, section, title="Title", *fields) -> EntryChange:
    return EntryChange(kind, section, "key", title, tuple(FieldChange(*field) for field in fields))


SOURCE = (
    ("publisher", "", "Anadolu Agency"),
    ("published", "", "2026-03-20"),
    ("kind", "", "press"),
    ("language", "", "tr"),
)


def test_a_reason_counts_entries_of_one_title():
    difference = [change("added", "phases", "Relocation"), change("changed", "figures"), change("changed", "figures")]
    assert reason_for(difference) == "Added phase “Relocation”; changed 2 figures"


def test_a_reason_names_up_to_three_entries_and_counts_more():
    difference = [change("added", "phases", title) for title in "ABC"]
    assert reason_for(difference[:1]) == "Added phase “A”"
    assert reason_for(difference) == "Added phases “A”, “B” and “C”"
    assert reason_for([*difference, change("added", "phases", "D")]) == "Added 4 phases"


def test_a_reason_stays_short_enough_to_be_published():
    sections = ("phases", "initiatives", "leaders", "quotations", "links", "sources")
    difference = [change(kind, section, "T" * 400) for kind in ("added", "removed") for section in sections]
    assert len(reason_for(difference)) <= 1900
    assert "removed 1 source" in reason_for(difference)


def test_a_source_that_went_is_one_line_in_its_reference_wording():
    gone = [(field, new, old) for field, old, new in (*SOURCE, ("title", "", "Asker & barış"))]
    [words] = words_of([change("removed", "sources", "Asker & barış", *gone)])
    assert (words.title, words.fields) == ("Anadolu Agency, “Asker & barış”, 20 March 2026", ())


def test_a_language_is_put_into_words():
    [words] = words_of([change("changed", "sources", "Title", ("language", "tr", "en"))])
    assert [stretch.text for stretch in words.fields[0].stretches] == ["Turkish", "English"]


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
