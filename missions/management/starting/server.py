"""Step: the server, in a process of its own, from its first answer to its end."""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

from django.core.management import CommandError

PATIENCE = 60  # seconds; a slow machine reads all code from a cold disk
# Requests that a worker answers at once: a save that waits for another holds up nobody who reads.
THREADS = 12
# Threads share two pools of memory: with one for each, two processes that hold 200 records keep 15 to 50 MB more.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}


def find_free_port(wanted: int) -> int:
    """Return the wanted port, or the first free one of the next hundred. Raises CommandError."""
    for port in range(wanted, min(wanted + 100, 65536)):
        if is_free(port):
            return port
    raise CommandError(f"No port from {wanted} on is free. Name another: make run PORT=9000")


def is_free(port: int) -> bool:
    """Say whether no program listens here on either of the two addresses that "localhost" stands for."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as probe:
                # A port that was closed a moment ago is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as error:
            # A machine may have no IPv6 at all.
            if family == socket.AF_INET or error.errno == errno.EADDRINUSE:
                return False
    return True


def command(port: int, *, workers: int, application: str = "nmi_site.wsgi:application") -> list[str]:
    """Return what starts granian: `docs/hosting/Dockerfile` says the same."""
    options = {
        "--interface": "wsgi",
        "--host": "127.0.0.1",
        "--port": port,
        "--workers": workers,
        # Each has a database connection of its own, and keeps it.
        "--blocking-threads": THREADS,
        "--log-level": "error",
        # Connections that a worker holds, idle ones too: more wait until one is closed, and the kernel holds those.
        "--backpressure": 512,
        "--backlog": 1024,
        # A new worker has so many seconds to start before the one it follows is told to end.
        "--respawn-interval": 10,
        # A worker that is told to end while it still starts does not hear it.
        "--workers-kill-timeout": 3,
    }
    words = [str(word) for option in options.items() for word in option]
    return [sys.executable, "-m", "granian", *words, "--no-ws", "--respawn-failed-workers", application]


class Server:
    """The site's server as a process: made, waited for, stopped."""

    def __init__(self, port: int, *, workers: int):
        self.port = port
        self.process = subprocess.Popen(  # noqa: S603 - only words of this file and two numbers are in the command
            command(port, workers=workers),
            env=os.environ | ENVIRONMENT,
            # A group of its own: Ctrl+C reaches `start` alone, and workers are told to end once. Told twice, they hang.
            process_group=0,
        )

    def wait_for_answer(self, site_url: str) -> int:
        """Return the HTTP status of the home page as soon as there is one. Raises CommandError."""
        host = urlsplit(site_url).netloc
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise CommandError(f"The server ended with code {self.process.returncode}; the lines above say why.")
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                connection.request("GET", "/", headers={"Host": host})
                return connection.getresponse().status
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            finally:
                connection.close()
        raise CommandError(f"The server gave no answer in {PATIENCE} seconds.")

    def wait(self) -> None:
        """Wait until the process ends by itself, which it should not. Raises CommandError."""
        raise CommandError(f"The server ended with code {self.process.wait()}; the lines above say why.")

    def reload(self) -> None:
        """Put new workers in the place of the old ones, one after the other: they read code, pages and files anew."""
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        """Let the process finish its requests and end."""
        # A second Ctrl+C would only cut this short.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
