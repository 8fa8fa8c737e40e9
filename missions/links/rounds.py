"""A round through the addresses of the library: who is asked, in which order, and what is taken down."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import SimpleQueue

import httpx
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from missions.links.asking import Asker, Finding
from missions.links.pace import Pace
from missions.models import CheckedAddress, Source
from missions.models.checked_address import DAYS_MISSING, checkable

State = CheckedAddress.State
# When an address is asked again: one that answers, one that may be gone, one that said nothing about its document.
FINE_FOR, MISSING_FOR, UNSURE_FOR = timedelta(days=30), timedelta(days=1), timedelta(days=7)


def now() -> datetime:
    return timezone.now()


@dataclass(frozen=True)
class Due:
    """The addresses of a round, and how many more wait for another one."""

    addresses: tuple[str, ...]
    left: int
    resting: frozenset[str]


def due(*, host: str = "", limit: int, again: bool = False) -> Due:
    """Return the addresses to ask now: those never asked, then those asked longest ago; with `again`, of any day."""
    at = now()
    named = checkable(one for source in Source.objects.in_use().order_by("pk") for one in source.addresses)
    checked_at = dict(CheckedAddress.objects.values_list("url", "checked_at"))
    recent = set() if again else set(CheckedAddress.objects.filter(still_fresh(at)).values_list("url", flat=True))
    busy = CheckedAddress.objects.filter(busy_until__gt=at).values_list("busy_host", flat=True)
    resting = frozenset(busy)
    found = [one for one in named if one not in recent and (not host or host_of(one) == host_of(f"//{host}"))]
    asked = [one for one in found if host_of(one) not in resting]
    asked.sort(key=lambda one: (one in checked_at, checked_at.get(one, at)))
    return Due(tuple(asked[:limit]), len(found) - len(asked[:limit]), resting)


def still_fresh(at: datetime) -> Q:
    """Return the condition of addresses of which enough is known for now."""
    fine = Q(state__in=(State.ANSWERS, State.MOVED))
    # Another day, not only another hour, has to have come.
    counted = Q(days_missing__range=(1, DAYS_MISSING - 1)) & ~Q(verdict=CheckedAddress.Verdict.GONE)
    today = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        (fine & Q(checked_at__gt=at - FINE_FOR))
        | (counted & Q(checked_at__gte=today))
        | (~fine & ~counted & Q(checked_at__gt=at - UNSURE_FOR))
    )


def host_of(address: str) -> str:
    """Return the host of an address as it is asked for, "" where it has none."""
    with suppress(httpx.InvalidURL, ValueError):
        return httpx.URL(address).raw_host.decode("ascii")
    return ""


def go(round_: Due, *, seconds: float) -> Iterator[CheckedAddress]:
    """Ask the addresses, take down at once how each is, and yield it. What is stopped goes on with the next round."""
    for finding in findings(round_, seconds=seconds):
        yield take_down(finding)


@transaction.atomic
def take_down(finding: Finding) -> CheckedAddress:
    """Keep what was found, and nothing of what a person said of it."""
    row = CheckedAddress.objects.select_for_update().filter(url=finding.url).first() or CheckedAddress(url=finding.url)
    row.saw(finding.state, at=now(), status=finding.status, moved_to=finding.moved_to)
    row.busy_host, row.busy_until = finding.busy_host, finding.busy_until
    row.save()
    return row


def forget() -> int:
    """Let go of the addresses that no source names any more, and return how many those were."""
    named = {one for source in Source.objects.in_use() for one in source.addresses}
    gone = [pk for pk, url in CheckedAddress.objects.values_list("pk", "url") if url not in named]
    return CheckedAddress.objects.filter(pk__in=gone).delete()[0]


def findings(round_: Due, *, seconds: float) -> Iterator[Finding]:
    """Yield what is found as it is found. The asking has a thread of its own: Django's tables allow no event loop."""
    found: SimpleQueue[Finding | None] = SimpleQueue()
    loop = asyncio.new_event_loop()
    work = loop.create_task(ask_all(round_, tell=found.put, seconds=seconds))
    work.add_done_callback(lambda _work: found.put(None))

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner, suppress(asyncio.CancelledError):
            runner.run(wait_for(work))

    thread = threading.Thread(target=run, name="check_sources")
    thread.start()
    try:
        while finding := found.get():
            yield finding
    finally:
        with suppress(RuntimeError):  # its loop is closed when all is done
            loop.call_soon_threadsafe(work.cancel)
        thread.join()
    if not work.cancelled():
        work.result()


async def wait_for(work: asyncio.Task) -> None:
    await asyncio.wait([work])


async def ask_all(round_: Due, *, tell: Callable[[Finding], None], seconds: float) -> None:
    limits = httpx.Limits(max_keepalive_connections=0)
    # A transport and no client: no proxy of the environment, which would look up names by itself, and no cookies.
    async with httpx.AsyncHTTPTransport(verify=trusted(), limits=limits) as transport:
        asker = Asker(transport, Pace(set(round_.resting)), name_of_program(), now)

        async def ask(address: str) -> None:
            if finding := await asker.ask(address):
                tell(finding)

        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
                for address in round_.addresses:
                    group.create_task(ask(address))


def trusted():
    """Return whose certificates are believed."""
    return httpx.create_ssl_context(trust_env=False)


def name_of_program() -> str:
    """Return the name under which servers see these questions, with whom to write to about them."""
    return f"mission-record-links/1.0 (+{settings.SITE_URL}; {settings.SITE_CONTACT})"


def counts(rows: list[CheckedAddress]) -> Mapping[str, int]:
    """Return the numbers of a round's closing sentence."""
    states = [row.state for row in rows]
    known = (State.ANSWERS, State.MOVED, State.MISSING)
    return {
        "asked": len(rows),
        "answers": states.count(State.ANSWERS),
        "moved": states.count(State.MOVED),
        "missing": states.count(State.MISSING),
        "unsure": sum(state not in known for state in states),
    }
