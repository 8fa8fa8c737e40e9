"""Words are found however they are typed, and what stands around them stays as it was."""

from datetime import date

import pytest

from missions.text.citations import read_group
from missions.text.removal import Words, cuts_in_address, cuts_in_lines, cuts_in_text, mark, without

MARK = "[removed, 26 November 2026]"


def removed(text: str, *phrases: str, keys=()) -> str:
    return without(text, cuts_in_text(text, Words(phrases), dict(keys), MARK))


def test_the_mark_says_when():
    assert mark(date(2026, 11, 26)) == MARK


@pytest.mark.parametrize(
    "typed",
    ["Jane Doe", "jane  doe", "Jane\nDoe", "JANE DOE", "Jane **Doe", "Jane\u00a0Doe", "Jane-Doe", "Jane&nbsp;Doe"],
)
def test_words_are_found_however_they_are_typed(typed):
    assert removed(f"Before {typed} after", "Jane Doe") == f"Before {MARK} after"


def test_quotes_and_hyphens_are_alike_in_all_their_kinds():
    assert removed("said O’Neil-Smith, then", "O'Neil‑Smith") == f"said {MARK}, then"


def test_a_part_of_a_word_is_another_word():
    assert removed("Doesn’t Doering do?", "Doe") == "Doesn’t Doering do?"


def test_longer_words_go_before_shorter_ones():
    assert removed("Jane Doe and Doe", "Doe", "Jane Doe") == f"{MARK} and {MARK}"


def test_a_passage_keeps_its_citation():
    text = removed('It was so. [@src, p. 4, "said Jane Doe"; @other]', "Jane Doe")
    assert text == f'It was so. [@src, p. 4, "said {MARK}"; @other]'
    assert [citation.key for citation in read_group(text[12:-1])] == ["src", "other"]


def test_a_place_in_a_source_stays_one():
    text = removed("It was so. [@src, letter of Jane Doe]", "Jane Doe")
    assert read_group(text[12:-1])[0].locator == "letter of removed, 26 November 2026"


def test_keys_of_citations_change_where_they_are_given_another_and_nowhere_else():
    text = removed("Words of doe. [@doe-2019; @nodoe]", "doe", keys={"doe-2019": "removed-1"})
    assert text == f"Words of {MARK}. [@removed-1; @nodoe]"


def test_an_address_goes_whole():
    text = removed("See [this](https://example.org/a/jane-doe.html) there.", "Jane Doe")
    assert text == f"See [this]({MARK}) there."
    assert without("https://e.org/Jane%20Doe", cuts_in_address("https://e.org/Jane%20Doe", Words(["Jane Doe"]))) == ""


def test_the_mark_never_becomes_a_link():
    assert removed("Doe(https://example.org)", "Doe") == f"{MARK} (https://example.org)"


def test_of_a_list_of_addresses_the_line_goes():
    lines = "2026-11-01 https://a.org/doe\n2026-11-02 https://a.org/other"
    assert without(lines, cuts_in_lines(lines, Words(["Doe"]))) == "2026-11-02 https://a.org/other"


def test_words_with_markup_within_are_known_to_be_readable():
    assert Words(["Jane Doe"]).are_in("Ja*ne* Doe")


@pytest.mark.parametrize(("key", "holds"), [("jane-doe", True), ("gen-jane-doe-2", True), ("jane-doering", False)])
def test_a_key_holds_words_by_its_parts(key, holds):
    assert Words(["Jane Doe"]).are_in_key(key) is holds
