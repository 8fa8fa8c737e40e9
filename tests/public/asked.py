"""Questions as a WSGI server hands them on, and the one connection of a test that answers them."""

from contextlib import contextmanager
from itertools import count

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

# What each has, besides its address.
QUESTION = {
    "REQUEST_METHOD": "GET", "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost",
    "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
}  # fmt: skip


def keep_connection() -> None:
    """Leave the connection open, which belongs to the test, as Django's own client does while it asks."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)


@contextmanager
def one_connection(monkeypatch):
    """Let one connection write and read: SQLite does not count a connection's own writes."""
    monkeypatch.setattr("missions.public.freshness.close_old_connections", lambda: None)
    monkeypatch.setattr("missions.public.freshness.counter_of_writes", lambda: count().__next__)
    monkeypatch.setattr("missions.public.freshness.MOMENT", 0)
    keep_connection()
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
