"""Citations are read as Pandoc writes them, and written back so that they read the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.citations import Citation, CitationError, read_field, read_group, write_field

line = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))).map(lambda text: " ".join(text.split()))
keys = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True).filter(lambda key: key != "editorial")
locators = st.sampled_from(["", "p. 4", "pp. 4, 6", "para. 3(b)", "section a", "00:12:31"])


@pytest.mark.parametrize(
    ("inside", "citations"),
    [
        ("@a", [Citation("a")]),
        ("@nato-news-start-2018", [Citation("nato-news-start-2018")]),
        ("@2018-request, p. 4", [Citation("2018-request", "p. 4")]),
        ("@a, pp. 4, 6-7", [Citation("a", "pp. 4, 6-7")]),
        ("@a; @b, p. 2", [Citation("a"), Citation("b", "p. 2")]),
        ('@key, p. 4, "up to 500 men"; @other', [Citation("key", "p. 4", "up to 500 men"), Citation("other")]),
        ('@a, "no page"', [Citation("a", "", "no page")]),
        ("@a, “typographic, with a comma; and more”", [Citation("a", "", "typographic, with a comma; and more")]),
        ("@a, p. 4, „deutsch“", [Citation("a", "p. 4", "deutsch")]),
        ("@a, «français»", [Citation("a", "", "français")]),
        ('@a, "from [the] start; to [an] end"', [Citation("a", "", "from [the] start; to [an] end")]),
        (r'@a, "a \"mission\" of its own"', [Citation("a", "", 'a "mission" of its own')]),
        ('@a, "a “mission” of its own"', [Citation("a", "", "a “mission” of its own")]),
        ("@a,\np. 4,\n “over\n  two lines”", [Citation("a", "p. 4", "over two lines")]),
        ("@editorial", [Citation("editorial")]),
    ],
)
def test_a_group_names_its_sources(inside, citations):
    assert read_group(inside) == tuple(citations)


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "a",
        "@",
        " @a",
        "see @a",
        "@A",
        "@Nato-News",
        "@a_b",
        "@-a",
        "@a b",
        "@a, @b",
        "@a;",
        "@a; b",
        '@a, "not closed',
        "@a, “not closed",
        '@a "no comma"',
        '@a, section "Training"',
        '@a, "two", "passages"',
        "@a, [p. 4]",
        "@a] and [@b",
        "@editorial, p. 4",
        '@a, "a group [@b] in a passage"',
    ],
)
def test_what_is_no_group_names_nothing(inside):
    assert read_group(inside) is None


@pytest.mark.parametrize("field", ["", " ", "\n"])
def test_an_empty_field_names_no_source(field):
    assert read_field(field) == ()


@pytest.mark.parametrize("field", ["[@a, p. 4; @b]", " [@a, p. 4] [@b] ", "[@a, p. 4][@b]", "@a, p. 4; @b"])
def test_a_field_is_understood_however_its_groups_stand(field):
    assert read_field(field) == (Citation("a", "p. 4"), Citation("b"))


def test_a_field_may_hold_the_editors_mark():
    assert read_field("[@editorial]")[0].is_editorial


@pytest.mark.parametrize(
    "field", ["a", "[a]", "[@a", "[@a] b", "see [@a]", "[@A]", "[@a, @b]", "[@a](https://nato.int)"]
)
def test_an_unreadable_field_is_refused_with_an_example(field):
    with pytest.raises(CitationError, match="square brackets, for example") as refusal:
        read_field(field)
    assert refusal.value.code == "citation-unreadable"


def test_a_refusal_shows_what_was_found():
    with pytest.raises(CitationError, match=r"^“\[@Nato\]” cannot be read"):
        read_field("[@a] [@Nato]")


def test_a_field_is_written_in_one_way():
    assert write_field(read_field("[@a ,p. 4,“x”] [@b]")) == '[@a, p. 4, "x"; @b]'


def test_no_citations_are_an_empty_field():
    assert write_field(()) == ""


@given(st.lists(st.builds(Citation, key=keys, locator=locators, passage=line), max_size=4))
def test_what_is_written_reads_the_same(citations):
    assert read_field(write_field(citations)) == tuple(citations)
