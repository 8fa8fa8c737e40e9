"""A web of one server: every name that ends in .test leads to it, and no other name leads anywhere."""

import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import PROTOCOL_TLS_SERVER, SSLContext, create_default_context

import pytest

from missions.links import asking, pace, places, rounds
from missions.links.asking import Finding


class Answers(BaseHTTPRequestHandler):
    """Answers each path as `web.pages` says, or with 200, and remembers who asked for it."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        web = self.server.web
        web.asked.append(Asked(self.command, self.path, self.headers["Host"], dict(self.headers), time.monotonic()))
        path = self.path.split("?")[0]
        status, headers = web.pages.get(path, (200, {}))
        if callable(status):
            return status(self)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        return None

    def log_message(self, *args):
        pass


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    host: str
    headers: dict
    at: float


@dataclass
class Web:
    port: int
    tls_port: int = 0
    # Path -> (status, headers), or (what answers, {}).
    pages: dict = field(default_factory=dict)
    # Name of a host -> its numeric addresses, in turn one list for each time that it is asked.
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)

    def url(self, path: str, host: str = "archive.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def secure_url(self, path: str, host: str) -> str:
        return f"https://{host}:{self.tls_port}{path}"

    def look_up(self, host, port, family=0, type=0, proto=0, flags=0):  # noqa: A002  # as the socket module names it
        self.looked_up.append(host)
        try:
            return lookup(host, port, family, type, proto, socket.AI_NUMERICHOST)
        except socket.gaierror:
            pass
        if host in self.names:
            known = self.names[host]
            found = known.pop(0) if len(known) > 1 else known[0]
        elif host.endswith(".test"):
            found = ["127.0.0.1"]
        else:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]


lookup = socket.getaddrinfo


@pytest.fixture
def web(monkeypatch, settings, tmp_path):
    server = serve()
    web = server.web
    monkeypatch.setattr(socket, "getaddrinfo", web.look_up)
    monkeypatch.setattr(places, "ALSO_ALLOWED", {("127.0.0.1", web.port)})
    monkeypatch.setattr(pace, "PAUSE", 0.0)
    monkeypatch.setattr(asking, "PATIENCE", 5)
    settings.VAR_DIR = tmp_path
    yield web
    server.shutdown()
    server.server_close()


@pytest.fixture
def secure_web(web, monkeypatch, tmp_path):
    """The same web, where good.test has a certificate that is believed."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate),
            *("-subj", "/CN=good.test", "-addext", "subjectAltName=DNS:good.test", "-days", "3650"),
        ],
        check=True,
        capture_output=True,
    )
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = serve(web, context)
    places.ALSO_ALLOWED.add(("127.0.0.1", web.tls_port))
    monkeypatch.setattr(rounds, "trusted", lambda: create_default_context(cafile=certificate))
    yield web
    server.shutdown()
    server.server_close()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        """Say nothing of those who leave in the middle of an answer, as they should."""


def serve(web: Web | None = None, context: SSLContext | None = None) -> Server:
    server = Server(("127.0.0.1", 0), Answers)
    if context and web:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        web.tls_port = server.server_port
    server.web = web or Web(server.server_port)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


def found(*urls: str, resting=(), seconds: float = 30) -> dict[str, Finding]:
    """Ask addresses, and return what was found by address."""
    due = rounds.Due(tuple(urls), 0, frozenset(resting))
    return {finding.url: finding for finding in rounds.findings(due, seconds=seconds)}
