"""The pages of 1,000 missions as files, beside Hugo, which makes them from the same records as Markdown.

Both write into an empty folder, in turn. Ours are packed too, which Hugo's are not; its theme is one bare template.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import Client
from django.urls import reverse

from benchmarks.database import empty_site
from benchmarks.missions import fill
from benchmarks.pages import seconds
from benchmarks.servers import program, told
from benchmarks.yardstick import slowness
from missions.files.kept_folder import KeptFolder
from missions.files.snapshot import snapshot
from missions.public import encodings
from missions.public.everything import Everything, Group
from missions.public.site_files import Export

MISSIONS = 1000
ROUNDS = 3
PROCESSES = int(os.environ.get("PROCESSES") or os.cpu_count() or 1)
THEME = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head>
<body><main>{{ .TableOfContents }}{{ .Content }}</main></body>
</html>
"""
# No pages but those of the missions.
CONFIGURATION = """baseURL = "https://example.org/"
title = "Missions"
disableKinds = ["taxonomy", "term", "home", "section", "RSS", "sitemap", "404"]
"""


def main():
    hugo = program("hugo", "hugo")
    with empty_site(), TemporaryDirectory() as folder:
        fill(0, MISSIONS)
        compare(hugo, Path(folder))


def compare(hugo: str, folder: Path) -> None:
    write_theme(folder / "hugo")
    write_records(folder / "hugo" / "content" / "missions")
    ours, theirs, slow = [], [], []
    for number in range(ROUNDS):
        slow.append(slowness())
        site, pages = folder / f"site-{number}", folder / f"pages-{number}"
        ours.append(seconds(partial(export_pages, site)))
        words = [hugo, "--quiet", "--source", str(folder / "hugo"), "--destination", str(pages)]
        theirs.append(seconds(partial(subprocess.check_call, words)))
    print(f"{MISSIONS:,} pages of {weight(site)} kB, packed with gzip and Brotli: {told(ours, '.1f')} s")
    print(f"{MISSIONS:,} pages of {weight(pages)} kB by Hugo: {told(theirs, '.1f')} s")
    print(f"times Hugo: {told((own / other for own, other in zip(ours, theirs, strict=True)), '.1f')}")
    print(f"this machine beside that of the aims: {told(slow, '.1f')} times as slow")


def export_pages(target: Path) -> None:
    """Write the page of each mission as `export_site` writes every address."""
    groups = tuple(Group(slug, "", (reverse("mission", args=[slug]),)) for slug in slugs())
    with snapshot(), KeptFolder(target, apart_from=()) as folder:
        run = Export(folder, Everything(groups), is_alone=False, quality=encodings.AT_ONCE, processes=PROCESSES)
        run.all(lambda _done, _of: None)


def write_theme(folder: Path) -> None:
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(THEME)
    (folder / "config.toml").write_text(CONFIGURATION)


def write_records(folder: Path) -> None:
    folder.mkdir(parents=True)
    client = Client(headers={"host": "localhost"})
    for slug in slugs():
        record = client.get(reverse("mission-markdown", args=[slug])).content.decode()
        head = json.dumps({"title": slug})
        (folder / f"{slug}.md").write_text(f"{head}\n\n{record}", encoding="utf-8")


def slugs() -> Iterator[str]:
    return (f"m{number}" for number in range(MISSIONS))


def weight(folder: Path) -> int:
    """Return the kilobytes of a page, in the middle of all."""
    sizes = sorted(file.stat().st_size for file in folder.rglob("index.html"))
    return sizes[len(sizes) // 2] // 1024
