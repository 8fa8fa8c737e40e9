"""What growth costs: every kind of page among 10 missions, 300 (then a page of a list is full), and 10,000.

Each has a true chain of ten editions, written straight into a database of its own, SQLite, or where DATABASE_URL leads;
GROW_TO names another number than 10,000. Costs are milliseconds of CPU of this process, the least of some requests,
which other work on the machine disturbs least, divided by how many times as slow it was at that moment as the machine
of the aims: minutes lie between the sizes. On PostgreSQL they leave out the server. What holds all records by its
nature, a table or a sitemap, is not measured.
"""

import os
from time import process_time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.database import empty_site
from benchmarks.missions import EDITIONS, fill
from benchmarks.yardstick import Around
from missions.editions.publish import publish
from missions.editions.restore import restore, unpublished_work
from missions.models import Edition, Mission, Phase, PrintedPage

SIZES = (10, 300, int(os.environ.get("GROW_TO", "10000")))
REPEATS = 9
ONE = "/missions/m3/"
PAGES = {
    "home": "/",
    "catalogue": "/missions/",
    "timeline": "/timeline/",
    "search": "/search/?q=zyx3",
    "sources": "/sources/",
    "a source": "/sources/source-3/",
    "changes": "/changes/",
    "changes since a day": "/changes/since/2026-01-01/",
    "feed": "/changes/feed/",
    "feed, held": "/changes/feed/",
    "a mission": ONE,
    "a mission, held": ONE,
    "an edition": f"{ONE}editions/3/",
    "a difference": f"{ONE}editions/9-10/",
    "its editions": f"{ONE}editions/",
    "its feed": f"{ONE}feed/",
    "its JSON": "/missions/m3.json",
    "its references": "/missions/m3.bib",
    "data": "/data/",
    "readyz": "/readyz",
}


def main():
    with empty_site():
        begin = 0
        found = {}
        for end in SIZES:
            taken = fill(begin, end)
            print(f"{end - begin:,} missions of {EDITIONS} editions written in {taken:.0f} s of CPU")
            found[end] = {**measured(), "publishing": publishing()}
            begin = end
        tell(found)


def tell(found: dict[int, dict[str, tuple[float, int]]]) -> None:
    """Print what each thing costs at each size, what the last is of each before, and queries."""
    last = found[SIZES[-1]]
    sizes = "".join(f"{f'at {size:,}':>12}" for size in SIZES)
    print(f"\n{connection.vendor:24}{sizes}{'times':>8}{'times':>8}{'queries':>14}")
    for name, (now, _queries) in last.items():
        costs = "".join(f"{found[size][name][0]:>9.1f} ms" for size in SIZES)
        times = "".join(f"{now / found[size][name][0]:>8.2f}" for size in SIZES[:-1])
        queries = " → ".join(str(found[size][name][1]) for size in (SIZES[0], SIZES[-1]))
        print(f"{name:24}{costs}{times}{queries:>14}")


def measured() -> dict[str, tuple[float, int]]:
    """Return what every kind of page costs: milliseconds of CPU, and queries."""
    client = Client(headers={"host": "localhost"})
    return {name: cost(client, path, is_held="held" in name) for name, path in PAGES.items()}


def cost(client: Client, path: str, *, is_held: bool) -> tuple[float, int]:
    taken = []
    with Around() as machine:
        for _repeat in range(REPEATS):
            if not is_held:
                PrintedPage.objects.all().delete()
            start = process_time()
            response = client.get(path)
            b"".join(response)
            taken.append(process_time() - start)
            if response.status_code != 200:
                raise SystemExit(f"{path} answers {response.status_code}.")
    if not is_held:
        PrintedPage.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return min(taken) * 1000 / machine.slow, len(asked)


def publishing() -> tuple[float, int]:
    """Return what it costs to compose, check and publish a draft of one mission."""
    mission, taken = Mission.objects.get(key="m5"), []
    last = Edition.objects.newest().get(mission=mission)
    # The draft of a mission that was written in bulk is empty.
    restore(last, discard=unpublished_work(mission))
    with Around() as machine:
        for _repeat in range(REPEATS):
            # Other words each time: what says the same makes no edition.
            number = mission.editions.count() + 1
            Phase.objects.filter(mission=mission).update(text=f"It began anew, {number} times. [@source-5]")
            start = process_time()
            with CaptureQueriesContext(connection) as asked:
                publish(mission, by=None, reason=f"Said it {number} times")
            taken.append(process_time() - start)
    return min(taken) * 1000 / machine.slow, len(asked)


if __name__ == "__main__":
    main()
