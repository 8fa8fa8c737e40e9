"""Citing while writing: the library is searched, citations are written so that they can be read, faults have cures."""

import re
from html import unescape

import pytest
from django.urls import reverse

from missions.admin.faults import Beside, faults
from missions.editions.rekey import merge, rename
from missions.models import Source
from missions.text.citations import read_field
from tests.makers import make_edition, make_mission, make_source, make_user

pytestmark = pytest.mark.django_db


def search(client, q: str = "", **more) -> list[str]:
    answer = client.get(reverse("admin:missions_search_sources"), {"q": q, **more})
    return [source["key"] for source in answer.json()["sources"]]


@pytest.mark.parametrize("name", ["citing", "search_sources", "citation", "check"])
def test_strangers_get_a_sentence_and_no_redirect(client, name):
    make_source(title="Secret")
    response = client.get(reverse(f"admin:missions_{name}"))
    assert response.status_code == 403
    assert response.content.decode() == "Log in again to cite; your text is still here."


def test_staff_without_the_right_see_no_source(client):
    client.force_login(make_user("guest"))
    assert client.get(reverse("admin:missions_search_sources")).status_code == 403


@pytest.mark.parametrize(
    "q", ["médiathèque", "MEDIATHEQUE", "defence ministère", "min de mediath", "aa-2018", "[@aa", "Agence"]
)
def test_a_source_is_found_by_words_in_any_writing(writer, q):
    make_source("aa-2018", title="La médiathèque du ministère de la Défence", publisher="Agence Anadolu")
    make_source("other", title="Other")
    assert search(writer, q) == ["aa-2018"]


def test_a_source_is_found_by_its_address_however_it_is_written(writer):
    make_source("aa", url="https://www.aa.example/news?id=1")
    assert search(writer, "http://aa.example/news/?utm_source=x&id=1#top") == ["aa"]


def test_the_key_that_was_typed_comes_first_and_those_that_begin_so_next(writer):
    make_source("nato")
    make_source("nato-2")
    make_source("z", title="On nato")
    make_source("a", title="On nato")
    assert search(writer, "nato") == ["nato", "nato-2", "a", "z"]


def test_nothing_asked_shows_the_newest(writer):
    make_source("older")
    make_source("newer")
    assert search(writer) == ["newer", "older"]


def test_the_source_that_was_just_made_is_found_by_its_row(writer):
    source = make_source("one")
    make_source("two")
    assert search(writer, id=source.pk) == ["one"]
    assert search(writer, id="x") == search(writer, id="9" * 30) == []


def test_a_merged_source_is_found_no_more(writer):
    make_edition(make_mission())
    merge(Source.objects.get(), into=make_source("kept"))
    assert search(writer) == ["kept"]


def test_more_than_can_be_looked_through_are_counted(writer):
    for number in range(21):
        make_source(f"s-{number}")
    answer = writer.get(reverse("admin:missions_search_sources")).json()
    assert (len(answer["sources"]), answer["has_more"]) == (20, True)


def test_ten_thousand_sources_are_searched_in_one_query(writer, django_assert_num_queries):
    Source.objects.bulk_create(
        Source(key=f"s-{number}", publisher="Reuters", kind="press", title=f"No. {number}") for number in range(10_000)
    )
    writer.get(reverse("admin:missions_citing"))
    with django_assert_num_queries(7):  # session, account, its second factor, two for its rights, the search
        assert search(writer, "reuters 9999") == ["s-9999"]


def citation(client, **given):
    return client.get(reverse("admin:missions_citation"), given)


@pytest.mark.parametrize(
    ("given", "item"),
    [
        ({"key": "aa"}, "@aa"),
        ({"key": "aa", "locator": " p.  4 "}, "@aa, p. 4"),
        ({"key": "aa", "passage": 'He said "so"\n[@x]'}, '@aa, "He said \\"so\\" \\[@x]"'),
        ({"key": "editorial"}, "@editorial"),
    ],
)
def test_a_citation_is_written_so_that_it_reads_back(writer, given, item):
    assert citation(writer, **given).json() == {"item": item}
    assert read_field(f"[{item}]")[0].key == given["key"]


@pytest.mark.parametrize("locator", ["p. 4; @b", "[4]", "section “Training”", "@b"])
def test_a_place_that_would_break_the_citation_is_refused_in_a_sentence(writer, locator):
    response = citation(writer, key="aa", locator=locator)
    assert response.status_code == 422
    assert response.json()["sentence"].startswith("The place cannot hold brackets")


def check(client, content: str, mode: str = "line", **beside):
    return client.post(reverse("admin:missions_check"), {"content": content, "mode": mode, **beside})


