"""What the site takes while it stands: seconds to its first answer, memory, and reading beside publications.

A site of 200 missions of NMI's size, as production serves it; memory is PSS of all processes together.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, sleep

from benchmarks.loading import make_files
from benchmarks.servers import ROOT, SITE, WORKERS, Running, environment, manage, prepare, program, serving, told

MISSIONS = 200
ROUNDS = 5
SECONDS = 4
# Microseconds of processor a request, below which no page of a drive had to be made; seconds to wait for that.
BAKED = 300
PATIENCE = 600
PACKED = "Accept-Encoding: br"


def main():
    program("wrk", "wrk")
    with TemporaryDirectory() as folder:
        var = Path(folder)
        prepare(var, content="none")
        print(f"start to first answer: {told((seconds_to_answer(var) for _ in range(ROUNDS)), '.2f')} s\n")
        (var / "files").mkdir()
        make_files(var / "files", missions=MISSIONS)
        manage(var, "loaddata", *sorted(map(str, (var / "files").glob("*.yaml"))), "--verbosity=0")
        addresses = var / "addresses"
        addresses.write_text("".join(f"/missions/m{number:04}/\n" for number in range(MISSIONS)))
        with serving(SITE, var) as site:
            print(f"memory of {WORKERS} workers and their parent, idle: {site.memory():.0f} MB")
            bake(site, addresses)
            print(f"with the pages of {MISSIONS} missions baked in each: {site.memory():.0f} MB\n")
            compare(site, var, addresses)


def seconds_to_answer(var: Path) -> float:
    started_at = monotonic()
    with serving(SITE, var):
        return monotonic() - started_at


def bake(site: Running, addresses: Path) -> None:
    """Ask until every process holds every page: a page that has to be made takes a thousand times as long."""
    end = monotonic() + PATIENCE
    while site.drive("/", addresses=addresses, headers=[PACKED], seconds=5).cpu > BAKED:
        if monotonic() > end:
            sys.exit("The pages were not baked in time: this machine is too busy to measure anything.")


def compare(site: Running, var: Path, addresses: Path) -> None:
    """Read all pages at full load, in turn undisturbed and with a publication a second beside it."""
    shares, failed, late = [], 0, []
    for _round in range(ROUNDS):
        alone = site.drive("/", addresses=addresses, headers=[PACKED], seconds=SECONDS)
        with publishing(var, site) as publisher:
            beside = site.drive("/", addresses=addresses, headers=[PACKED], seconds=SECONDS)
        late += publisher
        failed += alone.errors + beside.errors
        shares.append(beside.rate / alone.rate)
    print(f"a publication a second leaves {told(shares, '.2f')} of the undisturbed rate; {failed} requests failed,")
    print(f"{len(late)} publications, {sum(late)} of them not read by the request that followed")


@contextmanager
def publishing(var: Path, site: Running) -> Iterator[list[bool]]:
    """Publish meanwhile from another process; gives whether the next reader still got the text of before, each time."""
    words = [sys.executable, "-m", "benchmarks.standing", "publish", str(SECONDS - 1)]
    process = subprocess.Popen(words, cwd=ROOT, env=environment(var), stdout=subprocess.PIPE, text=True)
    found: list[bool] = []

    def watch() -> None:
        for line in process.stdout or ():
            slug, text = line.split()
            found.append(text not in site.get(f"/missions/{slug}/")[2].decode())

    process.stdout.readline()
    thread = Thread(target=watch)
    thread.start()
    yield found
    process.wait()
    thread.join()


def go_on_publishing(count: int) -> None:
    """In a process of its own: publish another mission each second, and say which and with what new word."""
    import django

    django.setup()
    from missions.editions.publish import publish
    from missions.models import Mission

    print("ready", flush=True)
    for number, mission in enumerate(Mission.objects.order_by("?")[:count]):
        started_at = monotonic()
        word = f"word-{mission.key}-{mission.editions.count()}"
        mission.host_country = f"{mission.host_country} {word}"
        mission.save()
        publish(mission, by=None, reason=f"Publication {number}")
        print(mission.slug, word, flush=True)
        sleep(max(0, 1 - (monotonic() - started_at)))


if __name__ == "__main__":
    go_on_publishing(int(sys.argv[2]))
