"""A reload of the running site: new processes answer, and no visitor notices."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from missions.management.starting import server

VISITORS = 4
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="processes are told apart by /proc, which is Linux's"
)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def site(tmp_path, port):
    """Run `start` in a folder of its own, as the service does, until the site answers."""
    new = {"VAR_DIR": str(tmp_path), "PORT": str(port), "CONTENT": "none", "SECRET_KEY": "for this test alone"}
    environment = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "DATABASE_URL")}
    words = [sys.executable, "manage.py", "start"]
    process = subprocess.Popen(
        words, cwd=settings.BASE_DIR, env=environment | new, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert any(line.startswith("└") for line in process.stdout)
    yield process
    process.terminate()
    process.communicate(timeout=60)


def children(process: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def workers(site) -> set[int]:
    (granian,) = children(site.pid)
    return set(children(granian))


def test_no_visitor_notices_a_reload(site, port):
    before, over = workers(site), time.monotonic() + 90
    site.send_signal(signal.SIGUSR1)

    def visit(_visitor: int) -> set[int]:
        statuses = set()
        while workers(site) & before and time.monotonic() < over:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                statuses.add(answer.status)
        return statuses

    with ThreadPoolExecutor(VISITORS) as threads:
        assert set.union(*threads.map(visit, range(VISITORS))) == {200}
    assert not workers(site) & before


def test_a_new_worker_has_time_to_start_before_the_old_one_ends():
    """With less, nobody listens in between; a worker starts in one second, on a busy machine in five."""
    words = server.command(8000, workers=2)
    assert int(words[words.index("--respawn-interval") + 1]) >= 10
