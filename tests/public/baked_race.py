"""A race for `test_baked.py`: many read baked pages of one process while another process publishes.

Runs as a program. Prints as JSON how much was read, and every answer that was older than it may be, mixed or another's.
"""

import gzip
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import brotli
import django

from tests.apart import tell

PUBLISHED, READERS = 15, 6
PACKED = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
STATE = "State {}. [@nato-start]"
NMI, KFOR = "/missions/nmi-page/", "/missions/kfor-page/"


def main(database: str, *, is_publisher: bool) -> None:
    from django.conf import settings
    from django.db import connection

    if is_publisher:
        os.environ["DJANGO_SETTINGS_MODULE"] = "nmi_site.settings"
        django.setup()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = database
        go_on_publishing()
    else:
        tell(database, lambda: race(database))


def go_on_publishing() -> None:
    """Publish one state after the other, and say each number once it is published."""
    from missions.editions.publish import publish
    from missions.models import Initiative, Mission, Phase

    mission = Mission.objects.get(key="nmi")
    for number in range(2, PUBLISHED + 1):
        for model in (Phase, Initiative):
            model.objects.filter(mission=mission).update(text=STATE.format(number))
        edition = publish(mission, by=None, reason=f"State {number}")
        print(edition.number, flush=True)
        time.sleep(0.15)


def race(database: str) -> dict:
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection, connections

    from missions.editions.publish import publish
    from missions.public.baked import Baked
    from missions.public.freshness import MOMENT, TRUSTED
    from tests.makers import make_initiative, make_mission, make_phase

    # Pages name style sheets; nobody collected them here.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    mission = make_mission()
    for make in (make_phase, make_initiative):
        make(mission, text=STATE.format(1))
    for one in (mission, make_mission("kfor", name="Kosovo Force")):
        publish(one, by=None, reason="The first")
    # For so long a process may trust what it knows; this publisher is no server, and does not wait for the others.
    allowed = MOMENT if connection.vendor == "sqlite" else TRUSTED
    baked = Baked(WSGIHandler(), most=10_000_000)
    confirmed = [(time.monotonic(), 1)]
    faults: list[str] = []
    is_over = False

    def ask(path: str, encoding: str) -> str:
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
            "HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
            "HTTP_ACCEPT_ENCODING": encoding,
        }  # fmt: skip
        said: list[dict] = []
        body = b"".join(baked(environ, lambda _status, headers, *_failed: said.append(dict(headers))))
        return PACKED[said[-1].get("Content-Encoding")](body).decode()

    def read(reader: int) -> int:
        count = 0
        encoding = ("br", "gzip", "")[reader % 3]
        while not is_over:
            asked_at = time.monotonic()
            least = max(number for at, number in confirmed if at <= asked_at - allowed or number == 1)
            states = {int(number) for number in re.findall(r"State (\d+)\.", ask(NMI, encoding))}
            if len(states) != 1 or min(states) < least:
                faults.append(f"{states} after {least}")
            if "Kosovo Force" not in (other := ask(KFOR, encoding)) or "State" in other:
                faults.append("the page of another mission")
            count += 1
        connections.close_all()
        return count

    with ThreadPoolExecutor(READERS) as threads:
        runs = [threads.submit(read, number) for number in range(READERS)]
        words = [sys.executable, "-m", "tests.public.baked_race", database, "publish"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as publisher:
            for line in publisher.stdout or ():
                confirmed.append((time.monotonic(), int(line)))  # noqa: PERF401  # readers look at it meanwhile
        time.sleep(allowed)
        last = max(int(number) for number in re.findall(r"State (\d+)\.", ask(NMI, "")))
        is_over = True
        count = sum(run.result() for run in runs)
    connections.close_all()
    return {"faults": faults[:5], "read": count, "published": confirmed[-1][1], "last": last}


if __name__ == "__main__":
    main(sys.argv[1], is_publisher="publish" in sys.argv)
