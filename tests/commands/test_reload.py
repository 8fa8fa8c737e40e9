"""A reload of the running site behind the proxies of docs/hosting: new processes answer, and no visitor notices."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings

from missions.management.starting import server
from tests.ports import free_port
from tests.programs import program

VISITORS = 4
HOSTING = settings.BASE_DIR / "docs" / "hosting"
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="processes are told apart by /proc, which is Linux's"
)


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def site(started, port):
    """Run `start`, as the service does, until the site answers."""
    new = {
        "VAR_DIR": str(started),
        "PORT": str(port),
        "CONTENT": "none",
        "SECRET_KEY": "for this test alone",
    }
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


def of_caddy(folder: Path, front: int, site_port: int) -> list[str]:
    words = (HOSTING / "Caddyfile").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{site_port}")
    file = folder / "Caddyfile"
    file.write_text("{\n\tadmin off\n}\n" + words.replace("record.example.org {", f"http://127.0.0.1:{front} {{"))
    return [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(file)]


def of_nginx(folder: Path, front: int, site_port: int) -> list[str]:
    words = (HOSTING / "nginx.conf").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{site_port}")
    # The certificate and the server that only leads to it are tried where the file is read for faults.
    upstream, _to_https, behind_tls = words.split("\nserver {")
    without_tls = "\n".join(line for line in behind_tls.splitlines() if "ssl" not in line)
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{part}_temp_path {folder}/{part};" for part in parts)
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off; pid {folder}/pid; events {{}} http {{ access_log off; {places}\n"
        f"{upstream}\nserver {{ listen 127.0.0.1:{front};{without_tls} }}"
    )
    return [program("nginx"), "-q", "-e", str(folder / "log"), "-c", str(file)]


@contextmanager
def standing_in_front(words: list[str], port: int) -> Iterator[None]:
    """Run a proxy until the end, from the moment when it listens; what Caddy keeps goes beside its file."""
    folder = str(Path(words[-1]).parent)
    own = os.environ | {"XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}
    with subprocess.Popen(words, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            over = time.monotonic() + 60
            while process.poll() is None and time.monotonic() < over and server.is_free(port):
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


class Closing(BaseHTTPRequestHandler):
    """Close the first connection without an answer, as a process does that ends; answer all others."""

    def handle_one_request(self):
        self.raw_requestline = self.rfile.readline()
        self.close_connection = True
        if self.raw_requestline:
            self.server.asked += 1
            if self.server.asked > 1 and self.parse_request():
                self.send_response(200)
                self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def closing():
    with HTTPServer(("127.0.0.1", 0), Closing) as upstream:
        upstream.asked = 0
        Thread(target=upstream.serve_forever, daemon=True).start()
        yield upstream
        upstream.shutdown()


def ask(port: int, method: str = "GET", body: str | None = None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, "/", body)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(("method", "body", "status", "asked"), [("GET", None, 200, 2), ("POST", "text=typed", 502, 1)])
@pytest.mark.parametrize("proxy", [of_caddy, of_nginx])
def test_a_proxy_asks_again_for_what_an_ending_process_did_not_read(
    closing, tmp_path, proxy, method, body, status, asked
):
    front = free_port()
    with standing_in_front(proxy(tmp_path, front, closing.server_port), front):
        assert (ask(front, method, body), closing.asked) == (status, asked)


def test_no_visitor_notices_a_reload(site, port, tmp_path):
    front = free_port()
    proxy = of_caddy(tmp_path, front, port)
    before, over = workers(site), time.monotonic() + 90
    site.send_signal(signal.SIGUSR1)

    def visit(_visitor: int) -> set[int]:
        statuses = set()
        while workers(site) & before and time.monotonic() < over:
            statuses.add(ask(front))
            # A person's pace: what does nothing but ask keeps the new processes from the machine.
            time.sleep(0.01)
        return statuses

    with standing_in_front(proxy, front), ThreadPoolExecutor(VISITORS) as threads:
        assert set.union(*threads.map(visit, range(VISITORS))) == {200}
    assert not workers(site) & before


def test_a_new_worker_has_time_to_start_before_the_old_one_ends():
    """With less, nobody listens in between; a worker starts in one second, on a busy machine in five."""
    words = server.command(8000, workers=2)
    assert int(words[words.index("--respawn-interval") + 1]) >= 10
