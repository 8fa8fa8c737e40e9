"""Every mission and every edition as JSON: what was sealed, where it stands, and its statements as data."""

import hashlib
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from missions.editions.publish import republish, withdraw
from missions.models import Edition, Figure, Mission, Notice, Phase, Source
from missions.models.fields import CitationsField, EdtfField
from missions.pages.exports.schemas import read
from missions.pages.names import MODELS
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_relation
from tests.public.addresses import make_site
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db
LIVE = "/missions/nmi-page.json"
FIRST = "/missions/nmi-page/editions/1.json"


def served(client, address=LIVE) -> dict:
    return json.loads(client.get(address).content)


def test_the_live_record_is_its_newest_edition_as_it_was_frozen(client):
    make_site()
    record = served(client)
    edition = Edition.objects.get(number=2)
    assert record["edition"]["document"] == edition.document
    assert record["edition"]["reason"] == "Reworded the start"
    assert (record["seal"], record["edition"]["previous"]) == (edition.seal, Edition.objects.get(number=1).seal)
    assert client.get(LIVE).content == client.get("/missions/nmi-page/editions/2.json").content


def test_its_seal_can_be_verified_from_what_is_served(client):
    make_site()
    for address in (LIVE, FIRST):
        record = served(client, address)
        sealed = json.dumps(record["edition"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(sealed.encode()).hexdigest() == record["seal"]
    assert served(client)["edition"]["previous"] == served(client, FIRST)["seal"]


def test_it_names_its_addresses_its_licence_and_its_schema(client, settings):
    settings.SITE_URL, settings.CONTENT_LICENCE = "https://record.example.org", "CC BY 4.0"
    make_site()
    record = served(client, FIRST)
    assert record["address"] == "https://record.example.org/missions/nmi-page/editions/1/"
    assert record["canonical"] == "https://record.example.org/missions/nmi-page/"
    assert record["$schema"] == "https://record.example.org/data/record.schema.json"
    assert record["licence"] == "CC BY 4.0"


def test_every_statement_has_its_id_its_words_and_its_sources(client):
    make_site()
    page = parsed(client.get("/missions/nmi-page/editions/2/"))
    statements = {statement["id"]: statement for statement in served(client)["statements"]}
    assert set(statements) <= set(page.ids)
    assert statements["phase-establishment.1"]["words"] == "The mission began its work in October 2018."
    assert statements["figure-personnel-2022"]["words"] == "Personnel, May 2022: about 500"
    assert statements["mission-dates"]["citations"] == [
        {"source": "nato-start", "number": 1, "locator": "", "passage": ""}
    ]


def test_a_statement_has_locator_passage_and_the_editors_mark(client):
    mission = make_mission()
    make_phase(mission, "start", text='One. [@nato-start, p. 4, "some words"]\n\nTwo. [@editorial]')
    make_figure_with_note(mission)
    make_edition(mission)
    found = {statement["id"]: statement for statement in served(client)["statements"]}
    assert found["phase-start.1"]["citations"][0] | {"number": 1} == {
        "source": "nato-start", "number": 1, "locator": "p. 4", "passage": "some words"
    }  # fmt: skip
    assert [found[f"phase-start.{n}"]["is_editorial"] for n in (1, 2)] == [False, True]
    assert found["figure-staff"]["words"] == "Personnel, May 2022: about 500 (An estimate.)"


def make_figure_with_note(mission):
    Figure.objects.create(
        mission=mission, key="staff", counted="Personnel", low=500, wording="about 500", quality="reported",
        date="2022-05", note="An *estimate*.", citations="[@nato-start]",
    )  # fmt: skip


def test_dates_stay_as_they_were_frozen(client):
    mission = make_full_mission()
    Phase.objects.update(dates="2018-10/2019~")
    make_edition(mission)
    assert served(client)["edition"]["document"]["phases"][0]["dates"] == "2018-10/2019~"


def test_a_record_says_where_it_stands(client):
    mission = make_site()
    assert [served(client, address)["standing"] for address in (LIVE, FIRST)] == ["live", "superseded"]
    withdraw(mission, by=None, reason="A date has to be checked.")
    gone = client.get(LIVE)
    assert gone.status_code == 410
    for record in (json.loads(gone.content), served(client, FIRST)):
        assert record["standing"] == "withdrawn"
        assert record["notices"][0]["words"] == "A date has to be checked."
    republish(mission, by=None, reason="The date holds.")
    assert served(client)["standing"] == "live"
    assert [notice["kind"] for notice in served(client)["notices"]] == ["withdrawn", "republished"]


# --- The schema ---


@pytest.fixture
def validator(client):
    schema = json.loads(client.get("/data/record.schema.json").content)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_every_shape_of_a_record_keeps_to_the_schema(client, validator):
    mission = make_site()
    make_relation(mission, make_edition(make_mission("ntmi")).mission)
    Source.objects.update(copies="2026-11-23 https://archive.example.org/1")
    make_edition(mission, reason="Related it")
    withdraw(mission, by=None, reason="A date has to be checked.")
    bare = Mission.objects.create(
        key="bare", name="Bare", slug="bare", organisation="NATO", dates="2020", as_of="2021",
        summary="No. [@nato-start]", citations="[@nato-start]",
    )  # fmt: skip
    make_edition(bare)
    for address in (LIVE, FIRST, "/missions/nmi-page/editions/3.json", "/missions/bare.json"):
        validator.validate(served(client, address))


@pytest.mark.parametrize(
    "place", [(), ("edition",), ("edition", "document"), ("edition", "document", "phases", 0), ("statements", 0)]
)
def test_the_schema_refuses_what_it_does_not_name(client, validator, place):
    make_site()
    record = served(client)
    part = record
    for step in place:
        part = part[step]
    part["surprise"] = 1
    assert not validator.is_valid(record)


@pytest.mark.parametrize("section", MODELS)
def test_the_schema_knows_every_field_of_the_models(section):
    shape = read("record")["$defs"][section]
    fields = {field.name: field for field in MODELS[section].content_fields() if field.name != "mission"}
    assert set(shape["properties"]) - {"number"} == set(fields)
    assert set(shape["required"]) == set(shape["properties"])
    assert shape["additionalProperties"] is False
    for name, field in fields.items():
        expected = shape["properties"][name]
        if field.choices:
            assert expected == {"enum": ([""] if field.blank else []) + [value for value, _label in field.flatchoices]}
        if isinstance(field, EdtfField):
            assert expected == {"$ref": "#/$defs/date"}
        if isinstance(field, CitationsField):
            assert expected == {"$ref": "#/$defs/citations"}
    assert read("record")["$defs"]["notice"]["properties"]["kind"]["enum"] == Notice.Kind.values


def test_a_record_needs_no_more_queries_as_it_grows(client):
    mission = make_site()
    with CaptureQueriesContext(connection) as before:
        client.get(LIVE)
    for number in range(3):
        make_phase(mission, f"more-{number}")
    make_edition(mission, reason="Grew")
    with CaptureQueriesContext(connection) as after:
        client.get(LIVE)
    assert len(after) == len(before)