def cured(response, words: str, content: str, chosen: str = "") -> str:
    """Press the cure with these words, as a browser does, and return the text as it is then."""
    buttons = re.findall(r"<button ([^>]*)>([^<]*)", response.content.decode())
    given = next(attributes for attributes, said in buttons if said == words)
    data = {name: unescape(value) for name, value in re.findall(r'data-([a-z]+)="([^"]*)"', given)}
    units = content.encode("utf-16-le")
    start, end = int(data["start"]) * 2, int(data["end"]) * 2
    put = {"put": data["text"], "spaced": f" [@{chosen}]", "group": f"[@{chosen}]", "key": f"@{chosen}"}[data["cure"]]
    before = units[:start].decode("utf-16-le")
    assert before.endswith(data["before"])
    assert units[start:end].decode("utf-16-le") == data["found"]
    return before + put + units[end:].decode("utf-16-le")


def test_a_field_in_which_all_is_well_has_no_faults(writer):
    make_source("aa")
    assert check(writer, "A mission. [@aa]").content.strip() == b""


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ("Choose a source", "🇮🇶 One. [@aa]\n\nTwo 🇮🇶. [@bb]\n"),
        ("Same source as above", "🇮🇶 One. [@aa]\n\nTwo 🇮🇶. [@aa]\n"),
        ("These are our own words", "🇮🇶 One. [@aa]\n\nTwo 🇮🇶. [@editorial]\n"),
    ],
)
def test_an_unsourced_statement_has_three_cures(writer, words, mended):
    make_source("aa")
    text = "🇮🇶 One. [@aa]\n\nTwo 🇮🇶.\n"
    response = check(writer, text, "blocks")
    assert "No source: Two 🇮🇶." in response.content.decode()
    assert cured(response, words, text, "bb") == mended


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ("Choose a source", "One. [@aa] Two. [@bb, p. 4]"),
        ("Same source as above", "One. [@aa] Two. [@aa]"),
        ("These are our own words", "One. [@aa] Two. [@editorial]"),
    ],
)
def test_an_unknown_key_has_three_cures(writer, words, mended):
    make_source("aa")
    text = "One. [@aa] Two. [@nope, p. 4]"
    assert cured(check(writer, text), words, text, "bb") == mended


def test_an_earlier_key_is_told_and_replaced_at_once(writer):
    rename(make_source("old"), "new")
    text = "One. [@old]"
    response = check(writer, text)
    assert "The key “old” is “new” today." in unescape(response.content.decode())
    assert cured(response, "write “new”", text) == "One. [@new]"


def test_the_preview_offers_the_same_cures(writer):
    make_source("aa")
    text = "One. [@aa]\n\nTwo."
    response = writer.post(reverse("admin:missions_preview"), {"content": text})
    assert cured(response, "Same source as above", text) == "One. [@aa]\n\nTwo. [@aa]"


def test_the_citations_of_the_entry_stand_for_its_line(writer):
    assert b"No source" not in check(writer, "A mission.", whole="[@aa]").content
    assert b"No source" in check(writer, "A mission.").content


def test_an_entry_that_needs_a_source_says_so_until_it_or_its_note_names_one(writer):
    make_source("aa")
    response = check(writer, "", "needed", above="[@aa, p. 4]")
    assert "No source yet" in response.content.decode()
    assert cured(response, "Same source as above", "") == "[@aa, p. 4]"
    assert cured(response, "Choose a source", "", "aa") == "[@aa]"
    assert "our own words" not in response.content.decode()
    assert b"No source" not in check(writer, "", "needed", note="Said. [@aa]").content
    assert b"No source" not in check(writer, "", "whole").content


def test_citations_that_cannot_be_read_are_told_in_the_words_of_the_form(writer):
    assert "cannot be read as a citation" in check(writer, "[@aa", "whole").content.decode()


def test_what_a_text_may_not_hold_is_told_without_cures():
    (fault,) = faults("See ![a map](https://a.example/map). [@editorial]", "line", Beside())
    assert "cannot be shown" in fault.sentence
    assert fault.cures == ()


def test_a_check_is_posted_and_names_how_the_field_cites(writer):
    assert writer.get(reverse("admin:missions_check")).status_code == 405
    assert check(writer, "x", "nothing").status_code == 400
    assert check(writer, "a" * 200_001).status_code == 413


@pytest.mark.parametrize(
    ("model", "modes"),
    [
        ("mission", {"summary": "line", "headquarters": "line", "overview": "blocks", "legal_basis": "blocks",
                     "citations": "needed"}),
        ("phase", {"text": "blocks", "citations": "whole"}),
        ("initiative", {"text": "blocks", "citations": "whole"}),
        ("figure", {"note": "note", "citations": "needed"}),
        ("quotation", {"note": "note", "citations": "needed"}),
        ("link", {}),
        ("source", {}),
    ],
)  # fmt: skip
def test_every_field_that_cites_says_how(writer, model, modes):
    page = writer.get(reverse(f"admin:missions_{model}_add")).content.decode()
    found = {}
    for field in re.findall(r"<textarea [^>]*>", page):
        if mode := re.search(r'data-cite="(\w+)"', field):
            found[re.search(r'name="([^"]+)"', field)[1]] = mode[1]
    assert found == modes


def test_what_is_written_without_script_is_a_plain_field(writer):
    page = writer.get(reverse("admin:missions_phase_add")).content.decode()
    assert "<dialog" not in page
