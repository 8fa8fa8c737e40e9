"""What lacks a source, and edits that mend it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.citations import Citation
from missions.text.markdown import inline_statement, statements
from missions.text.mending import gaps, strays


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Said.", "Said. [@a]"),
        ("Said.  \n\nMore.\n", "Said. [@a]  \n\nMore. [@a]\n"),
        ("Two\nlines.\n\n# Head\n", "Two\nlines. [@a]\n\n# Head\n"),
        ("- one\n- two\n  - deep\n", "- one [@a]\n- two [@a]\n  - deep [@a]\n"),
        ("> quoted\n> words", "> quoted\n> words [@a]"),
        ("| A | B |\n|---|---|\n| 1 | 2 |\n", "| A | B |\n|---|---|\n| 1 | 2 [@a] |\n"),
        ("A | B\n---|---\n1 | 2\n", "A | B\n---|---\n1 | 2 [@a]\n"),
        ("| A | B |\n|---|---|\n| 1 | |\n", "| A | B |\n|---|---|\n| 1 | [@a] |\n"),
        ("بعثة 🇮🇶.", "بعثة 🇮🇶. [@a]"),
        ("Ours. [@editorial]\n\nSourced. [@b]", "Ours. [@editorial]\n\nSourced. [@b]"),
    ],
)
def test_a_citation_is_put_where_it_belongs_to_the_statement(text, mended):
    assert put_everywhere(text) == mended
    assert [one for one in statements(mended) if not (one.citations or one.is_editorial)] == []


def put_everywhere(text: str) -> str:
    for gap in reversed(gaps(text)):
        edit = gap.put((Citation("a"),))
        text = edit.of(text) if edit else text
    return text


@pytest.mark.parametrize("text", ["```\ncode\n```", "    indented", "<div>HTML</div>"])
def test_no_place_is_offered_where_no_citation_can_stand(text):
    (gap,) = gaps(text)
    assert (gap.at, gap.same_as_above, gap.editorial) == (None, None, None)


@given(st.text(alphabet="ab \n|-*#>`[]@.()\\<&", max_size=60))
def test_whatever_is_written_an_edit_mends_its_statement_and_no_other(text):
    for gap in gaps(text):
        if edit := gap.editorial:
            before, after = statements(text), statements(edit.of(text))
            assert after[gap.statement.ordinal - 1].is_editorial
            assert [one.text for one in before] == [one.text for one in after]


def test_the_same_source_as_above_keeps_its_page_and_leaves_its_words():
    text = 'One. [@a, p. 4, "so"; @b]\n\nOurs. [@editorial]\n\nTwo.'
    (gap,) = gaps(text)
    assert gap.same_as_above.of(text).endswith("Two. [@a, p. 4; @b]")


def test_the_first_statement_has_none_above_it():
    assert gaps("One.")[0].same_as_above is None


def test_a_short_field_is_one_statement():
    (gap,) = gaps("- A mission. It advises. ", inline=True)
    assert gap.editorial.of("- A mission. It advises. ") == "- A mission. It advises. [@editorial] "
    assert gaps("", inline=True) == []
    assert inline_statement("A mission. [@editorial]").is_editorial


def test_unknown_keys_are_replaced_in_place():
    text = "One. [@known, p. 1] Two. [@nope, p. 4, “words”; @other]"
    first, second = strays(text, {"known"})
    assert (first.key, second.key) == ("nope", "other")
    assert first.under("known").of(text) == text.replace("@nope", "@known")
    assert first.same_as_above.of(text).endswith("[@known, p. 1; @other]")
    assert second.same_as_above.of(text).endswith("“words”; @known, p. 1]")
    assert first.editorial is None


def test_an_unknown_key_alone_may_have_been_the_editors_words():
    text = "Two. [@nope, p. 4]"
    (stray,) = strays(text, set())
    assert stray.editorial.of(text) == "Two. [@editorial]"
    assert stray.same_as_above is None


@pytest.mark.parametrize("text", ["@nope, p. 4; @b", " [@nope, p. 4; @b]", "[@nope, p. 4] [@b]"])
def test_a_field_of_citations_is_mended_too(text):
    (stray,) = strays(text, {"b"})
    assert stray.under("c").of(text) == text.replace("nope", "c")


def test_the_editors_mark_is_no_unknown_key():
    assert strays("Ours. [@editorial] \\[@nope]", set()) == []
