"""Citing: the box, its files, the list of statements, and what the head of a page says."""

import json
import re
import warnings

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rdflib import RDF, SDO, Graph, Literal, URIRef

from missions.editions.publish import withdraw
from missions.models import Mission, Phase, Source
from tests.makers import make_edition, make_mission, make_phase, make_source
from tests.public.addresses import make_site
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db
SITE = "https://record.example.org"
FIRST, SECOND = (f"{SITE}/missions/nmi-page/editions/{number}/" for number in (1, 2))
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE
    settings.SITE_PUBLISHER = "the Institute of Records"
    settings.SITE_NAME = "The Record"


@pytest.fixture
def mission(site):
    return make_site()


def rename(mission: Mission) -> None:
    Mission.objects.filter(pk=mission.pk).update(slug="renamed")
    make_edition(Mission.objects.get(pk=mission.pk), reason="Renamed")


def words_of(client, address: str) -> str:
    """Return the words of a page, drawn to the marks that follow them."""
    return re.sub(r" ([.,])", r"\1", parsed(client.get(address)).words)


@pytest.mark.parametrize(
    ("address", "frozen", "title"),
    [
        ("/missions/nmi-page/", SECOND, "NATO Mission Iraq, edition 2"),
        ("/missions/nmi-page/editions/1/", FIRST, "NATO Mission Iraq, edition 1"),
    ],
)
def test_the_box_names_edition_date_publisher_and_fixed_address(client, mission, address, frozen, title):
    day = mission.editions.get(number=1).published_at
    words = words_of(client, address)
    assert f"The Institute of Records, “{title}”, The Record, {day:%-d %B %Y}, {frozen}." in words
    assert f"The Institute of Records ({day:%Y, %B} {day.day}). {title}. The Record. {frozen}" in words


def test_a_reference_names_the_publisher_of_the_site_and_no_person(client, mission):
    person = mission.editions.get(number=1).publisher
    assert person
    assert person not in client.get("/missions/nmi-page/editions/1.csl.json").content.decode()


def read_bibtex(client, address: str) -> dict[str, str]:
    text = client.get(address).content.decode()
    [entry] = bibtexparser.parse_string(
        text, append_middleware=[LatexDecodingMiddleware(keep_braced_groups=False)]
    ).entries
    return {name: field.value for name, field in entry.fields_dict.items()}


def read_ris(client, address: str) -> list[dict]:
    return rispy.loads(client.get(address).content.decode())


def read_json(client, address: str) -> list[dict]:
    return json.loads(client.get(address).content)


@pytest.mark.parametrize("name", ["NATO Mission Iraq", "بعثة الناتو في العراق", r"R&D {x} 50 % \o/ “q” <b>", "N" * 180])
@pytest.mark.parametrize("place", ["nmi-page", "nmi-page/editions/1"])
def test_independent_readers_find_the_same_reference_in_every_file(client, name, place):
    day = make_edition(make_mission(name=name)).published_at
    from_bibtex, [from_ris], [item] = (
        read(client, f"/missions/{place}.{suffix}")
        for read, suffix in ((read_bibtex, "bib"), (read_ris, "ris"), (read_json, "csl.json"))
    )
    title = f"{name}, edition 1"
    assert from_bibtex["title"] == from_ris["title"] == item["title"] == title
    assert from_bibtex["url"] == from_ris["urls"][0] == item["URL"] == FIRST
    assert from_bibtex["edition"] == from_ris["edition"] == item["edition"] == "1"
    assert from_bibtex["date"] == from_ris["date"].rstrip("/").replace("/", "-") == f"{day:%Y-%m-%d}"
    assert item["issued"]["date-parts"] == [[day.year, day.month, day.day]]


def test_the_address_of_a_reference_leads_to_the_same_edition_after_a_rename(client, mission):
    [item] = read_json(client, "/missions/nmi-page/editions/1.csl.json")
    rename(mission)
    response = client.get(item["URL"].removeprefix(SITE), follow=True)
    assert response.redirect_chain == [("/missions/renamed/editions/1/", 301)]
    assert "began work on 31 October 2018" in parsed(response).words


