"""Where browsers report what the Content-Security-Policy kept from running: a line in the log, and nothing of a person.

Anybody can write here, so everything is bounded: the size of a report, what of it is repeated, and how many lines.
"""

import json
import logging
import re
from collections.abc import Iterator
from threading import Lock
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

MOST_BYTES = 16_384
MOST_REPORTS = 5
# Lines in a minute, for each process.
MOST_LINES = 10
DIRECTIVE = re.compile(r"[a-z-]{1,40}")
HOST = re.compile(r"[a-z0-9.-]{1,100}")
# What a browser says instead of an address: https://www.w3.org/TR/CSP3/#violation-resource
KINDS = {"inline", "eval", "wasm-eval", "self", "data", "blob", "about", "trusted-types-policy", "trusted-types-sink"}
logger = logging.getLogger(__name__)


class Budget:
    """How many lines may still be written in this minute."""

    def __init__(self) -> None:
        self.lock, self.since, self.left, self.unsaid = Lock(), monotonic(), MOST_LINES, 0

    def spend(self) -> int | None:
        """Return how many reports were passed over since the last line, or None if there is no line left."""
        with self.lock:
            if monotonic() - self.since >= 60:
                self.since, self.left = monotonic(), MOST_LINES
            if not self.left:
                self.unsaid += 1
                return None
            self.left -= 1
            unsaid, self.unsaid = self.unsaid, 0
            return unsaid


budget = Budget()


@csrf_exempt
@require_POST
def csp_reports(request: HttpRequest) -> HttpResponse:
    """Take a report in either of the two forms that browsers send; what is none is passed over."""
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=413)
    for directive, blocked, page in list(read(body))[:MOST_REPORTS]:
        unsaid = budget.spend()
        if unsaid is not None:
            logger.warning("The policy blocked %s (%s) on %s; %d more not told", blocked, directive, page, unsaid)
    return HttpResponse(status=204)


def read(body: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield directive, what was blocked, and the kind of page, each reduced to what cannot name a person."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return
    for each in sent if isinstance(sent, list) else [sent]:
        told = (each.get("csp-report") or each.get("body")) if isinstance(each, dict) else None
        if isinstance(told, dict):
            directive = named(told, "effectiveDirective", "effective-directive")
            blocked = named(told, "blockedURL", "blocked-uri")
            page = named(told, "documentURL", "document-uri")
            yield known(DIRECTIVE, directive), origin(blocked), route(page)


def named(told: dict, *names: str) -> str:
    """Return the first of these that is there, as text."""
    return next((value for name in names if isinstance(value := told.get(name), str)), "")


def known(pattern: re.Pattern, value: str) -> str:
    return value if pattern.fullmatch(value) else "unknown"


def origin(address: str) -> str:
    """Return the host of what was blocked, or the word that stands for it."""
    return address if address in KINDS else known(HOST, split(address).hostname or "")


def route(address: str) -> str:
    """Return the pattern of a page's address, which holds none of its words."""
    try:
        return "/" + resolve(split(address).path).route
    except Resolver404:
        return "unknown"


def split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
