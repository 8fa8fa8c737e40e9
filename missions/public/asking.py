"""Asking the site's own application for an address, in this process: what a reader would get, byte for byte."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils.http import parse_http_date_safe

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def changed_at(self) -> int | None:
        """Return when what is shown last changed, in seconds, if the answer says so."""
        return parse_http_date_safe(self.headers.get("last-modified", ""))


@contextmanager
def application() -> Iterator[Application]:
    """Give Django, without the finished pages that a server holds in front of it.

    The connection to the database stays as it is from one answer to the next: the caller may read one moment with it.
    """
    logger, signals = logging.getLogger("django.request"), (request_started, request_finished)
    level = logger.level
    # That a record is gone is no fault here.
    logger.setLevel(logging.ERROR)
    kept = [signal for signal in signals if signal.disconnect(close_old_connections)]
    try:
        yield WSGIHandler()
    finally:
        logger.setLevel(level)
        for signal in kept:
            signal.connect(close_old_connections)


def ask(site: Application, address: str) -> Answer:
    status, headers, body = whole(site, environ(address))
    return Answer(int(status[:3]), {name.lower(): value for name, value in headers}, body)


def whole(site: Application, asked: Environ) -> tuple[str, Headers, bytes]:
    """Return status, headers and body of what an application answers, read to its end."""
    said: list[tuple[str, Headers]] = []
    answered = site(asked, lambda status, headers, *_failed: said.append((status, headers)))
    try:
        body = b"".join(answered)
    finally:
        getattr(answered, "close", lambda: None)()
    return *said[-1], body


def environ(address: str) -> Environ:
    """Return a request as it comes from the public address, through the proxy that ends TLS there if there is one."""
    url = urlsplit(settings.SITE_URL)
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port or (443 if url.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": url.netloc,
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": BytesIO(),
        # Who asks for the whole site, each address once, holds nothing for others.
        "wsgi.run_once": True,
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        asked[name] = value
    return asked
