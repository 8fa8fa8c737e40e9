"""Differences in words."""

from dataclasses import replace

import pytest

from missions.editions.compare import EntryChange, FieldChange
from missions.pages.changes import words_of
from missions.pages.reasons import reason_for
from missions.pages.stretches import stretches
from missions.pages.summaries import summary_of


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
    assert (words.title, words.fields) == ("Anadolu Agency, “\u2068Asker & barış\u2069”, 20 March 2026", ())


def test_a_language_is_put_into_words():
    [words] = words_of([change("changed", "sources", "Title", ("language", "tr", "en"))])
    assert told(words) == [("deleted", "Turkish"), ("inserted", "English")]


def test_a_reason_names_the_changed_fields_of_the_mission():
    difference = [change("changed", "mission", "NMI", ("summary", "a", "b"), ("as_of", "2025", "2026"))]
    assert reason_for(difference) == "Changed the mission: summary, as of"


def test_the_first_edition_needs_no_list():
    assert reason_for([change("added", "mission"), change("added", "phases")]) == "First edition"


def test_no_difference_gives_no_reason():
    assert reason_for([]) == ""


def told(words, field=0):
    """Return the stretches of a field's only part."""
    [part] = words.fields[field].parts
    return [(stretch.kind, stretch.text) for stretch in part.stretches]


def said(section, *field):
    """Return what is said of a changed field as a whole."""
    [words] = words_of([change("changed", section, "Title", field)])
    return words.fields[0].sentences


@pytest.mark.parametrize(
    ("section", "field", "sentence"),
    [
        ("phases", ("dates", "2018-10", "2018-10-31"), "from October 2018 to 31 October 2018"),
        ("phases", ("dates", "2017/2018", "2019/.."), "now “since 2019” instead of “2017 to 2018”"),
        ("mission", ("as_of", "", "2026-03"), "March 2026, where nothing was given"),
        ("sources", ("accessed", "2026-03-01", ""), "no longer given; it was 1 March 2026"),
        ("figures", ("quality", "planned", "target"), "from planned to target"),
        ("phases", ("is_announced", "yes", ""), "from announced to confirmed"),
        ("leaders", ("is_announced", "", "yes"), "from confirmed to announced"),
    ],
)
def test_dates_states_and_choices_are_said_in_words(section, field, sentence):
    assert said(section, *field) == (sentence,)


def test_a_renamed_phase_is_said_in_words():
    [words] = words_of([change("changed", "phases", "Relocation", ("title", "Move", "Relocation"))])
    assert words.sentences == ("Renamed from “Move” to “Relocation”.",)
    assert words.fields == ()


def test_one_changed_word_is_one_deletion_and_one_insertion():
    [words] = words_of(
        [change("changed", "phases", "T", ("text", "It *began* in July. [@a]", "It *began* in May. [@a]"))]
    )
    assert told(words) == [("same", "It began in "), ("deleted", "July"), ("inserted", "May"), ("same", ".")]
    assert words.fields[0].parts[0].sentences == ()


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("[@aa]", "[@aa; @nato]", ["Source 1 (NATO) added."]),
        ("[@aa; @nato]", "[@aa]", ["Source 1 (NATO) removed."]),
        ("[@aa]", "[@nato, p. 4]", ["Source 4 (Anadolu Agency) replaced by source 1 (NATO), p. 4."]),
        ("[@gone]", "[@aa]", ["Former source 2 (Gone) replaced by source 4 (Anadolu Agency)."]),
        ("[@aa, p. 2]", "[@aa, p. 4]", ["Source 4 (Anadolu Agency): now p. 4 instead of p. 2."]),
        ('[@aa]', '[@aa, "some 500"]', ["Source 4 (Anadolu Agency): the passage is given now, “some 500”."]),
        ("[@aa; @nato]", "[@nato; @aa]", ["The same sources stand in another order."]),
        ("[@aa]", "[@editorial]", ["Source 4 (Anadolu Agency) removed.", "Marked as the editors’ own words."]),
        ("[@aa]", "[@aa] [@unknown]", ["Source “unknown” added."]),
    ],
)  # fmt: skip
def test_changed_citations_are_said_in_words(old, new, sentences):
    before = {"sources": [{"key": "gone", "number": 2, "publisher": "Gone"}]}
    after = {
        "sources": [
            {"key": "nato", "number": 1, "publisher": "NATO"},
            {"key": "aa", "number": 4, "publisher": "Anadolu Agency"},
        ]
    }
    [words] = words_of([change("changed", "quotations", "T", ("note", f"So. {old}", f"So. {new}"))], before, after)
    [part] = words.fields[0].parts
    assert list(part.sentences) == sentences
    assert [(stretch.kind, stretch.text) for stretch in part.stretches] == [("same", "So.")]


def test_a_divided_paragraph_shows_no_changed_words():
    old = "It began in July with many people there. It ended in May after a decision of the council."
    [words] = words_of([change("changed", "phases", "T", ("text", old, old.replace("there. ", "there.\n\n")))])
    assert {kind for kind, _ in told(words)} == {"same", "divided"}


def test_a_moved_paragraph_is_named_and_what_stayed_is_folded():
    one, two, three = "The first paragraph here.", "Another one, the second.", "Finally comes the third."
    old, new = "\n\n".join((one, two, three)), "\n\n".join((two, three, one))
    [words] = words_of([change("changed", "phases", "T", ("text", old, new))])
    same, moved = words.fields[0].parts
    assert (same.kind, same.count) == ("same", 2)
    assert moved.sentences == ("Moved: it was paragraph 1.",)
    assert moved.anchor == "phase-key.3"


def test_a_change_of_markup_alone_says_so():
    [words] = words_of([change("changed", "phases", "T", ("text", "It *began*.", "It **began**."))])
    assert "markup" in words.fields[0].sentences[0]


def test_an_entry_that_only_moved_is_called_moved():
    moved = replace(change("changed", "links", "B", ("position", "1", "2")), follows="A")
    renumbered = replace(change("changed", "links", "A", ("position", "2", "1")), key="a")
    [words] = words_of([moved, renumbered])
    assert (words.kind, words.sentences) == ("moved", ("Moved: it now follows “A”.",))


def test_a_number_in_the_order_that_moved_nothing_says_so():
    [words] = words_of([change("changed", "links", "A", ("position", "2", "1"))])
    assert "stands where it stood" in words.sentences[0]


def test_the_summary_counts_and_leads_to_each_change():
    dated = ("dates", "2018", "2019")
    changes = [
        change("changed", "phases", "A", dated),
        change("added", "phases", "B"),
        change("changed", "phases", "C"),
    ]
    lines = summary_of(words_of(changes))
    assert [line.words for line in lines] == ["2 phases changed", "1 phase added", "1 date changed"]
    assert [link.title for link in lines[0].links] == ["A", "C"]
    assert lines[0].links[0].id == "change-phase-key"


def test_a_long_stretch_that_stayed_is_folded_and_nothing_is_lost():
    long = "".join(f"word{number} " for number in range(100))
    found = stretches(f"old {long}old", f"new {long}new")
    assert [stretch.kind for stretch in found] == [
        "deleted", "inserted", "same", "folded", "same", "deleted", "inserted",
    ]  # fmt: skip
    assert "".join(stretch.text for stretch in found if stretch.kind != "inserted") == f"old {long}old"
