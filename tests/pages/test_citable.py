"""References as text, and what they are made from."""

from datetime import UTC, datetime

import pytest
from django.utils.html import strip_tags

from missions.pages.citable import Citable
from missions.pages.described import tags
from missions.pages.edition import EditionHead
from missions.pages.wordings import author_and_date, note
from missions.pages.works import difference_work, edition_work, source_work

SOURCE = {
    "key": "start", "title": "A title", "publisher": "NATO", "authors": "", "url": "https://nato.int/start",
    "copies": "", "published": "2018-10-31", "accessed": "2026-11-23", "access": "archived", "kind": "official",
    "language": "en", "note": "",
}  # fmt: skip
ARABIC = {"title": "خبر", "language": "ar", "kind": "press", "publisher": "AFP", "authors": "أحمد الكاتب"}


def head(number: int) -> EditionHead:
    return EditionHead("nmi", number, datetime(2026, 3, 1, 23, 59, tzinfo=UTC), "Ada Example", "Why")


@pytest.mark.parametrize(
    ("fields", "in_a_note", "by_author"),
    [
        ({}, "NATO, “A title”, 31 October 2018", "NATO (2018, October 31). A title."),
        ({"published": "2018-10"}, "NATO, “A title”, October 2018", "NATO (2018, October). A title."),
        ({"published": "2018~"}, "NATO, “A title”, about 2018", "NATO (about 2018). A title."),
        ({"published": ""}, "NATO, “A title”, undated", "NATO (n.d.). A title."),
        ({"title": ""}, "NATO, [untitled page], 31 October 2018", "NATO (2018, October 31). [untitled page]."),
        ({"kind": "press"}, "“A title”, NATO, 31 October 2018", "A title (2018, October 31). NATO."),
        (
            {"kind": "analysis", "authors": "Ada"},
            "Ada, “A title”, NATO, 31 October 2018",
            "Ada (2018, October 31). A title. NATO.",
        ),
        ({"kind": "legal"}, "NATO, A title, 31 October 2018", "NATO (2018, October 31). A title."),
        ({"kind": "data"}, "NATO, A title, data, 31 October 2018", "NATO (2018, October 31). A title [data set]."),
        (ARABIC, "أحمد الكاتب, “خبر”, AFP, 31 October 2018", "أحمد الكاتب (2018, October 31). خبر. AFP."),
    ],
)
def test_each_kind_of_source_has_its_words_in_both_styles(fields, in_a_note, by_author):
    work = source_work(SOURCE | fields)
    assert strip_tags(note(work)) == f"{in_a_note}, https://nato.int/start."
    assert strip_tags(author_and_date(work)) == f"{by_author} https://nato.int/start"


def test_what_a_source_says_is_text_and_never_markup():
    assert "&lt;b&gt;" in note(source_work(SOURCE | {"title": "<b>"}))
    assert '<bdi lang="ar">خبر</bdi>' in author_and_date(source_work(SOURCE | ARABIC))


def test_a_source_without_address_has_no_link():
    assert note(source_work(SOURCE | {"url": ""})) == "NATO, “A title”, 31 October 2018."


def test_a_reference_names_the_last_copy_in_an_archive():
    copies = "2026-11-01 https://archive.example/1\n2026-11-23 https://archive.example/2"
    assert (
        source_work(SOURCE | {"copies": copies}).note == "Archived copy of 23 November 2026: https://archive.example/2"
    )


def test_an_edition_is_dated_by_its_day_in_utc():
    assert edition_work("NMI", "nmi", head(3)).published == "2026-03-01"


def test_a_difference_is_named_by_both_its_editions():
    work = difference_work("NMI", "nmi", head(2), head(3))
    assert (work.title, work.key) == ("NMI: from edition 2 to 3", "nmi.editions-2-3")


def test_tags_say_only_what_is_known():
    names = [name for name, _content in tags(source_work(SOURCE | {"published": "2018~", "url": "", "kind": "press"}))]
    assert names == ["citation_title", "citation_publisher", "citation_language"]


def test_only_an_edition_has_statements_to_cite():
    edition, source = Citable.of_edition("NMI", "nmi", head(3)), Citable.of_source(SOURCE)
    assert (edition.statements, len(edition.sources)) == ("/missions/nmi/editions/3/cite/", 3)
    assert (source.statements, source.sources) == ("", ())
