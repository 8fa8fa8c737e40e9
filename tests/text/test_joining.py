"""Changes that two people made apart, in one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.joining import join

TEXT = "One.\n\nTwo.\n\nThree."


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        ("First.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThird.", "First.\n\nTwo.\n\nThird."),
        ("One.\n\nTwo.\n\nThree.\n\nFour.", "Nought.\n\nOne.\n\nTwo.\n\nThree.", "Nought.\n\n" + TEXT + "\n\nFour."),
        ("One.\n\nThree.", "First.\n\nTwo.\n\nThree.", "First.\n\nThree."),
        ("First.\n\nTwo.\n\nThree.", "First.\n\nTwo.\n\nThird.", "First.\n\nTwo.\n\nThird."),
    ],
    ids=["different paragraphs", "added at both ends", "one removed", "the same and one more"],
)
def test_changes_of_different_paragraphs_are_joined(theirs, mine, both):
    assert join(TEXT, theirs, mine) == both
    assert join(TEXT, mine, theirs) == both


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("One.\n\nZwei.\n\nThree.", "One.\n\nDeux.\n\nThree."),
        ("One.\n\nThree.", "One.\n\nTwo, and more.\n\nThree."),
        (TEXT + "\n\nFour.", TEXT + "\n\nQuatre."),
    ],
    ids=["one paragraph", "removed and changed", "both added at the end"],
)
def test_changes_of_one_paragraph_are_not(theirs, mine):
    assert join(TEXT, theirs, mine) is None


lines = st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=8).map("\n".join)


@given(lines, lines)
def test_a_change_joined_with_none_is_that_change(original, changed):
    assert join(original, changed, original) == changed
    assert join(original, original, changed) == changed
    assert join(original, changed, changed) == changed


@given(lines, lines, lines)
def test_no_side_comes_first(original, theirs, mine):
    assert join(original, theirs, mine) == join(original, mine, theirs)
