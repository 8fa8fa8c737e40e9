"""Sixteen clients that read a row and write it, on SQLite, through two workers: these settings beside Django's own.

Whole servers, driven by wrk in turn. Each request is one transaction: a lock refused is counted as failed.
"""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.servers import CLIENTS, prepare, program, serving, told

ROUNDS = 5
WAYS = {"the site's settings": "site", "Django's defaults": "django"}


def main():
    program("wrk", "wrk")
    with TemporaryDirectory() as folder, ExitStack() as stack:
        sites = {}
        for name, way in WAYS.items():
            var = Path(folder) / way
            var.mkdir()
            prepare(var, content="none")
            sites[name] = stack.enter_context(serving("benchmarks.writer:application", var, WAY=way))
        legs = {name: [] for name in sites}
        for number in range(ROUNDS + 1):
            for name, site in sites.items():
                leg = site.drive("/", clients=CLIENTS)
                legs[name] += [leg] if number else []
        print(f"{'':24}{'writes/s':>22}{'p99 ms':>20}{'failed':>9}{'of all':>8}")
        for name, rounds in legs.items():
            failed = sum(leg.errors for leg in rounds)
            share = failed / sum(leg.rate * 2 for leg in rounds)
            print(f"{name:24}{told(leg.rate - leg.errors / 2 for leg in rounds):>22}"
                  f"{told((leg.p99 for leg in rounds), '.1f'):>20}{failed:>9}{share:>8.0%}")  # fmt: skip
        ours, theirs = (sorted(leg.rate - leg.errors / 2 for leg in legs[name])[ROUNDS // 2] for name in WAYS)
        print(f"\nthe site's settings write {ours / theirs:.1f} times as often")
