"""A text is compared as its readers see it: moved, divided and joined paragraphs, and citations apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.rewording import reworded, reworded_line
from tests.calls import calls_of

FIRST = "The mission began work on 31 October 2018 in Baghdad. [@start]"
SECOND = "Canada commanded it first, with about 250 of its own people. [@canada, p. 4]"
THIRD = "Training was suspended in January 2020 for some months. [@suspend]"
texts = st.lists(st.sampled_from([FIRST, SECOND, THIRD, "- One\n- Two", "# Title", "Some. [@a]"]), max_size=6).map(
    "\n\n".join
)


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def became(old: str, new: str) -> list[tuple[int, int, bool]]:
    """Return for each change how many paragraphs became how many, and whether they moved."""
    return [(len(one.old), len(one.new), one.is_moved) for one in reworded(old, new) if not one.is_same or one.is_moved]


def test_the_same_text_has_no_change():
    assert became(text(FIRST, SECOND), text(FIRST, SECOND)) == []


def test_markup_is_no_change_of_words():
    assert became("It *began* in July.\nThen more.", "It **began** in\n`July`. Then more.") == []


def test_a_reworded_paragraph_is_found_between_its_neighbours():
    [changed] = [
        one
        for one in reworded(text(FIRST, SECOND, THIRD), text(FIRST, SECOND.replace("first", "then"), THIRD))
        if not one.is_same
    ]
    assert (changed.old[0].place, changed.new[0].ordinal) == ("paragraph 2", 2)


def test_a_moved_paragraph_is_called_moved_and_nothing_else_is():
    [moved] = [one for one in reworded(text(FIRST, SECOND, THIRD), text(SECOND, THIRD, FIRST)) if one.is_moved]
    assert (moved.old[0].place, moved.new[0].place, moved.is_same) == ("paragraph 1", "paragraph 3", True)


def test_a_moved_paragraph_may_be_reworded_as_well():
    new = text(SECOND, THIRD, FIRST.replace("Baghdad", "Bagdad"))
    assert became(text(FIRST, SECOND, THIRD), new) == [(1, 1, True)]


def test_what_moved_away_is_not_taken_for_what_came_in_its_place():
    new = text(FIRST, "An entirely new paragraph about something else. [@new]", THIRD, SECOND)
    assert became(text(FIRST, SECOND, THIRD), new) == [(0, 1, False), (1, 1, True)]


def test_a_divided_paragraph_stays_one_and_keeps_its_words():
    one, other = "It began in July with many people there.", "It ended in May after a decision of the council."
    [divided] = reworded(f"{one} {other}", text(one, other))
    assert (len(divided.old), len(divided.new)) == (1, 2)
    assert divided.new_words.replace("\n\n", " ") == divided.old_words


def test_joined_paragraphs_are_told_as_one():
    one, other = "It began in July with many people there.", "It ended in May after a decision of the council."
    assert became(text(one, other, THIRD), text(f"{one} {other}", THIRD)) == [(2, 1, False)]


def test_citations_stand_apart_from_words():
    [changed] = reworded("It began. [@a, p. 4]", "It began. [@b]")
    assert changed.old_words == changed.new_words == "It began."
    assert (changed.old_citations[0].key, changed.new_citations[0].key) == ("a", "b")


def test_another_address_behind_the_same_words_is_a_change():
    assert became("See [there](https://a.example/x).", "See [there](https://b.example/x).") == [(1, 1, False)]


def test_what_went_stands_where_it_stood():
    found = reworded(text(FIRST, SECOND, THIRD), text(FIRST, THIRD))
    assert [bool(one.new) for one in found] == [True, False, True]


def test_a_line_is_one_part_or_none():
    assert reworded_line("", "A note. [@a]").old == ()
    assert reworded_line("A note.", "A note. [@a]").new_citations[0].key == "a"


@given(texts, texts)
def test_every_part_of_both_texts_is_told_once(old, new):
    found = reworded(old, new)
    for side, other in (("old", old), ("new", new)):
        told = sorted(part.place for one in found for part in getattr(one, side))
        assert told == sorted(part.place for one in reworded(other, other) for part in one.new)


@pytest.mark.parametrize("end", ["", " unlike."])
def test_work_grows_with_the_texts_and_no_faster(end):
    def calls(n):
        old = text(*(f"One{number} two three four." for number in range(n)))
        new = text(*(f"Five{number} two six seven.{end}" for number in reversed(range(n))))
        return calls_of(lambda: reworded(old, new))

    assert calls(800) < 3 * calls(400)
