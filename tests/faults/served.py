"""The real server, granian, in a child process that has everything imported; and people who use it over HTTP."""

import http.client
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.test import Client
from granian import Granian

from missions.management.starting.server import THREADS
from nmi_site.wsgi import application
from tests.faults.killed import killed, start
from tests.ports import free_port

# Any word of this length is one that its cookie and the form agree on.
TOKEN = "t" * 32


def serve(port: int, *, workers: int) -> None:
    """Serve the site until killed, with the options that `start` gives the server."""
    options = {"interface": "wsgi", "workers": workers, "blocking_threads": THREADS, "log_enabled": False}
    server = Granian("nmi_site.wsgi:application", address="127.0.0.1", port=port, websockets=False, **options)
    server.serve(target_loader=lambda: application, wrap_loader=False)


@contextmanager
def served(*, workers: int = 2) -> Iterator[int]:
    """Serve while the block runs; gives the port."""
    port = free_port()
    child = start(lambda: serve(port, workers=workers))
    try:
        wait_for(port)
        yield port
    finally:
        killed(child)


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if Visitor(port).get("/healthz").status == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.01)
    raise TimeoutError("The server gave no answer in 30 seconds.")


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.text = response.status, response.headers, response.read().decode()


class Visitor:
    """Somebody with one connection that is kept; `user` is logged in at the desk."""

    def __init__(self, port: int, *, user=None, patience: float = 90) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        self.headers = {"Host": "localhost", "Cookie": f"csrftoken={TOKEN}"}
        if user:
            client = Client()
            client.force_login(user)
            self.headers["Cookie"] += f"; sessionid={client.cookies['sessionid'].value}"

    def at(self, port: int) -> "Visitor":
        """Return the same visitor at another server."""
        visitor = Visitor(port)
        visitor.headers = self.headers
        return visitor

    def get(self, path: str) -> Answer:
        self.connection.request("GET", path, headers=self.headers if "sessionid" in self.headers["Cookie"] else READER)
        return Answer(self.connection.getresponse())

    def post(self, path: str, form: dict[str, str]) -> Answer:
        body = urlencode(form | {"csrfmiddlewaretoken": TOKEN})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", path, body, self.headers | kind)
        return Answer(self.connection.getresponse())

    def publish(self, mission, reason: str) -> bool:
        """Publish the draft as the screen shows it; return whether that was confirmed."""
        path = f"/admin/missions/mission/{mission.pk}/publish/"
        seen = re.search(r'name="seen" value="(\w*)"', self.get(path).text)
        return bool(seen) and self.post(path, {"reason": reason, "seen": seen[1]}).status == 302


READER = {"Host": "localhost"}


def saved_as(form: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    """Return a form as it is opened again after what was typed into it was saved."""
    return form | typed | {f"initial-{name}": text for name, text in typed.items() if f"initial-{name}" in form}