def test_files_are_downloads_with_a_name(client, mission):
    names = {
        "/missions/nmi-page.bib": "nmi-page-edition-2.bib",
        "/missions/nmi-page/editions/1.csl.json": "nmi-page-edition-1.csl.json",
        "/missions/nmi-page/editions/1/sources.ris": "nmi-page-edition-1-sources.ris",
        "/sources/nato-start.bib": "nato-start.bib",
    }
    for address, name in names.items():
        assert client.get(address)["Content-Disposition"] == f'attachment; filename="{name}"'


def test_every_file_the_box_links_to_is_there(client, mission):
    for address in ("/missions/nmi-page/", "/missions/nmi-page/editions/1/", "/sources/nato-start/"):
        files = [link for link in parsed(client.get(address)).links if link.endswith((".bib", ".ris", ".csl.json"))]
        assert len(files) == (3 if "sources" in address else 6)
        assert [client.get(link).status_code for link in files] == [200] * len(files)


def test_a_withdrawn_record_has_no_live_reference_and_keeps_those_of_its_editions(client, mission):
    withdraw(mission, by=None, reason="A date has to be checked.")
    response = client.get("/missions/nmi-page.bib")
    assert response.status_code == 410
    assert "A date has to be checked." in response.content.decode()
    for place in (".bib", "/sources.bib", "/cite/"):
        assert client.get(f"/missions/nmi-page/editions/1{place}").status_code == 200
    assert "A date has to be checked." in parsed(client.get("/missions/nmi-page/editions/1/cite/")).words


@pytest.mark.parametrize(
    "address",
    [
        "/missions/nmi-page.enw",
        "/missions/nmi-page.csl",
        "/missions/nmi-page/editions/3.bib",
        "/missions/nmi-page/editions/3/sources.bib",
        "/missions/nmi-page/editions/3/cite/",
        "/missions/nowhere.bib",
        "/sources/nowhere.bib",
    ],
)
def test_what_was_never_published_has_no_reference(client, mission, address):
    assert client.get(address).status_code == 404


def test_an_earlier_key_of_a_source_leads_to_the_same_file(client):
    mission = make_mission()
    make_edition(mission)
    Source.objects.update(key="renamed")
    Mission.objects.update(summary="Renamed. [@renamed]", citations="[@renamed]")
    make_edition(mission, reason="Renamed the source")
    assert client.get("/sources/nato-start.ris")["Location"] == "/sources/renamed.ris"


def test_a_source_is_cited_as_the_document_it_is(client):
    make_source("start", title="خبر", publisher="AFP", kind="press", authors="أحمد الكاتب", language="ar")
    make_edition(make_mission(summary="Begun. [@start]"))
    [item] = read_json(client, "/sources/start.csl.json")
    assert (item["title"], item["container-title"], item["author"]) == ("خبر", "AFP", [{"literal": "أحمد الكاتب"}])
    assert read_ris(client, "/sources/start.ris")[0]["authors"] == ["أحمد الكاتب"]
    assert 'أحمد الكاتب, “<bdi lang="ar">خبر</bdi>”, <cite>AFP</cite>' in client.get("/sources/start/").content.decode()


def test_the_sources_of_an_edition_are_one_file_in_the_order_of_their_numbers(client):
    make_source("report", title="A report", kind="analysis", publisher="RAND")
    mission = make_mission(summary="First. [@report]")
    make_edition(mission)
    Source.objects.update(title="Corrected")
    items = read_json(client, "/missions/nmi-page/editions/1/sources.csl.json")
    assert [(item["id"], item["title"]) for item in items] == [
        ("report", "A report"),
        ("nato-start", "NATO continues to strengthen Iraqi security structures"),
    ]


def test_every_statement_is_listed_with_an_address_that_lands_on_it(client, mission):
    page = parsed(client.get("/missions/nmi-page/editions/1/cite/"))
    found = re.findall(rf"{FIRST}#(\S+)", page.words)
    assert len(found) == len(set(found)) == 8
    assert set(found) <= set(page.ids)
    assert set(found) <= set(parsed(client.get("/missions/nmi-page/editions/1/")).ids)


