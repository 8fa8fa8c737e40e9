"""References in the formats of other programs, read back by programs that are not ours."""

import json
import re
import shutil
import subprocess

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given, settings
from hypothesis import strategies as st

from missions.text.exchange.bibtex import are_paired, bibtex
from missions.text.exchange.csl import csl_json
from missions.text.exchange.formats import FORMATS
from missions.text.exchange.ris import ris
from missions.text.exchange.work import Work

ADDRESS = "https://record.example.org/missions/nmi/editions/3/"
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
LINES = st.text(LETTERS, min_size=1, max_size=400).map(lambda text: " ".join(text.split())).filter(bool)
HOSTILE = [
    "خبر: بعثة الناتو في العراق",
    r"A {braced} & \escaped title, 100 % of $5 #1 under_scored ~ ^ `a` 'b' \"c\" -- --- ,,d'' <<e>> ?` !`",
    "}{",
    "ER  -",
    "@misc{x, title={y}}",
    "<i>No</i> </script>",
    "name" * 100,
]


def work(title: str = "NATO Mission Iraq, edition 3", **fields) -> Work:
    known = {
        "key": "nmi.edition-3",
        "kind": "webpage",
        "creator": "The editors, Inc. and friends",
        "container": "The Mission Record",
        "published": "2026-11-05",
        "url": ADDRESS,
        "language": "en-gb",
        "edition": "3",
    }
    return Work(title=title, **known | fields)


def read_bibtex(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware(keep_braced_groups=False)])
    assert library.failed_blocks == []
    return [{name: field.value for name, field in one.fields_dict.items()} for one in library.entries]


