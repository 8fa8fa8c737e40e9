"""The page about data: what every field means, where the files are, and how to check a seal."""

import html
import re
import subprocess
import sys

import pytest

from missions.editions.held import find
from missions.editions.redact import redact
from missions.pages.exports.codebook import codebook
from missions.pages.exports.tables import TABLES, columns
from tests.public.addresses import make_site
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db


def test_every_field_has_a_meaning_and_a_form():
    for part in codebook():
        for field in part.fields:
            assert field.meaning, (part.id, field.name)
            assert field.form or part.id == "tables", (part.id, field.name)


def test_every_column_of_every_table_is_in_the_codebook():
    names = {field.name for part in codebook() for field in part.fields}
    names |= {name for field in names for name in field.split(", ")}
    for table in TABLES:
        plain = {re.sub(r".+(_earliest|_latest)$", r"*\1", name) for name in columns(table)}
        assert plain <= names


def test_it_gives_addresses_that_are_there(client):
    make_site()
    page = parsed(client.get("/data/"))
    files = [link for link in page.links if link.endswith((".json", ".md", ".csv"))]
    assert {"/missions/nmi-page.json", "/missions/nmi-page/editions/2.md", "/data/figures.csv"} <= set(files)
    assert {client.get(file).status_code for file in files} == {200}


def test_it_names_licence_and_the_edition_to_cite(client, settings):
    settings.SITE_URL = "https://record.example.org"
    make_site()
    words = parsed(client.get("/data/")).words
    assert "are under CC BY 4.0." in words
    assert "“NATO Mission Iraq”, edition 2, The Mission Record," in words
    assert "https://record.example.org/missions/nmi-page/editions/2/" in words


def test_it_reads_well_before_anything_is_published(client):
    words = parsed(client.get("/data/")).words
    assert "Codebook" in words
    assert "Live records" not in words


def run_recipe(client, tmp_path, record: bytes) -> str:
    """Save the recipe of the page and a record as the page says, and run it with nothing but Python."""
    recipe = re.search(r'<pre id="recipe"[^>]*><code>(.*?)</code>', client.get("/data/").content.decode(), re.DOTALL)[1]
    (tmp_path / "verify.py").write_text(html.unescape(recipe))
    (tmp_path / "record.json").write_bytes(record)
    command = [sys.executable, "-I", "-S", "verify.py", "record.json"]
    return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()


def test_its_recipe_verifies_a_seal(client, tmp_path):
    make_site()
    record = client.get("/missions/nmi-page.json").content
    assert run_recipe(client, tmp_path, record) == "True"
    assert run_recipe(client, tmp_path, record.replace(b"October", b"November")) == "False"


def test_its_recipe_verifies_an_edition_that_words_were_removed_from(client, tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    make_site()
    seal = client.get("/missions/nmi-page/editions/1.json").json()["seal"]
    seen = find(["Instructors were trained"]).held
    redact(["Instructors were trained"], by=None, reason="A court ordered it.", seen=seen)
    for number in (1, 2):
        record = client.get(f"/missions/nmi-page/editions/{number}.json")
        assert run_recipe(client, tmp_path, record.content).startswith("True\nWords were removed at 20")
    assert run_recipe(client, tmp_path, client.get("/missions/nmi-page/editions/1.json").content).endswith(seal)
    assert record.json()["edition"]["previous"] == seal


def test_pages_lead_to_their_data(client):
    make_site()
    for address, place in (
        ("/missions/nmi-page/", "nmi-page"),
        ("/missions/nmi-page/editions/1/", "nmi-page/editions/1"),
    ):
        content = client.get(address).content.decode()
        for kind, ending in (("application/json", "json"), ("text/markdown", "md")):
            assert (
                f'<link rel="alternate" type="{kind}" href="http://localhost:8000/missions/{place}.{ending}">'
                in content
            )
    links = parsed(client.get("/missions/nmi-page/")).links
    assert {"/missions/nmi-page/editions/2.json", "/missions/nmi-page/editions/2.md", "/data/"} <= set(links)
    assert 'type="application/json" href="http://localhost:8000/sources/nato-start.json"' in (
        client.get("/sources/nato-start/").content.decode()
    )
