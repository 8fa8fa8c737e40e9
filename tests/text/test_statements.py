"""Nothing a reader could take for a statement is missed, wherever it hides."""

import pytest

from missions.text.citations import Citation
from missions.text.markdown import inline_statement, plain, printed_citations, statements

A, B = Citation("a"), Citation("b")


def found(text):
    return [(statement.kind, statement.text) for statement in statements(text)]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("One.\n\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("One\nline  \nmore.", [("paragraph", "One line more.")]),
        ("> Quoted.\n>\n> > Deeper.", [("paragraph", "Quoted."), ("paragraph", "Deeper.")]),
        ("- a\n- b", [("list item", "a"), ("list item", "b")]),
        ("1. a\n\n2. b", [("list item", "a"), ("list item", "b")]),
        ("- a\n  - b\n    1. c", [("list item", "a"), ("list item", "b"), ("list item", "c")]),
        ("- a\n\n  more\n- b", [("list item", "a"), ("paragraph", "more"), ("list item", "b")]),
        ("- a\n  > b", [("list item", "a"), ("paragraph", "b")]),
        ("- a\n  ***\n  b", [("list item", "a"), ("paragraph", "b")]),
        ("- # Head\n  a", [("paragraph", "a")]),
        ("- > a\n  >\n  > b", [("paragraph", "a"), ("paragraph", "b")]),
        ("|h|k|\n|-|-|\n|1|2|\n|3||", [("table row", "1 | 2"), ("table row", "3")]),
        ("|h|\n|-|\n|1|\n\nAfter.", [("table row", "1"), ("paragraph", "After.")]),
        ("|h|\n|-|\nno pipe", [("table row", "no pipe")]),
        ("- |h|\n  |-|\n  |1|", [("table row", "1")]),
        ("```\ncode\n```", [("code block", "code")]),
        ("    code\n\n    more", [("code block", "code more")]),
        ("- a\n\n      code", [("list item", "a"), ("code block", "code")]),
        ("<div>\nhidden\n</div>", [("raw HTML", "<div> hidden </div>")]),
        ("<!-- hidden -->", [("raw HTML", "<!-- hidden -->")]),
        ("Text <!-- hidden -->", [("paragraph", "Text <!-- hidden -->")]),
        ("*One* **two** `three` [four](/x) ![five *six*](/y)", [("paragraph", "One two three four five six")]),
        ("a &amp; b &lt;c&gt; \\*d\\*", [("paragraph", "a & b <c> *d*")]),
    ],
)
def test_each_leaf_of_a_text_is_a_statement(text, stated):
    assert found(text) == stated


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "# H",
        "H\n===",
        "---",
        "|h|\n|-|",
        "|h|\n|-|\n||",
        "- ",
        "> ",
        "&nbsp;",
        "[a]: /b",
        "```\n```",
        "[@a]",
    ],
)
def test_what_has_no_words_or_is_a_heading_states_nothing(text):
    assert statements(text) == ()


def test_a_definition_cannot_make_words_after_a_citation_vanish():
    assert found("[@a]: The mission ended.") == [("paragraph", ": The mission ended.")]


def test_statements_are_counted_in_reading_order_and_by_kind():
    text = "One.\n\n- a\n- b\n\nTwo."
    assert [(s.ordinal, s.place) for s in statements(text)] == [
        (1, "paragraph 1"),
        (2, "list item 1"),
        (3, "list item 2"),
        (4, "paragraph 2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a [@a]",
        "[@a] a",
        "a[@a].",
        "*a [@a]*",
        "**a *b [@a]***",
        "- a [@a]",
        "> a [@a]",
        "|h|\n|-|\n|a [@a]|",
        "|h|k|\n|-|-|\n|a|b [@a]|",
        "a ![@a]",
        "a [[@a]]",
        "a\n[@a]",
        "a [b [@a]](/c)",
        "a [@a][b]\n\n[b]: /c",
        "a \\\\[@a]",
    ],
)
def test_a_statement_knows_its_citation(text):
    assert statements(text)[0].citations == (A,)


@pytest.mark.parametrize(
    "text",
    [
        "a `[@a]`",
        r"a \[@a]",
        "a [@a](https://nato.int)",
        "a [@a\\]",
        "a &#91;@a]",
        "a [x@a.b]",
        "a [see @a]",
        "a <b title='[@a]'>",
        "a <https://a.b/[@a]>",
        "a ![c [@a]](/d)",
        "    a [@a]",
        "```\na [@a]\n```",
        "<div>\na [@a]\n</div>",
        "a\n\n[@a]",
        "# [@a]\n\na",
        "- a\n  - b [@a]",
        "- a\n\n  b [@a]",
        "|h [@a]|\n|-|\n|a|",
    ],
)
def test_what_stands_elsewhere_or_is_no_citation_supports_no_statement(text):
    assert statements(text)[0].citations == ()


def test_passages_stay_out_of_the_words():
    (only,) = statements('About 500 [@a, p. 4, "up to [500] *personnel*; or so"; @b], then\n[@b] more.')
    assert only.text == "About 500, then more."
    assert only.citations == (Citation("a", "p. 4", "up to [500] *personnel*; or so"), B, B)


def test_the_editors_mark_is_no_source():
    (only,) = statements("Three things stand out. [@editorial]")
    assert (only.is_editorial, only.citations, only.text) == (True, (), "Three things stand out.")


def test_a_short_field_is_one_statement_whatever_it_begins_with():
    only = inline_statement("1. *Baghdad* [@a, p. 2]")
    assert (only.text, only.citations) == ("1. Baghdad", (Citation("a", "p. 2"),))


def test_citations_are_printed_in_reading_order_headings_and_images_considered():
    text = "# H [@b]\n\na [@a; @c]\n\n- x [@b]\n  - y\n\n![no [@z]](/i)\n\n[@editorial]"
    assert [citation.key for citation in printed_citations(text)] == ["b", "a", "c", "b"]


def test_the_citations_of_an_entry_are_printed_where_a_statement_has_none():
    text = "# H\n\na\n\nb [@a]\n\nc [@editorial]\n\n    code\n\n|h|\n|-|\n|d|"
    assert printed_citations(text, fallback=(B, Citation("editorial"))) == (B, A, B, B)


def test_plain_words_stand_on_one_line():
    assert plain("# H [@a]\n\n*a*\nb\n\n- c `d`\n\n|e|f|\n|-|-|\n|g||") == "H a b c d e | f g"
