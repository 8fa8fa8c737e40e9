"""The page of NATO Mission Iraq, not baked, against a Wagtail page of equal content: one interleaved run.

Whole servers of two processes each, driven by wrk; both on SQLite, through all of their middleware, unpacked. Wagtail
is installed in `.venv-peer`, in the version named below, with the Django and the granian that the site has.
"""

import json
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import fields
from functools import singledispatch
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from django.template.loader import render_to_string
from django.utils.html import format_html_join, strip_tags

from benchmarks.servers import ROOT, SITE, Leg, Running, environment, prepare, program, serving, told
from benchmarks.serving import ADDRESS, measured
from benchmarks.yardstick import slowness
from missions.editions.document import lift
from missions.pages.counts import Counts
from missions.pages.dates import PrintedDate
from missions.pages.mission import MissionPage
from missions.pages.pictures.chart_shapes import FigureChart
from missions.pages.pictures.mission_axis import MissionAxis
from missions.pages.references import Reference, ReferenceList

ENVIRONMENT = ROOT / ".venv-peer"
PYTHON = str(ENVIRONMENT / "bin" / "python")
PACKAGES = ("wagtail==8.0.1", *(f"{name}=={version(name)}" for name in ("django", "granian")))
PEER = "benchmarks.wagtail_site"
OURS, THEIRS = "the site, not baked", "Wagtail"
# Anybody may ask so, and an address with a query is never baked.
NOT_BAKED = f"{ADDRESS}?from=elsewhere"
# Two for each process keep it busy. The end of a turn cuts the last answer of each short: turns are long beside them.
CLIENTS, SECONDS, ROUNDS = 4, 10, 7
# The share of the words of our page that the other has to hold.
EQUAL = 0.9


def main():
    program("wrk", "wrk")
    install()
    with TemporaryDirectory() as folder, ExitStack() as stack:
        var = Path(folder)
        prepare(var)
        site = stack.enter_context(serving(SITE, var))
        theirs = {"DJANGO_SETTINGS_MODULE": f"{PEER}.settings"}
        address = run(var, PYTHON, f"{PEER}.fill", given=content_of(site), **theirs)
        peer = stack.enter_context(serving(f"{PEER}.wsgi:application", var, python=PYTHON, **theirs))
        pages = {OURS: page_of(site, NOT_BAKED), THEIRS: page_of(peer, address)}
        share = share_of_words(pages)
        queries = {
            OURS: run(var, sys.executable, "benchmarks.queries", NOT_BAKED),
            THEIRS: run(var, PYTHON, "benchmarks.queries", address, **theirs),
        }
        contest = {
            OURS: (site, NOT_BAKED, ()),
            THEIRS: (peer, address, ()),
            # After Wagtail: what that has still to answer when its turn ends slows nothing that is compared with it.
            "the site, baked": (site, ADDRESS, ()),
        }
        slow = [slowness()]
        print_table(measured(contest, rounds=ROUNDS, clients=CLIENTS, seconds=SECONDS), pages, queries)
        slow.append(slowness())
        print(f"\nWagtail's page holds {share:.0%} of the words of ours, and is printed for each request;")
        print("ours was printed once, for all processes, and is read from the database.")
        print(f"This machine beside that of the aims: {told(slow, '.1f')} times as slow.")


def install() -> None:
    """Make the peer's environment, or see that it is complete."""
    if not Path(PYTHON).exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    pip = subprocess.run([PYTHON, "-m", "pip", "install", "-qq", "--no-input", *PACKAGES], check=False)
    if pip.returncode:
        sys.exit("Wagtail could not be installed; the lines above say why.")


def run(var: Path, python: str, module: str, *words: str, given: str = "", **more: str) -> str:
    """Run a module in a process of its own; return what it says."""
    done = subprocess.run([python, "-m", module, *words], cwd=ROOT, env=environment(var, **more), input=given,
                          stdout=subprocess.PIPE, text=True, check=False)  # fmt: skip
    return done.stdout.strip() if done.returncode == 0 else sys.exit(f"{module} failed; the lines above say why.")


def page_of(server: Running, address: str) -> bytes:
    """Return a page. Raises SystemExit if it was baked: only an answer of Django's has the number of its request."""
    status, headers, body = server.get(address)
    if status != 200 or (address == NOT_BAKED and "x-request-id" not in headers):
        sys.exit(f"{address} answers {status}, or was baked.")
    return body


def share_of_words(pages: dict[str, bytes]) -> float:
    """Return how much of our page the other holds. Raises SystemExit if they cannot be called equal."""
    ours, theirs = (Counter(strip_tags(pages[name].decode()).split()) for name in (OURS, THEIRS))
    share = (ours & theirs).total() / ours.total()
    return share if share > EQUAL else sys.exit(f"Wagtail's page holds no more than {share:.0%} of the words of ours.")


def content_of(site: Running) -> str:
    """Return as JSON what the page of the newest edition prints, in the names that the peer's model has."""
    document = lift(json.loads(site.get(f"{ADDRESS.rstrip('/')}.json")[2])["edition"]["document"])
    page = plain(MissionPage.of(None, document)) | {"slug": document["mission"]["slug"]}
    return json.dumps(page, default=plain)


@singledispatch
def plain(printed: object) -> dict | list | str:
    """Return a printed thing as JSON has it: its fields by name, unless it is one of those below."""
    return {field.name: getattr(printed, field.name) for field in fields(printed)}


@plain.register
def _(counts: Counts) -> str:
    return str(counts.sentence)


@plain.register
def _(date: PrintedDate) -> str:
    return date.words


@plain.register
def _(axis: MissionAxis) -> str:
    return render_to_string("includes/mission_axis.html", {"axis": axis})


@plain.register
def _(chart: FigureChart) -> str:
    return render_to_string("includes/figure_chart.html", {"chart": chart})


@plain.register
def _(found: ReferenceList) -> list:
    return list(found.references)


@plain.register
def _(reference: Reference) -> dict:
    places = ((link.target, link.letter) for link in reference.backlinks)
    return {
        **plain(reference.source),
        "id": reference.id,
        "passages": [{**plain(one), "letters": ", ".join(one.letters)} for one in reference.passages],
        "backlinks": format_html_join(" ", '<a class="backlink" href="#{}">{}</a>', places),
    }


def print_table(legs: dict[str, list[Leg]], pages: dict[str, bytes], queries: dict[str, str]) -> None:
    print(f"{'':21}{'requests/s':>24}{'times Wagtail':>20}{'p99 ms':>21}{'CPU ms a request':>22}{'of Wagtail':>22}"
          f"{'queries':>9}{'bytes':>9}{'failed':>8}")  # fmt: skip
    for name, rounds in legs.items():
        pairs = list(zip(rounds, legs[THEIRS], strict=True))
        rates, shares = (leg.rate / peer.rate for leg, peer in pairs), (leg.cpu / peer.cpu for leg, peer in pairs)
        weight = f"{len(pages[name]):,}" if name in pages else ""
        print(
            f"{name:21}{told(leg.rate for leg in rounds):>24}{told(rates, '.1f'):>20}"
            f"{told((leg.p99 for leg in rounds), '.1f'):>21}{told((leg.cpu / 1000 for leg in rounds), '.2f'):>22}"
            f"{told(shares, '.3f'):>22}{queries.get(name, ''):>9}{weight:>9}{sum(leg.errors for leg in rounds):>8}"
        )
