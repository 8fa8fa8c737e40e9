"""One address is asked how it is: its head, and the beginning of its answer where a server refuses that."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from missions.links.pace import Pace
from missions.links.places import ForbiddenAddress, UnknownHost, places_of
from missions.models import CheckedAddress

State = CheckedAddress.State
# Seconds for each request, from looking up the name to the end of the answer's head.
PATIENCE = 20
MOST_REDIRECTS = 5
MOVES = {301: True, 302: False, 303: False, 307: False, 308: True}
# Of these, asking again at once would be rude.
BUSY = {429, 503}


@dataclass(frozen=True)
class Finding:
    """How an address is; a host that is busy may have said until when."""

    url: str
    state: str
    status: int | None = None
    moved_to: str = ""
    busy_host: str = ""
    busy_until: datetime | None = None


@dataclass(frozen=True)
class Asker:
    """Asks addresses under one name and one pace. `now` is the clock."""

    transport: httpx.AsyncBaseTransport
    pace: Pace
    name: str
    now: Callable[[], datetime]

    async def ask(self, address: str) -> Finding | None:
        """Return how an address is, None where its host wants to be left alone."""
        try:
            return await self.follow(address)
        except (httpx.InvalidURL, ForbiddenAddress, UnicodeError, ValueError):
            return Finding(address, State.FORBIDDEN)
        except UnknownHost:
            return Finding(address, State.UNKNOWN_HOST)
        except (TimeoutError, httpx.TimeoutException):
            return Finding(address, State.SILENT)
        except (httpx.TransportError, OSError) as fault:
            return Finding(address, State.CERTIFICATE if is_about_trust(fault) else State.UNREACHED)

    async def follow(self, address: str) -> Finding | None:
        url, moved_to, is_permanent = httpx.URL(address), "", True
        for _hop in range(MOST_REDIRECTS + 1):
            answer = await self.head(url)
            if answer is None:
                return None
            if answer.status_code not in MOVES or "location" not in answer.headers:
                return self.judged(address, url, answer, moved_to)
            url = url.join(answer.headers["location"]).copy_with(fragment=None)
            is_permanent = is_permanent and MOVES[answer.status_code]
            moved_to = str(url) if is_permanent else moved_to
        return Finding(address, State.LOOP, moved_to=moved_to)

    async def head(self, url: httpx.URL) -> httpx.Response | None:
        """Return the head of an answer: that of a GET where HEAD meets a refusal. No body is read."""
        try:
            answer = await self.request("HEAD", url)
        except httpx.RemoteProtocolError:
            return await self.request("GET", url)
        if answer and answer.status_code >= 400 and answer.status_code not in BUSY:
            return await self.request("GET", url)
        return answer

    async def request(self, method: str, url: httpx.URL) -> httpx.Response | None:
        """Ask a host in its turn; None if it wants to be left alone."""
        host = url.raw_host.decode("ascii")
        async with self.pace.turn(host) as may_ask:
            if not may_ask:
                return None
            async with asyncio.timeout(PATIENCE):
                answer = await self.connect(method, url, host)
            if answer.status_code in BUSY:
                self.pace.rest(host)
            return answer

    async def connect(self, method: str, url: httpx.URL, host: str) -> httpx.Response:
        """Ask at the very places that were looked at, under the name of the host."""
        fault: Exception = UnknownHost(host)
        for place in await places_of(url):
            request = httpx.Request(
                method,
                url.copy_with(host=place, fragment=None),
                headers={"Host": url.netloc.decode("ascii"), "User-Agent": self.name, "Accept": "*/*"},
                # The name that the certificate has to bear.
                extensions={"sni_hostname": host},
            )
            try:
                answer = await self.transport.handle_async_request(request)
            except httpx.ConnectError as refused:
                fault = refused
            else:
                await answer.aclose()
                return answer
        raise fault

    def judged(self, address: str, url: httpx.URL, answer: httpx.Response, moved_to: str) -> Finding:
        status, host = answer.status_code, url.raw_host.decode("ascii")
        state = state_of(status)
        if state == State.ANSWERS and moved_to:
            state = State.MOVED
        if status not in BUSY:
            return Finding(address, state, status, moved_to)
        return Finding(address, state, status, moved_to, host, until(answer.headers.get("retry-after", ""), self.now()))


def state_of(status: int) -> str:
    if 200 <= status < 300:
        return State.ANSWERS
    if status in (404, 410):
        return State.MISSING
    return State.REFUSES if 400 <= status < 500 else State.FAULT


def until(retry_after: str, now: datetime) -> datetime | None:
    """Return the moment that Retry-After names (RFC 9110, 10.2.3), at most thirty days from now."""
    word, latest = retry_after.strip(), now + timedelta(days=30)
    if word.isascii() and word.isdecimal():
        return now + timedelta(seconds=int(word)) if len(word) < 8 and int(word) < 30 * 86_400 else latest
    try:
        moment = parsedate_to_datetime(word)
    except (TypeError, ValueError):
        return None
    return min(moment if moment.tzinfo else moment.replace(tzinfo=UTC), latest)


def is_about_trust(fault: BaseException | None) -> bool:
    """Say whether a connection failed for its certificate or its encryption."""
    while fault:
        if isinstance(fault, ssl.SSLError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
