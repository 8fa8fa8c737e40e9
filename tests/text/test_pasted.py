"""A pasted reference fills a source: what is understood, what is left out, what cannot be read."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.exchange.bibtex import bibtex
from missions.text.exchange.csl import csl_json
from missions.text.exchange.pasted import NotAReference, read_pasted
from missions.text.exchange.ris import ris
from missions.text.exchange.work import Work

BIBTEX = r"""@techreport{swp,
  title = {The {NATO} Mission in {I}raq: {\"U}bung \& Rat},
  author = {M{\"u}ller, Anna and van der Berg, Jan and {Ministry of Foreign and European Affairs}},
  institution = {SWP}, year = 2021, month = feb, url = {https://swp.example/a\_b%20c}, urldate = {2024-03-05},
  pages = {3--4}, langid = {english},
}"""
RIS = """TY  - NEWS
TI  - NATO starts mission
AU  - Malouf, Andrea
AU  - Reuters staff
T2  - Anadolu Agency
DA  - 2018/10/31/
UR  - https://a.example/x
Y2  - 2024/03/05
LA  - en
KW  - nato
ER  -
"""
CSL = {
    "id": "x",
    "type": "article-newspaper",
    "title": "NATO starts",
    "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "AFP"}],
    "container-title": "Reuters",
    "issued": {"date-parts": [[2018, 10]]},
    "URL": "https://r.example/a",
    "page": "4",
}


def test_bibtex_is_read():
    pasted = read_pasted(BIBTEX)
    assert pasted.format == "BibTeX"
    assert pasted.values == {
        "title": "The NATO Mission in Iraq: Übung & Rat",
        "publisher": "SWP",
        "authors": "Anna Müller, Jan van der Berg, Ministry of Foreign and European Affairs",
        "url": "https://swp.example/a_b%20c",
        "published": "2021-02",
        "accessed": "2024-03-05",
        "access": "live",
        "language": "en",
    }
    assert pasted.left_out == {"pages": "3–4"}


@pytest.mark.parametrize("text", [RIS, RIS.replace("\n", "\r\n"), RIS.removesuffix("ER  -\n"), f"\ufeff{RIS}"])
def test_ris_is_read(text):
    pasted = read_pasted(text)
    assert pasted.values == {
        "title": "NATO starts mission",
        "publisher": "Anadolu Agency",
        "authors": "Andrea Malouf, Reuters staff",
        "url": "https://a.example/x",
        "published": "2018-10-31",
        "accessed": "2024-03-05",
        "access": "live",
        "language": "en",
        "kind": "press",
    }
    assert pasted.left_out == {"keywords": "nato"}


@pytest.mark.parametrize("shape", [CSL, [CSL], {"items": [CSL]}])
def test_csl_json_is_read(shape):
    pasted = read_pasted(json.dumps(shape))
    assert pasted.values == {
        "title": "NATO starts",
        "publisher": "Reuters",
        "authors": "Jan van der Berg, AFP",
        "url": "https://r.example/a",
        "published": "2018-10",
        "kind": "press",
    }
    assert pasted.left_out == {"page": "4"}


def test_an_address_is_taken_as_it_is():
    assert read_pasted(" https://www.nato.int/a?b=1#c\n").values == {"url": "https://www.nato.int/a?b=1#c"}


def test_the_address_of_an_archived_copy_tells_the_page_and_the_day():
    copy = "https://web.archive.org/web/20240305120000/https://www.nato.int/a"
    assert read_pasted(copy).values == {
        "url": "https://www.nato.int/a",
        "copies": f"2024-03-05 {copy}",
        "accessed": "2024-03-05",
        "access": "archived",
    }


def test_a_date_that_means_nothing_is_told_and_not_filled_in():
    pasted = read_pasted("@misc{a, title={T}, year={forthcoming}, howpublished={\\url{https://a.example/b}}}")
    assert pasted.values == {"title": "T", "url": "https://a.example/b"}
    assert pasted.unread == {"published": "forthcoming"}


def test_of_several_entries_the_first_is_read_and_the_others_are_counted():
    assert read_pasted(f"{RIS}\n{RIS}").others == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", "nothing-pasted"),
        ("NATO starts mission", "no-reference"),
        ("www.nato.int/a", "no-reference"),
        ("javascript:alert(1)", "no-reference"),
        ("@article{a, title={unclosed", "unreadable"),
        ("@article{a}", "unreadable"),
        ("TY  - NEWS\nER  - \n", "unreadable"),
        ("[1, 2]", "unreadable"),
        ('{"items": 5}', "unreadable"),
        ("[" * 10_000, "unreadable"),
        (r'[{"title": "\ud800"}]', "unreadable"),
        ('{"title": 5', "unreadable"),
        ("@" * 60_000, "too-long"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text, code):
    with pytest.raises(NotAReference) as refusal:
        read_pasted(text)
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")


@given(st.sampled_from(["@", "TY  - ", "[", "{"]), st.text(max_size=60))
def test_nothing_that_is_pasted_fails(begins, rest):
    with suppress(NotAReference):
        read_pasted(begins + rest)


@pytest.mark.parametrize("write", [bibtex, ris, csl_json])
def test_what_the_site_gives_out_comes_back(write):
    work = Work(
        key="nato-start",
        kind="newspaper",
        title="50% of “it”: a & b {c}",
        creator="",
        container="Anadolu Agency",
        publisher="",
        edition="",
        published="2018-10-31",
        accessed="2026-11-23",
        url="https://a.example/x_y?b=1&c=%20",
        language="en",
        note="",
    )
    values = read_pasted(write([work])).values
    assert values["title"] == work.title
    assert values["url"] == work.url
    assert (values["publisher"], values["published"], values["accessed"]) == (
        "Anadolu Agency",
        "2018-10-31",
        "2026-11-23",
    )
