"""What a page may weigh: fonts, style and scripts, as they travel."""

from pathlib import Path

import brotli
import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "missions" / "static" / "missions"


def travelling(files) -> int:
    return sum(len(brotli.compress(file.read_bytes())) for file in files)


def test_the_fonts_stay_below_60_kb():
    assert sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2")) < 60_000


@pytest.mark.parametrize(("kind", "limit"), [("*.css", 12_000), ("*.js", 10_000)])
def test_style_and_scripts_of_readers_stay_below_their_budgets(kind, limit):
    assert 0 < travelling(STATIC.glob(kind)) < limit
