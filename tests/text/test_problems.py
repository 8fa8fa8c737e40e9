"""What must not be published is found, with its place and its cure."""

import pytest

from missions.text.markdown import MAX_CHARACTERS, TextTooLong, check_length, plain, problems_of, render_commonmark


def found(text, **how):
    return [(problem.code, problem.place, problem.found) for problem in problems_of(text, **how)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\n\n![The *camp*](/i.png)", ("image", "paragraph 2", "The *camp*")),
        ("![](/i.png)", ("image", "paragraph 1", "/i.png")),
        ("# ![camp](/i.png)", ("image", "heading 1", "camp")),
        ("|![camp](/i.png)|\n|-|", ("image", "table head 1", "camp")),
        ("a\n\n<div>\nb\n</div>", ("raw-html", "raw HTML 1", "<div> b </div>")),
        ("- a\n- b <br> c", ("raw-html", "list item 2", "<br>")),
        ("|h|\n|-|\n|a<!-- b -->|", ("raw-html", "table row 1", "<!-- b -->")),
        ("a [@Nato-News, p. 4].", ("citation-unreadable", "paragraph 1", "[@Nato-News, p. 4]")),
        ("a [@a, @b]", ("citation-unreadable", "paragraph 1", "[@a, @b]")),
        ("a [@a and so on", ("citation-unreadable", "paragraph 1", "[@a and so on")),
        ("a [@a](as reported)", ("citation-unreadable", "paragraph 1", "[@a]")),
        ("a [b [@a]](/c)", ("citation-in-link", "paragraph 1", "b")),
        ("a [*b [@a]*, d](/c)", ("citation-in-link", "paragraph 1", "b")),
        ("[a](ftp://b.c/)", ("link-unusable", "paragraph 1", "ftp://b.c/")),
        ("[a](data:image/png;base64,x)", ("link-unusable", "paragraph 1", "data:image/png;base64,x")),
    ],
)
def test_a_problem_is_found_in_its_place(text, problem):
    assert found(text) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a [@a, p. 4, “b”]. *c* `<div> [@X]` [d](https://e.f/) <https://g.h/>",
        r"\[@Nobody] and \<b> and \![c](/d)",
        "5 < 6 & 7 > 6, write to a@b.c [a@b.c]",
        "    <div> ![a](b) [@X]",
        "[@a] (see below)",
        "[@a][b] [@a]: c\n\n[b]: /d",
        "[a](/b)[@a] [c](/d)",
        "[a] [@a](/b)",
    ],
)
def test_a_sound_text_has_no_problem(text):
    assert found(text) == []


def test_the_statement_of_a_problem_is_known():
    assert [problem.ordinal for problem in problems_of("a\n\n- b\n- c <br>\n\n# ![d](/e)")] == [3, 0]


LISTS = ["  " * depth + "- a" for depth in range(12)]


@pytest.mark.parametrize("text", [">" * 25 + " lost", "\n".join([*LISTS, " " * 24 + "- lost"])])
def test_words_nested_so_deep_that_they_would_vanish_are_a_problem(text):
    assert "lost" not in plain(text)
    assert [code for code, *_ in found(text)] == ["nested-too-deep"]


def test_nine_lists_within_each_other_are_none():
    assert found("\n".join(LISTS[:9])) == []


def test_a_short_field_is_read_as_a_line():
    assert found("# a <br> ![b](/c)", inline=True) == [("raw-html", "", "<br>"), ("image", "", "b")]


@pytest.mark.parametrize(
    "text",
    ["![a](/b)", "<hr>", "[@A]", "[b [@a]](/c)", "[a](ftp://b)", ">" * 25 + " a"],
)
def test_every_problem_says_what_is_wrong_and_what_to_do(text):
    (problem,) = problems_of(text)
    assert problem.found in problem.sentence
    assert problem.sentence.endswith(".")
    assert problem.sentence.count(". ") >= 1


def test_a_text_of_the_greatest_length_is_taken():
    check_length("a" * MAX_CHARACTERS)


@pytest.mark.parametrize("use", [check_length, plain, problems_of, render_commonmark])
def test_a_longer_text_is_refused_with_a_sentence(use):
    with pytest.raises(TextTooLong, match=r"^This text has 200,001 characters; 200,000 is the most") as refusal:
        use("a" * (MAX_CHARACTERS + 1))
    assert refusal.value.code == "text-too-long"
