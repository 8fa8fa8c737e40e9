"""What loading costs: 1,000 missions of NMI's size in one transaction, beside Django's own loaddata of the same files.

The files are made here and thrown away. Each measure runs in a process of its own, on an empty database: SQLite, or
where DATABASE_URL leads. Seconds of a busy machine say little; seconds of this process (CPU) and multiples say more.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import yaml

ROOT = Path(__file__).resolve().parent.parent
MISSIONS = 1000
ROWS_OF_A_MISSION = 60
PUBLISHED = 100
UNITS = ("seconds", "cpu")
TEXTS = ("text", "note", "summary", "overview", "headquarters", "legal_basis")


def main():
    with TemporaryDirectory() as folder:
        rows = make_files(Path(folder))
        print(f"{MISSIONS:,} missions of {ROWS_OF_A_MISSION} rows, and their sources: {rows:,} rows\n")
        print(f"{'':38}{'seconds':>9}{'rows/s':>9}{'CPU s':>9}{'rows/CPU s':>12}{'peak MB':>9}{'grown by':>10}")
        few = MISSIONS // 10
        stock = tell("Django's loaddata", measure("stock", folder, MISSIONS), rows)
        ours = tell("loaddata --no-publish", measure("draft", folder, MISSIONS), rows)
        tell("the same files again", measure("again", folder, MISSIONS), rows)
        tell(f"{few} missions", measure("draft", folder, few), rows - (MISSIONS - few) * ROWS_OF_A_MISSION)
        seconds, cpu = (stock[unit] / ours[unit] for unit in UNITS)
        print(f"\nloaddata --no-publish is {seconds:.1f} times as fast as Django's ({cpu:.1f} times by CPU)")
        seconds, cpu = (1000 * found for found in publishing(folder))
        rows_of_stock = cpu / 1000 * rows / stock["cpu"]
        print(
            f"publishing adds {seconds:.0f} ms a mission ({cpu:.0f} ms of CPU, Django's for {rows_of_stock:.0f} rows)"
        )


def publishing(folder: str) -> list[float]:
    """Return what publishing adds to a mission, in seconds and in seconds of CPU: the least of turns taken in turn."""
    turns = [[measure(what, folder, PUBLISHED) for what in ("draft", "publish")] for _turn in range(3)]
    least = [{unit: min(found[unit] for found in column) for unit in UNITS} for column in zip(*turns, strict=True)]
    return [(least[1][unit] - least[0][unit]) / PUBLISHED for unit in UNITS]


def tell(name: str, found: dict, rows: int) -> dict:
    seconds, cpu = found["seconds"], found["cpu"]
    peak, grown = found["peak"] / 1024, (found["peak"] - found["before"]) / 1024
    print(f"{name:38}{seconds:>9.1f}{rows / seconds:>9,.0f}{cpu:>9.1f}{rows / cpu:>12,.0f}{peak:>9.0f}{grown:>10.0f}")
    return found


def measure(what: str, folder: str, missions: int) -> dict:
    """Measure in a process of its own; return its seconds, its seconds of CPU and its memory in kB."""
    with TemporaryDirectory() as var:
        environment = {**os.environ, "VAR_DIR": var, "SECRET_KEY": "benchmark"}
        command = [sys.executable, "-m", "benchmarks.loading", what, folder, str(missions)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def measured(what: str, folder: str, missions: int) -> dict:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.management.commands.loaddata import Command
    from django.core.serializers import register_serializer
    from django.test.utils import setup_databases, teardown_databases

    files = [str(file) for file in sorted(Path(folder).glob("*.yaml"))[: missions + 1]]
    if what == "stock":
        register_serializer("yaml", "django.core.serializers.pyyaml")
    command = Command() if what == "stock" else "loaddata"
    options = {} if what in ("stock", "publish") else {"no_publish": True}
    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        # In a file, and not mapped into memory: what is measured is the load's own memory.
        database["TEST"]["NAME"] = settings.VAR_DIR / "benchmark.sqlite3"
        database["OPTIONS"]["init_command"] += "PRAGMA mmap_size=0;"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        if what == "again":
            call_command(command, *files, verbosity=0, **options)
        return timed(lambda: call_command(command, *files, verbosity=0, **options))
    finally:
        teardown_databases(databases, verbosity=0)


def timed(action: Callable[[], object]) -> dict:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, cpu = perf_counter(), process_time()
    action()
    taken = {"seconds": perf_counter() - start, "cpu": process_time() - cpu}
    return {**taken, "before": before, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


def make_files(folder: Path, *, missions: int = MISSIONS) -> int:
    """Write the shipped library and many missions like the shipped one, no two texts alike; return how many rows."""
    library = (ROOT / "fixtures" / "sources.yaml").read_text(encoding="utf-8")
    (folder / "0-sources.yaml").write_text(library, encoding="utf-8")
    shipped = yaml.load((ROOT / "fixtures" / "nmi.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    mission, *entries = [row for row in shipped if row["model"] != "missions.relation"]
    # Every kind of entry in the proportion of the shipped record.
    step = len(entries) / (ROWS_OF_A_MISSION - 1)
    chosen = [mission, *(entries[int(number * step)] for number in range(ROWS_OF_A_MISSION - 1))]
    for number in range(missions):
        key = f"m{number:04}"
        rows = [{**row, "fields": {**row["fields"], **fields_for(row, key)}} for row in chosen]
        text = yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        (folder / f"{key}.yaml").write_text(text, encoding="utf-8")
    return library.count("- model:") + missions * len(chosen)


def fields_for(row: dict, key: str) -> dict:
    own = {"key": key, "slug": key} if row["model"] == "missions.mission" else {"mission": [key]}
    texts = {name: row["fields"][name].replace(" ", f" {key} ", 1) for name in TEXTS if row["fields"].get(name)}
    return {**own, **texts}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measured(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
    else:
        main()
