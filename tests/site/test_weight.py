"""What a page may weigh: fonts, style and scripts, as they travel."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from missions.files.load import load
from missions.public import encodings

KB = 1024
FIXTURES = Path(settings.BASE_DIR) / "fixtures"
STATIC = Path(settings.BASE_DIR) / "missions" / "static" / "missions"


def travelling(files) -> int:
    return sum(len(brotli.compress(file.read_bytes())) for file in files)


def test_the_fonts_stay_below_60_kb():
    assert sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2")) < 60_000


@pytest.mark.parametrize(("kind", "limit"), [("*.css", 12_000), ("*.js", 10_000)])
def test_style_and_scripts_of_readers_stay_below_their_budgets(kind, limit):
    assert 0 < travelling(STATIC.glob(kind)) < limit


@pytest.mark.django_db
def test_the_longest_record_stays_below_its_budget(client):
    """The page of NATO Mission Iraq, with 135 sources, packed as a server packs what it keeps."""
    load(sorted(FIXTURES.glob("*.yaml")))
    page = client.get("/missions/nato-mission-iraq/").content
    assert page.count(b'class="reference"') > 100
    assert len(encodings.packed(page, "br", quality=encodings.AT_LEISURE)) <= 40 * KB


@pytest.mark.django_db
def test_nothing_but_page_style_and_font_comes_before_the_first_sight(client):
    """What a browser waits for: style sheets and scripts in the head that are no modules."""
    head = client.get("/").content.decode().partition("</head>")[0]
    assert re.findall(r'<link [^>]*rel="stylesheet"[^>]*>', head) == [
        '<link rel="stylesheet" href="/static/missions/site.css">'
    ]
    assert re.findall(r'<script(?! type="(?:module|application/ld\+json)")', head) == []
    assert "@import" not in (STATIC / "site.css").read_text()
