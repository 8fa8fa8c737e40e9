"""Tables of phases, figures, leaders, sources, statements and the rest: for spreadsheets, harmless and lossless."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.editions.publish import withdraw
from missions.models import Edition, Leader, Phase, Source
from missions.pages.exports.cells import SIGNS, lines_of
from missions.pages.exports.tables import TABLES, columns
from tests.makers import make_edition, make_figure, make_full_mission, make_mission, make_relation
from tests.public.addresses import make_site


def read(text: str) -> list[dict[str, str]]:
    """Read a table as the codebook says: one leading apostrophe is taken away."""
    rows = csv.DictReader(StringIO(text, newline=""), strict=True)
    return [{name: value.removeprefix("'") for name, value in row.items()} for row in rows]


def served(client, table: str, place: str = "/missions/nmi-page") -> list[dict[str, str]]:
    return read(b"".join(client.get(f"{place}/{table}.csv")).decode())


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_served_with_the_values_of_the_document(client, table):
    mission = make_full_mission()
    make_relation(mission, make_edition(make_mission("ntmi")).mission)
    make_edition(mission)
    document = Edition.objects.get(slug="nmi-page").document
    rows = served(client, table)
    assert rows
    assert tuple(rows[0]) == columns(table)
    for section in document.keys() & {table}:
        for row, held in zip(rows, document[section], strict=True):
            for name, value in held.items():
                if isinstance(value, str):
                    assert row[name] == value


@pytest.mark.django_db
def test_a_date_stands_as_written_beside_the_days_it_allows(client):
    mission = make_full_mission()
    Phase.objects.update(dates="2018-10/..")
    make_edition(mission)
    phase = served(client, "phases")[0]
    assert [phase[name] for name in ("dates", "dates_earliest", "dates_latest")] == ["2018-10/..", "2018-10-01", ""]


@pytest.mark.django_db
def test_numbers_and_truth_are_plain(client):
    mission = make_full_mission()
    make_figure(mission, "range", low=1_000, high=2_000, date="2023")
    Leader.objects.update(is_announced=True)
    make_edition(mission)
    figures = {row["key"]: row for row in served(client, "figures")}
    assert (figures["range"]["low"], figures["range"]["high"], figures["personnel-2022"]["high"]) == (
        "1000",
        "2000",
        "",
    )
    assert served(client, "leaders")[0]["is_announced"] == "true"


@pytest.mark.django_db
def test_sources_are_keys_with_their_numbers(client):
    mission = make_full_mission()
    Source.objects.create(key="report", publisher="AFP", kind="press")
    Phase.objects.update(text="Begun. [@report] [@nato-start]\n\nAgain. [@report]")
    make_edition(mission)
    phase = served(client, "phases")[0]
    assert (phase["sources"], phase["source_numbers"]) == ("report;nato-start", "2;1")
    assert phase["address"].endswith("/missions/nmi-page/editions/1/#phase-establishment")
    assert [row["key"] for row in served(client, "sources")] == ["nato-start", "report"]


@pytest.mark.django_db
def test_an_edition_keeps_its_tables(client):
    mission = make_site()
    old = served(client, "phases", "/missions/nmi-page/editions/1")
    assert (old[0]["edition"], old[0]["text"]) == ("1", "The mission began work on 31 October 2018. [@nato-start]")
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert served(client, "phases", "/missions/nmi-page/editions/1") == old
    gone = client.get("/missions/nmi-page/phases.csv")
    assert (gone.status_code, gone["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert "A date has to be checked." in gone.content.decode()


@pytest.mark.django_db
def test_tables_of_the_site_hold_what_is_live(client):
    withdraw(make_edition(make_full_mission("gone", name="Gone")).mission, by=None, reason="Wrong.")
    for key in ("b", "a"):
        make_edition(make_full_mission(key, name=key))
    assert [row["mission"] for row in served(client, "missions", "/data")] == ["a", "b"]
    assert [row["mission"] for row in served(client, "figures", "/data")] == ["a", "b"]


@pytest.mark.django_db
def test_tables_of_the_site_need_no_more_queries_as_they_grow(client):
    make_edition(make_full_mission())
    with CaptureQueriesContext(connection) as one:
        served(client, "phases", "/data")
    for key in ("a", "b"):
        make_edition(make_full_mission(key, name=key))
    with CaptureQueriesContext(connection) as three:
        served(client, "phases", "/data")
    assert len(three) == len(one)


def test_no_cell_begins_like_a_formula():
    for sign in SIGNS:
        (cell,) = list(csv.reader(StringIO("".join(lines_of(["text"], [{"text": f"{sign}1+1"}])), newline="")))[1]
        assert cell == f"'{sign}1+1"


@settings(derandomize=True)
@given(st.lists(st.text(st.one_of(st.sampled_from([*SIGNS, '"', ",", ";", "ع"]), st.characters(codec="utf-8")))))
def test_every_text_comes_back_from_its_cell(texts):
    text = "".join(lines_of(["a", "b"], [{"a": one, "b": one} for one in texts]))
    assert [(row["a"], row["b"]) for row in read(text)] == [(one, one) for one in texts]
    assert text.count("\r\n") >= len(texts) + 1
