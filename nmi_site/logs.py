"""The log: one line for each thing that happened, with the number of its request and nothing that names a person.

Written are the route of an address and never the address itself, as words of searches, names in paths and secret links
are in it; no visitor's address, browser or login; of a fault its kind and place, and its words only where they come
from the machine and not from what somebody typed.
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from time import perf_counter
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.urls import Resolver404, resolve

# What a proxy may number a request with.
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
# Faults whose words are the machine's own.
OF_MACHINE = (OperationalError, OSError, ImproperlyConfigured)
current: ContextVar[str] = ContextVar("request", default="")
requests = logging.getLogger("nmi_site.requests")


def number_requests(get_response):
    """Give each request a number, which its lines bear and its answer returns; the proxy's own where it sent one."""

    def middleware(request):
        sent = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        number = sent if NUMBER.fullmatch(sent) else uuid4().hex
        # Kept with the request too: Django tells of a refusal after all layers are left.
        request.number = number
        token, begun = current.set(number), perf_counter()
        try:
            response = get_response(request)
            took = round((perf_counter() - begun) * 1000)
            told = {"method": known_method(request.method), "route": route_of(request), "status": response.status_code}
            requests.info("answered", extra={"told": told | {"ms": took}})
        finally:
            current.reset(token)
        response.headers["X-Request-ID"] = number
        return response

    return middleware


class Line(logging.Formatter):
    """A record as named values; subclasses write them down."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        number = current.get() or getattr(getattr(record, "request", None), "number", "")
        line |= {"request": number} if number else {}
        line |= {"message": message_of(record), **getattr(record, "told", {})}
        if record.exc_info and record.exc_info[1]:
            line["fault"] = fault_of(record.exc_info[1])
        return self.written(line)

    def written(self, line: dict) -> str:
        raise NotImplementedError


class JsonLine(Line):
    """One JSON object a line, for programs that collect logs."""

    def written(self, line):
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainLine(Line):
    """The same for people: the time, the level, then name=value."""

    def written(self, line):
        values = (f"{name}={quoted(value)}" for name, value in line.items() if name not in ("at", "level"))
        return f"{line['at']} {line['level']} {' '.join(values)}"


def message_of(record: logging.LogRecord) -> str:
    """Return the message; where Django put an address or a visitor's words into it, only what kind of thing it was."""
    request: Any = getattr(record, "request", None)
    if record.name.startswith("django.security"):
        return f"refused: {record.name.rpartition('.')[2]}"
    if record.name.startswith("django.request") and hasattr(request, "path_info"):
        status = getattr(record, "status_code", 500)
        return f"{known_method(request.method)} {route_of(request)} was answered with {status}"
    return record.getMessage()


def fault_of(fault: BaseException) -> str:
    """Return the kind of a fault and where it happened, the innermost place last."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)]
    words = f": {str(fault).splitlines()[0]}" if isinstance(fault, OF_MACHINE) and str(fault) else ""
    return " < ".join([type(fault).__qualname__ + words, *reversed(places)])


def route_of(request) -> str:
    """Return the pattern of the address that was asked for; "none" where the site has no such address."""
    try:
        return "/" + (getattr(request, "resolver_match", None) or resolve(request.path_info)).route
    except Resolver404:
        return "none"


def known_method(method: str | None) -> str:
    return method if method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE") else "other"


def quoted(value: object) -> str:
    text = str(value)
    return text if re.fullmatch(r"[\w.:/+-]+", text) else json.dumps(text, ensure_ascii=False)


def configuration(form: str) -> dict:
    """Return the LOGGING setting: as JSON, requests are told too; in plain words only what needs a look."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLine}, "plain": {"()": PlainLine}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "nmi_site.requests": {"level": "INFO" if form == "json" else "WARNING"},
            # Django's own would print with --debug and mail on errors.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
