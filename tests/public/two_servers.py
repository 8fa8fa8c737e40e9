"""Two servers of one record for `test_two_servers.py`, each with processes of its own, on one PostgreSQL.

Runs as a program. Prints as JSON for how long what was published through one server was still not read somewhere, and
what many readers at once were answered with as many connections to the database as the servers have threads.
"""

import http.client
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

from tests.apart import tell

PAGE = "/missions/nmi-page/"
OLD, NEW = "The mission began work", "The mission moved on"
SERVERS, WORKERS, READERS, QUESTIONS = 2, 2, 60, 3


def main(database: str) -> None:
    tell(database, lambda: seen(database))


def seen(database: str) -> dict:
    from django.conf import settings
    from django.test import Client

    from tests.makers import make_edition, make_mission, make_phase, make_user

    settings.ALLOWED_HOSTS.append("testserver")
    mission = make_mission()
    phase = make_phase(mission)
    make_edition(mission)
    phase.text = f"{NEW} in 2020. [@nato-start]"
    phase.save()
    client = Client()
    client.force_login(make_user(is_superuser=True), "django.contrib.auth.backends.ModelBackend")
    session = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with ExitStack() as stack:
        url = stack.enter_context(limited(database))
        environment = os.environ | {"DATABASE_URL": url, "VAR_DIR": stack.enter_context(TemporaryDirectory())}
        environment |= {"SECRET_KEY": settings.SECRET_KEY}
        manage = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        subprocess.run(manage, env=environment, check=True)
        ports = [stack.enter_context(server(environment)) for _one in range(SERVERS)]
        return {
            "published": publish(ports[0], mission.pk, session),
            "stale": seconds_until_read(ports),
            "answers": answers_to_many(ports),
        }


@contextmanager
def limited(database: str):
    """Make a role that may hold one connection for each thread of the servers, and no more."""
    from django.db import connection

    from missions.management.starting.server import THREADS

    url, role = urlsplit(os.environ["DATABASE_URL"]), f"reader_of_{database}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {role}")
        cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'known' CONNECTION LIMIT {SERVERS * WORKERS * THREADS}")
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {role}")
    try:
        yield f"postgres://{role}:known@{url.hostname}:{url.port or 5432}/{database}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {role}")
            cursor.execute(f"DROP ROLE {role}")


@contextmanager
def server(environment: dict[str, str]):
    """Serve as production does, until it is no longer needed."""
    from missions.management.starting.server import command, find_free_port

    port = find_free_port(20_000 + os.getpid() % 20_000)
    process = subprocess.Popen(command(port, workers=WORKERS), env=environment)
    try:
        for _try in range(600):
            try:
                ask(port, "/healthz")
            except OSError:
                time.sleep(0.1)
            else:
                break
        # Every process of it bakes the page.
        for _again in range(5 * WORKERS):
            assert OLD in ask(port, PAGE)[2]
        yield port
    finally:
        process.terminate()
        process.wait(60)


def ask(port: int, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, str, str]:
    """Return status, cookies and body, each time over a new connection, which any of the processes may take."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body or None, {"Host": "localhost", **headers})
        answer = connection.getresponse()
        cookies = "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", ()))
        return answer.status, cookies, answer.read().decode()
    finally:
        connection.close()


def publish(port: int, mission: int, session: str) -> int:
    """Publish what the draft holds through the desk of a server; return the status of its answer."""
    path = f"/admin/missions/mission/publish/{mission}/"
    _status, cookies, form = ask(port, path, Cookie=session)
    hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|seen)" value="([^"]*)"', form))
    typed = urlencode({**hidden, "reason": "The mission moved"})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"{session}; {cookies}"}
    return ask(port, path, "POST", typed, **kind)[0]


def seconds_until_read(ports: list[int]) -> float:
    """Return how long after the publication the last reader asked who still got the page of before."""
    published_at, stale = time.monotonic(), 0.0
    while (asked := time.monotonic() - published_at) < 2:
        for port in ports:
            if NEW not in ask(port, PAGE)[2]:
                stale = max(stale, asked)
    return stale


def answers_to_many(ports: list[int]) -> dict[str, int]:
    """Return how often each status was answered to more readers than there are connections, at unbaked addresses."""

    def read(reader: int) -> list[int]:
        return [ask(ports[reader % SERVERS], f"/search/?q=iraq+{number}")[0] for number in range(QUESTIONS)]

    with ThreadPoolExecutor(READERS) as threads:
        statuses = [str(status) for found in threads.map(read, range(READERS)) for status in found]
    return {status: statuses.count(status) for status in statuses}


if __name__ == "__main__":
    main(Path(sys.argv[1]).name)