def test_a_statement_stands_beside_the_references_of_its_sources(client):
    mission = make_mission()
    make_source("report", title="A report", publisher="RAND", kind="analysis", url="https://rand.org/r")
    make_phase(mission, "start", text='Begun. [@report, p. 4, "it began"; @nato-start]\n\nOurs. [@editorial]')
    make_edition(mission)
    words = words_of(client, "/missions/nmi-page/editions/1/cite/")
    place = words[words.index("Begun.") :]
    account = "The account The Institute of Records, “NATO Mission Iraq, edition 1”, The Record, "
    assert place.startswith(f"Begun. {account}")
    assert f"{FIRST}#phase-start.1. The document RAND, “A report”, 31 October 2018, https://rand.org/r. p. 4" in place
    assert place.index("“it began”") < place.index("NATO continues to strengthen") < place.index("Ours.")
    assert "The editors’ own words: no document stands behind them." in place[place.index("Ours.") :]


def test_search_engines_are_sent_from_the_statements_to_the_live_page(client, mission):
    page = parsed(client.get("/missions/nmi-page/editions/1/cite/"))
    assert (page.metas["robots"], page.canonical) == ("noindex", f"{SITE}/missions/nmi-page/")


def linked_data(client, address: str) -> Graph:
    """Return what an RDF library reads from a page; the vocabulary stands in for the context, which is on the net."""
    [text] = DATA.findall(client.get(address).content.decode())
    text = text.replace('"https://schema.org"', f'{{"@vocab": "{SDO}"}}')
    with warnings.catch_warnings():
        # Its own reader uses what the library has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=text, format="json-ld")


@pytest.mark.parametrize(
    ("address", "subject", "name", "kind"),
    [
        ("/missions/nmi-page/", SECOND, "NATO Mission Iraq, edition 2", SDO.WebPage),
        ("/missions/nmi-page/editions/1/", FIRST, "NATO Mission Iraq, edition 1", SDO.WebPage),
        (
            "/missions/nmi-page/editions/1-2/",
            f"{SITE}/missions/nmi-page/editions/1-2/",
            "NATO Mission Iraq: from edition 1 to 2",
            SDO.WebPage,
        ),
        (
            "/sources/nato-start/",
            "https://www.nato.int/news/start",
            "NATO continues to strengthen Iraqi security structures",
            SDO.WebPage,
        ),
    ],
)
def test_the_head_describes_what_the_page_shows_in_words_that_programs_know(
    client, mission, address, subject, name, kind
):
    graph = linked_data(client, address)
    assert (URIRef(subject), RDF.type, kind) in graph
    assert (URIRef(subject), SDO.name, Literal(name)) in graph
    assert all(term in SDO for term in {*graph.predicates(), *graph.objects(predicate=RDF.type)} - {RDF.type})
    metas = parsed(client.get(address)).metas
    assert (metas["citation_title"], metas["citation_fulltext_html_url"]) == (name, subject)
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", metas["citation_publication_date"])
    assert metas["citation_publisher"] == ("NATO" if "sources" in address else "The Institute of Records")
    assert metas["og:locale"] == "en_GB"
    assert metas["og:url"] == parsed(client.get(address)).canonical


def test_no_title_ends_the_data_it_stands_in(client):
    hostile = "</script><script>alert(1)</script> & <!--"
    make_edition(make_mission(name=hostile))
    assert client.get("/missions/nmi-page/").content.count(b"<script>") == 0
    assert (URIRef(FIRST), SDO.name, Literal(f"{hostile}, edition 1")) in linked_data(client, "/missions/nmi-page/")


def test_the_difference_is_canonical_at_its_own_address(client, mission):
    assert parsed(client.get("/missions/nmi-page/editions/1-2/")).canonical == f"{SITE}/missions/nmi-page/editions/1-2/"


def test_the_list_of_statements_needs_no_more_queries_as_a_record_grows(client, mission):
    with CaptureQueriesContext(connection) as few:
        client.get("/missions/nmi-page/editions/2/cite/")
    for number in range(3):
        make_phase(mission, f"more-{number}")
    Phase.objects.update(title="Another")
    make_edition(mission, reason="More phases")
    with CaptureQueriesContext(connection) as many:
        client.get("/missions/nmi-page/editions/3/cite/")
    assert len(many) == len(few)
