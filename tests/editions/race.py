"""A race for `test_races.py`: writers and publishers at once, each on a connection of its own.

Runs as a program, because the tests' own database is one connection. Prints what readers could see, as JSON.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from tests.apart import tell

ROUNDS = 40
STATE = "State {} {}. [@nato-start]"


def race() -> dict:
    from django.db import connections, transaction

    from missions.editions.publish import DraftMoved, lock, publish
    from missions.editions.seal import first_broken
    from missions.models import Edition
    from tests.makers import make_initiative, make_mission, make_phase

    mission = make_mission()
    # In two tables, so that a reader without a lock can meet one before and one after a writer.
    pair = (make_phase(mission, text=STATE.format(0, 0)), make_initiative(mission, text=STATE.format(0, 0)))

    def write(writer: int) -> None:
        for count in range(ROUNDS):
            with transaction.atomic():
                lock(mission)
                for row in pair:
                    type(row).objects.filter(pk=row.pk).update(text=STATE.format(writer, count))
            time.sleep(0.01)
        connections.close_all()

    def freeze(publisher: int) -> None:
        for _ in range(ROUNDS):
            try:
                publish(mission, by=None, reason=f"Publisher {publisher}")
            except DraftMoved:
                continue
        connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        runs = [threads.submit(run, number) for number in range(3) for run in (write, freeze)]
        for run in runs:
            run.result()
    publish(mission, by=None, reason="At the end")
    editions = list(Edition.objects.filter(mission=mission).order_by("number"))
    documents = [edition.document for edition in editions]
    texts = [{row["text"] for row in (*found["phases"], *found["initiatives"])} for found in documents]
    connections.close_all()
    return {
        "numbers": [edition.number for edition in editions],
        "half states": sum(len(found) > 1 for found in texts),
        "repeated": sum(before == after for before, after in pairwise(texts)),
        "broken": str(first_broken(editions)),
    }


if __name__ == "__main__":
    tell(sys.argv[1], race)
