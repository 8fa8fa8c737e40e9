"""A key is renamed in citations and nowhere else."""

import pytest

from missions.text.citations import read_field
from missions.text.rekeying import with_keys


def renamed(text: str) -> str:
    return with_keys(text, {"old": "new"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Said. [@old]", "Said. [@new]"),
        ("Said. [@old, “of [old] @old”] And. [@b; @old]", "Said. [@new, “of [old] @old”] And. [@b; @new]"),
        ('[@other, p. 4, "an @old word"; @old]', '[@other, p. 4, "an @old word"; @new]'),
        ("[@old, p. 4; @old, p. 5]", "[@new, p. 4; @new, p. 5]"),
        ("[ @old ]", "[ @old ]"),
        ("[@ old]", "[@ old]"),
        ("[@old-2; @older]", "[@old-2; @older]"),
        ("mail@old, \\[@old], old", "mail@old, \\[@old], old"),
        ("\\\\[@old]", "\\\\[@new]"),
        ("[@old\n; @b]", "[@new\n; @b]"),
        ("[@old, \"unclosed] [@old]", "[@old, \"unclosed] [@new]"),
    ],
)  # fmt: skip
def test_a_key_is_renamed_where_it_is_cited(text, expected):
    assert renamed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@old, p. 4; @b", "@new, p. 4; @b"),
        (" @b;@old ", " @b;@new "),
        ("[@b] [@old]", "[@b] [@new]"),
        ("@old) no", "@old) no"),
    ],
)
def test_brackets_may_be_left_out_in_a_field_of_citations(text, expected):
    assert renamed(text) == expected


def test_a_source_is_not_named_twice_in_the_same_words():
    assert with_keys("Said. [@old; @new; @new, p. 4]", {"old": "new"}) == "Said. [@new; @new, p. 4]"
    assert with_keys("Said. [@new; @old]", {"old": "new"}) == "Said. [@new]"


def test_what_is_read_afterwards_is_what_was_read_before_under_the_new_key():
    field = '[@old, p. 4, "said \\"so\\""; @b, ch. 2]'
    before, after = read_field(field), read_field(renamed(field))
    assert [(one.locator, one.passage) for one in before] == [(one.locator, one.passage) for one in after]
    assert [one.key for one in after] == ["new", "b"]
