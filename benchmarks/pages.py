"""What a page of the shipped record weighs and costs.

Times are medians of one run, given as multiples of the cheapest answer of the same run, so that machines compare.
"""

from statistics import median
from time import perf_counter

import brotli
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.database import empty_site
from missions.editions.proposal import propose
from missions.files.load import load
from missions.models import Mission

REPEATS = 15
MISSION = "/missions/nato-mission-iraq/"
PAGES = ("/healthz", "/", "/missions/", MISSION, f"{MISSION}editions/", f"{MISSION}editions/1/", "/sources/")


def seconds(action) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def main():
    with empty_site():
        measure()


def measure():
    taken = seconds(lambda: load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml"))))
    print(f"load and publish the shipped record: {taken:.2f} s")
    mission = Mission.objects.get(key="nmi")
    checking = median(seconds(lambda: propose(mission)) for _ in range(REPEATS))
    print(f"compose, check and compare its draft: {checking * 1000:.0f} ms\n")
    print(f"{'page':42}{'bytes':>9}{'brotli':>9}{'queries':>9}{'times the cheapest':>20}")
    client = Client(headers={"host": "localhost"})
    cheapest = 0.0
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            body = client.get(page).content
        asked = len(queries)  # the next request empties the log
        taken = median(seconds(lambda page=page: client.get(page)) for _ in range(REPEATS))
        cheapest = cheapest or taken
        weight = len(brotli.compress(body, quality=11))
        print(f"{page:42}{len(body):>9,}{weight:>9,}{asked:>9}{taken / cheapest:>20.0f}")