def pandoc(text: str, *arguments: str) -> str:
    program = [shutil.which("pandoc"), *arguments]
    return subprocess.run(program, input=text, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def alike(text: str) -> str:
    """Return a text without what programs set as they like: kinds of quotation marks, spaces and circumflexes."""
    for letters, one in (('‘’“”"`', "'"), ("ˆ", "^")):
        text = re.sub(f"[{letters}]", one, text)
    return " ".join(re.sub("'+", "'", text).split())


def test_the_three_formats_name_the_same_title_date_edition_and_address():
    [from_bibtex] = read_bibtex(bibtex([work()]))
    [from_ris] = rispy.loads(ris([work()]))
    [item] = json.loads(csl_json([work()]))
    assert from_bibtex["title"] == from_ris["title"] == item["title"] == "NATO Mission Iraq, edition 3"
    assert from_bibtex["edition"] == from_ris["edition"] == item["edition"] == "3"
    assert from_bibtex["url"] == from_ris["urls"][0] == item["URL"] == ADDRESS
    assert from_bibtex["author"] == from_ris["authors"][0] == item["author"][0]["literal"] == work().creator
    assert (from_bibtex["date"], from_bibtex["year"], from_bibtex["month"]) == ("2026-11-05", "2026", "nov")
    assert (from_ris["year"], from_ris["date"]) == ("2026", "2026/11/05/")
    assert item["issued"] == {"date-parts": [[2026, 11, 5]]}


@given(title=LINES, creator=LINES)
@example(title=HOSTILE[0], creator="أحمد الكاتب")
@example(title=HOSTILE[1], creator="A, B and {C}")
@example(title=HOSTILE[3], creator=HOSTILE[4])
@example(title=HOSTILE[5], creator=HOSTILE[6])
def test_every_text_survives_ris_and_csl_json(title, creator):
    one = work(title, creator=creator)
    [from_ris] = rispy.loads(ris([one]))
    [item] = json.loads(csl_json([one]))
    assert (from_ris["title"], from_ris["authors"]) == (title, [creator])
    assert (item["title"], item["author"]) == (title, [{"literal": creator}])


@given(title=LINES.filter(are_paired))
@example(title=HOSTILE[0])
@example(title=HOSTILE[1])
@example(title=HOSTILE[4])
@example(title=HOSTILE[5])
@example(title=HOSTILE[6])
def test_every_text_survives_bibtex(title):
    [entry] = read_bibtex(bibtex([work(title)]))
    assert alike(entry["title"]) == alike(title)


def test_braces_that_do_not_pair_spoil_no_other_entry():
    assert bibtex([work("}{")]).count("{") == bibtex([work("}{")]).count("}")
    assert [entry["title"] for entry in read_bibtex(bibtex([work("a } b"), work("Second", key="b")]))][1:] == ["Second"]


@pytest.mark.parametrize("write", [bibtex, csl_json, ris])
def test_line_breaks_become_spaces(write):
    assert "One Two" in write([work("One\r\n \n\u2028Two")])


@pytest.mark.pandoc
@settings(max_examples=8, deadline=None)
@given(titles=st.lists(LINES.filter(are_paired), min_size=10, max_size=30))
@example(titles=[HOSTILE[0], HOSTILE[1], HOSTILE[4], HOSTILE[5]])
def test_pandoc_reads_every_text_from_bibtex(titles):
    works = [work(title, key=f"work-{number}") for number, title in enumerate(titles)]
    found = {item["id"]: item["title"] for item in json.loads(pandoc(bibtex(works), "-f", "biblatex", "-t", "csljson"))}
    assert [alike(found[one.key]) for one in works] == [alike(one.title) for one in works]


@pytest.mark.pandoc
@pytest.mark.parametrize(("form", "write"), [("csljson", csl_json), ("biblatex", bibtex)])
def test_pandoc_words_a_reference_with_title_edition_date_and_address(form, write):
    words = pandoc(write([work()]), "-f", form, "--citeproc", "-t", "plain", "--wrap=none")
    for part in ("The editors, Inc. and friends. 2026.", "nato mission iraq, edition 3", "The Mission Record", ADDRESS):
        assert part.casefold() in words.casefold()


@pytest.mark.pandoc
@pytest.mark.parametrize("edtf", ["2018", "2018-10", "2018-10-31", "2018~", "2018-10-01/2018-10-31"])
def test_pandoc_reads_the_same_date_from_both_formats(edtf):
    one = [work(published=edtf)]
    read = [json.loads(pandoc(write, "-f", form, "-t", "csljson"))[0]["issued"] for form, write in
            (("biblatex", bibtex(one)), ("csljson", csl_json(one)))]  # fmt: skip
    assert read[0] == read[1]


@pytest.mark.parametrize(
    ("edtf", "issued", "year", "lines"),
    [
        ("", None, None, []),
        ("2018-10", {"date-parts": [[2018, 10]]}, "2018", ["PY  - 2018", "DA  - 2018/10//"]),
        ("2020~", {"date-parts": [[2020]], "circa": True}, "about 2020", ["PY  - about 2020"]),
        ("2017/2018", {"date-parts": [[2017], [2018]]}, "2017 to 2018", ["PY  - 2017 to 2018"]),
        ("2019/..", {"literal": "since 2019"}, "since 2019", ["PY  - since 2019"]),
        ("201X", {"literal": "the 2010s"}, "the 2010s", ["PY  - the 2010s"]),
        ("2018-21", {"literal": "spring 2018"}, "spring 2018", ["PY  - spring 2018"]),
        ("last May", {"literal": "last May"}, "last May", ["PY  - last May"]),
    ],
)
def test_no_date_is_more_certain_than_it_is(edtf, issued, year, lines):
    one = [work(published=edtf)]
    assert json.loads(csl_json(one))[0].get("issued") == issued
    assert read_bibtex(bibtex(one))[0].get("year") == year
    assert [line for line in ris(one).splitlines() if line[:2] in ("PY", "DA")] == lines


@pytest.mark.parametrize("kind", ["webpage", "document", "newspaper", "report", "dataset"])
def test_every_kind_of_work_has_its_type_in_every_format(kind):
    one = [work(kind=kind)]
    assert all(form.write(one) for form in FORMATS.values())


def test_a_report_names_its_institution_once_more_where_bibtex_wants_it():
    [entry] = read_bibtex(bibtex([work(kind="report", creator="RAND")]))
    assert (entry["author"], entry["institution"]) == ("RAND", "RAND")


def test_braces_in_an_address_do_not_end_it():
    [entry] = bibtexparser.parse_string(bibtex([work(url="https://a.org/{x}_%20\\#b")])).entries
    assert entry["url"] == "https://a.org/%7Bx%7D_%20%5C#b"
