"""A text of a record on its page: numbers, ids, headings, tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.citations import Citation
from missions.text.markdown import Rendering, printed_citations, render, render_citations, render_inline, statements
from tests.text.markup import Markup

PAGE = Rendering({"a": 1, "b": 2, "c": 13}, stem="phase-start", own_hosts=frozenset({"missions.example"}))
FALLBACK = (Citation("b", "p. 9"),)


def read(text, *, fallback=(), page=PAGE):
    return Markup(render(text, page, fallback))


def test_a_citation_is_a_number_that_leads_to_its_reference():
    html = render_inline("About 500 [@c, p. 4, “up to 500”; @a].", PAGE)
    assert html == (
        'About 500<sup class="cites">'
        '<a class="cite" id="cite-phase-start.1" href="#ref-13" aria-label="Source 13, p. 4">'
        '13<span class="locator">, p. 4</span></a> '
        '<a class="cite" id="cite-phase-start.2" href="#ref-1" aria-label="Source 1">1</a></sup>.'
    )


@pytest.mark.parametrize("acronym", ["NATO", "ISIS", "NTCB-I", "CJTF-OIR"])
def test_an_acronym_is_marked_for_small_capitals(acronym):
    assert f"<abbr>{acronym}</abbr>," in render(f"It was {acronym}, they said.[@a]", PAGE)


@pytest.mark.parametrize("words", ["Union III", "the US", "F-16", "NATOs"])
def test_numbers_of_kings_and_short_words_are_no_acronyms(words):
    assert "<abbr>" not in render(f"It was {words}.[@a]", PAGE)


def test_neighbouring_groups_do_not_run_together_into_another_number():
    assert read("Both say so [@a][@b].").text.strip() == "Both say so1 2."


def test_a_number_stays_with_its_word():
    assert read("One\n[@a] two").text.strip() == "One1 two"


def test_the_editors_mark_is_named_and_leads_to_what_it_means():
    page = read("In short. [@editorial]")
    assert page.text.strip() == "In short.ed."
    assert (
        "a",
        {"class": "editorial", "href": "#ref-editorial", "aria-label": "ed.: the editors’ own words"},
    ) in page.elements


def test_an_unknown_source_is_shown_as_it_was_written():
    page = read("One [@nobody, p. 2; @a].")
    assert page.text.strip() == "One[@nobody, p. 2] 1."
    assert page.all("class") == ["cites", "cite-unknown", "cite"]
    assert page.all("id") == ["phase-start.1", "cite-phase-start.2"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("One.\n\nTwo.", ["p", "p"]),
        ("- a\n- b", ["li", "li"]),
        ("- a\n\n- b", ["p", "p"]),
        ("- a\n  - b\n\nc", ["li", "li", "p"]),
        ("- a\n  ***\n  b", ["li", "p"]),
        ("> a", ["p"]),
        ("# no\n\na", ["p"]),
        ("|no|\n|-|\n|a|\n||\n|b|", ["tr", "tr"]),
        ("    a\n\n```\nb\n```\n\n<p>\nc", ["pre", "pre", "pre"]),
    ],
)
def test_each_statement_has_an_id_on_its_own_element(text, tags):
    page = read(text)
    assert page.all("id") == [f"phase-start.{ordinal}" for ordinal in range(1, len(tags) + 1)]
    assert [page.with_id(name) for name in page.all("id")] == tags


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One.\n\nTwo [@a].\n\nThree. [@editorial]", "One.2, p. 9 Two1. Three.ed."),
        ("- a\n  - b [@a]\n- c", "a2, p. 9 b1 c2, p. 9"),
        ("|h|k|\n|-|-|\n|a|b|\n|c||", "h k a b2, p. 9 c2, p. 9"),
        ("    code", "code 2, p. 9"),
        ("<div>\n", "<div> 2, p. 9"),
        ("# Head", "Head"),
    ],
)
def test_the_citations_of_the_entry_stand_at_the_end_of_statements_without_any(text, shown):
    assert " ".join(read(text, fallback=FALLBACK).text.split()) == shown


def test_a_short_field_takes_the_citations_of_its_entry():
    assert Markup(render_inline("*Baghdad*", PAGE, FALLBACK)).text == "Baghdad2, p. 9"
    assert Markup(render_inline("Naples [@a]", PAGE, FALLBACK)).text == "Naples1"
    assert render_inline("", PAGE, FALLBACK) == ""


def test_numbers_alone_count_on_from_the_first():
    page = Markup(render_citations((Citation("a"), Citation("editorial"), Citation("c", "p. <4>")), PAGE, first=3))
    assert page.text == "1 ed. 13, p. <4>"
    assert page.all("id") == ["cite-phase-start.3", "cite-phase-start.4"]
    assert render_citations((), PAGE) == ""


@pytest.mark.parametrize(("first", "tags"), [(1, "h1 h2 h6"), (3, "h3 h4 h6"), (6, "h6 h6 h6")])
def test_headings_take_their_place_on_the_page(first, tags):
    page = read("# a\n\n## b\n\n###### c", page=Rendering({}, heading_level=first))
    assert page.tags == tags.split()


def test_an_image_is_shown_by_its_description():
    page = read("![The *camp*, 2019 [@a]](https://tracker.example/i.png)")
    assert (page.text.strip(), page.tags) == ("The camp, 2019", ["p"])


def test_a_table_keeps_its_alignment_and_its_box_without_style():
    page = read("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|")
    assert page.all("class") == ["table", *["align-left", "align-center", "align-right"] * 2]
    assert page.all("tabindex") == ["0"]
    assert page.all("scope") == ["col"] * 3


def test_a_list_keeps_its_first_number():
    assert read("7. a\n8. b").all("start") == ["7"]


pieces = st.sampled_from(
    ["a", " ", "\n", "\n\n", "- ", "  ", "    ", "1. ", "> ", "# ", "|a|b|\n|-|-|\n|", "|", "`", "*", "**", "[@a]",
     "[@b, p. 4]", "[@editorial]", "[@", "]", "[", "](/x)", "![", "<b>", "<div>", "<!--", "```\n", "\\", "&amp;", "---",
     '"', "[@a, “x”]"]
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join))
def test_ids_never_collide_and_always_match_statements_and_printed_citations(text):
    ids = read(text, fallback=FALLBACK).all("id")
    expected = [f"phase-start.{statement.ordinal}" for statement in statements(text)]
    expected += [f"cite-phase-start.{ordinal}" for ordinal, _ in enumerate(printed_citations(text, FALLBACK), 1)]
    assert sorted(ids) == sorted(expected)
