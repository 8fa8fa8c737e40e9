"""`docs/coverage.md` says where the claims of the brief stand, and is held to the record that ships."""

import re

import pytest
from django.conf import settings
from django.db import transaction

from missions.editions.statements import Place, printed_citations_of, rows_of, statements_of
from missions.files.load import load
from missions.review.library import Library

pytestmark = pytest.mark.django_db

LINES = (settings.BASE_DIR / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines()
TABLES = "\n".join(LINES).split("\n## ")[1:]
NAMES = re.compile(r"`([a-z0-9_-]+)`")


def cells(table: str) -> list[list[str]]:
    """Return the rows of a table, without its head."""
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return rows[1:]


CLAIMS, DISPUTED, MISSING = map(cells, TABLES)


@pytest.fixture(scope="module")
def document(django_db_setup, django_db_blocker):
    """Load the files once for all tests, and leave nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")), publishes=False)
        found = Library.from_draft().documents["nmi"]
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def cited(document) -> dict[str, set[str]]:
    """Map the anchors of the record's page to the keys of the sources cited there."""
    anchors = {Place(section, row["key"], "").stem: set() for section, row in rows_of(document) if section != "mission"}
    anchors |= {stated.place.stem: set() for stated in statements_of(document) if stated.place.section == "mission"}
    for printed in printed_citations_of(document):
        anchors[printed.place.stem].add(printed.citation.key)
    return anchors


def test_each_place_is_an_anchor_of_the_page(client):
    load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")))
    page = client.get("/missions/nato-mission-iraq/").content.decode()
    places = [place for table in (CLAIMS, DISPUTED) for row in table for place in NAMES.findall(row[-2])]
    places += [place for row in MISSING for place in NAMES.findall(row[1])]
    assert [place for place in places if f'id="{place}"' not in page] == []


def test_it_lists_the_twenty_claims_in_order():
    assert [row[0] for row in CLAIMS] == [str(number) for number in range(1, 21)]


def test_it_lists_every_disputed_question(document):
    disputed = {f"initiative-{row['key']}" for row in document["initiatives"] if row["kind"] == "disputed"}
    assert {NAMES.findall(row[2])[0] for row in DISPUTED} == disputed


@pytest.mark.parametrize("row", [*CLAIMS, *DISPUTED], ids=lambda row: row[1])
def test_each_entry_is_there_and_cites_the_sources_named(cited, row):
    places, sources = NAMES.findall(row[-2]), NAMES.findall(row[-1])
    assert [place for place in places if place not in cited] == []
    assert set(sources) - set().union(*(cited[place] for place in places)) == set()
    assert places
    assert sources


@pytest.mark.parametrize("row", MISSING, ids=lambda row: row[0])
def test_what_is_missing_is_said_on_the_page(cited, row):
    assert NAMES.findall(row[1])
    assert [place for place in NAMES.findall(row[1]) if place not in cited] == []
