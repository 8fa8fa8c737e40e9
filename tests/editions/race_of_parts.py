"""A race for `test_races.py`: writers, and publishers of parts and of several missions in one step, all at once.

Runs as a program, because the tests' own database is one connection. Prints what readers could see, as JSON.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.apart import tell

ROUNDS = 15
STATE = "State {} {}. [@nato-start]"


def race() -> dict:
    from django.db import connections, transaction

    from missions.editions.publish import DraftMoved, lock, publish
    from missions.editions.seal import first_broken
    from missions.editions.together import publish_together
    from missions.models import Edition
    from tests.makers import make_edition, make_initiative, make_mission, make_phase

    missions = [make_mission(key) for key in ("nmi", "ntmi")]
    for mission in missions:
        make_phase(mission, "moving", text=STATE.format(0, 0))
        make_initiative(mission, "unfinished")
        make_edition(mission)
        mission.initiatives.update(text="Half a sentence")

    def write(writer: int) -> None:
        for count in range(ROUNDS):
            for mission in missions[:: 1 - 2 * (writer % 2)]:
                with transaction.atomic():
                    lock(mission)
                    mission.phases.update(text=STATE.format(writer, count))
            time.sleep(0.01)
        connections.close_all()

    def freeze_part(publisher: int) -> None:
        for _ in range(ROUNDS):
            try:
                publish(missions[publisher % 2], by=None, reason="A part", parts=["phases/moving"])
            except DraftMoved:
                continue
        connections.close_all()

    def freeze_both(publisher: int) -> None:
        # In either order: the locks are taken in one.
        for _ in range(ROUNDS):
            try:
                publish_together(
                    missions[:: 1 - 2 * (publisher % 2)], by=None, reason=f"Both {publisher}", parts=["phases/moving"]
                )
            except DraftMoved:
                continue
        connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        runs = [threads.submit(run, number) for number in range(2) for run in (write, freeze_part, freeze_both)]
        for run in runs:
            run.result()
    found = {"numbers": [], "unfinished": 0, "broken": []}
    for mission in missions:
        editions = list(Edition.objects.filter(mission=mission).order_by("number"))
        found["numbers"].append([edition.number for edition in editions])
        found["unfinished"] += sum("Half" in edition.document["initiatives"][0]["text"] for edition in editions)
        found["broken"].append(str(first_broken(editions)))
    connections.close_all()
    return found


if __name__ == "__main__":
    tell(sys.argv[1], race)
