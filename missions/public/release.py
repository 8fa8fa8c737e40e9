"""The release that prints the pages: what may change a page although its record stayed the same."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

from missions.pages.site import Site

# What pages are made from: words, templates, translations, styles, and the packages that render them.
KINDS = {".py", ".html", ".mo", ".css", ".js", ".svg", ".png", ".txt", ".json"}
PARTS = ("missions", "nmi_site", "templates", "requirements.txt")


def version() -> str:
    """Return a word that another release, style sheet or name of the site changes."""
    return fingerprint(f"{code()} {static('missions/site.css')} {Site.of_settings()}".encode())


@cache
def code() -> str:
    """Return the fingerprint of the files this process started with."""
    return fingerprint_of(Path(settings.BASE_DIR) / part for part in PARTS)


def fingerprint_of(places: Iterable[Path]) -> str:
    """Return one fingerprint of the contents of files and folders."""
    found = [file for place in places for file in ([place] if place.is_file() else place.rglob("*"))]
    files = sorted(file for file in found if file.suffix in KINDS and file.is_file())
    return fingerprint(b"".join(sha256(file.read_bytes()).digest() for file in files))


def word_of(*parts: object) -> str:
    """Return in one word what a page depends on."""
    return fingerprint(repr(parts).encode())


def fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
