"""The pages of 1,000 missions as files, beside Hugo, which makes them from the same records as Markdown.

All write into an empty folder, in turn: one process of ours, as many as there are cores, and Hugo. Ours are packed too,
which Hugo's are not; its theme is one bare template.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
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

MISSIONS = int(os.environ.get("EXPORTED") or 1000)
ROUNDS = 3
CORES = os.cpu_count() or 1
Taken = tuple[float, float]
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
    taken: dict[str, list[Taken]] = {}
    slow = []
    for number in range(ROUNDS):
        slow.append(slowness())
        for processes in (1, CORES):
            site = folder / f"site-{number}-{processes}"
            taken.setdefault(f"by {processes}", []).append(measured(partial(export_pages, site, processes=processes)))
        pages = folder / f"pages-{number}"
        words = [hugo, "--quiet", "--source", str(folder / "hugo"), "--destination", str(pages)]
        taken.setdefault("by Hugo", []).append(measured(partial(subprocess.check_call, words)))
    print(f"{MISSIONS:,} pages of {weight(site)} kB, packed with gzip and Brotli; by Hugo, of {weight(pages)} kB")
    for name, all_taken in taken.items():
        wall, cpu = zip(*all_taken, strict=True)
        print(f"{name:8} {told(wall, '.1f')} s, {told(cpu, '.1f')} s of processors")
    print(f"this machine beside that of the aims: {told(slow, '.1f')} times as slow")


def measured(action: Callable[[], object]) -> Taken:
    """Return the seconds that something takes, and those of processors, here and in the processes it starts."""
    before = os.times()
    wall = seconds(action)
    return wall, sum(os.times()[:4]) - sum(before[:4])


def export_pages(target: Path, *, processes: int) -> None:
    """Write the page of each mission as `export_site` writes every address."""
    groups = tuple(Group(slug, "", (reverse("mission", args=[slug]),)) for slug in slugs())
    with snapshot(), KeptFolder(target, apart_from=()) as folder:
        run = Export(folder, Everything(groups), is_alone=False, quality=encodings.AT_ONCE, processes=processes)
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
