"""Sources in words."""

import pytest

from missions.pages.references import letters
from missions.pages.sources import PrintedSource, address_at

SOURCE = {
    "key": "start", "title": "A title", "publisher": "NATO", "authors": "", "url": "https://www.nato.int/start",
    "copies": "", "published": "2018-10-31", "accessed": "2026-11-23", "access": "archived", "kind": "official",
    "language": "en", "note": "",
}  # fmt: skip


def printed(**fields) -> PrintedSource:
    return PrintedSource.of(SOURCE | fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "NATO, “A title”, 31 October 2018"),
        ({"title": ""}, "NATO, untitled page, 31 October 2018"),
        ({"published": ""}, "NATO, “A title”, undated"),
        ({"kind": "press", "publisher": "AFP"}, "AFP, “A title”, 31 October 2018"),
        ({"kind": "press", "authors": "Ada"}, "Ada, “A title”, NATO, 31 October 2018"),
        ({"kind": "analysis", "authors": "Ada"}, "Ada, “A title”, NATO, 31 October 2018"),
        ({"kind": "legal"}, "NATO, <cite>A title</cite>, 31 October 2018"),
        ({"kind": "data"}, "NATO, <cite>A title</cite>, data, 31 October 2018"),
        ({"title": "<b>"}, "NATO, “&lt;b&gt;”, 31 October 2018"),
        ({"title": "خبر", "language": "ar"}, 'NATO, “<bdi lang="ar">خبر</bdi>”, 31 October 2018'),
    ],
)
def test_each_kind_of_source_has_its_words(fields, words):
    assert printed(**fields).words == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "archived copy read 23 November 2026"),
        ({"access": "live"}, "read 23 November 2026"),
        ({"access": "print", "accessed": "2026"}, "printed copy read 2026"),
        ({"access": "", "accessed": ""}, ""),
    ],
)
def test_a_source_says_how_it_was_read(fields, words):
    assert printed(**fields).read == words


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, "around"),
        ({"title": "Talks of “peace”, again"}, "around"),
        ({"title": "خبر", "language": "ar"}, "around"),
        ({"publisher": "B & C"}, "around"),
        ({"kind": "press", "authors": "Ada"}, "after"),
        ({"authors": "Ada"}, ""),
        ({"title": ""}, ""),
        ({"kind": "legal"}, ""),
    ],
)
def test_a_margin_note_is_sent_only_where_the_words_do_not_hold_it(fields, place):
    assert printed(**fields).brief_stands == place


def test_a_language_is_named_unless_it_is_english():
    assert (printed().language, printed(language="ar").language, printed(language="tlh").language) == (
        "",
        "Arabic",
        "tlh",
    )


def test_a_passage_opens_its_page_at_those_words():
    assert address_at("https://a.org/b", "up to 500-600, or so") == (
        "https://a.org/b#:~:text=up%20to%20500%2D600%2C%20or%20so"
    )
    assert address_at("https://a.org/b", "the first three words and the last three") == (
        "https://a.org/b#:~:text=the%20first%20three,the%20last%20three"
    )
    assert address_at("https://a.org/b#c", "x") == "https://a.org/b#c:~:text=x"
    assert address_at("", "x") == ""


def test_citations_of_a_source_are_lettered():
    assert [letters(number) for number in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]


def test_a_pdf_file_is_opened_at_its_beginning():
    assert address_at("https://a.org/b.pdf", "up to 500") == "https://a.org/b.pdf"
