"""Pages printed once for all processes: beside the record, as long as what they were printed from stands.

The one thing that the readers' side writes. Nothing depends on it: whatever stands in its way, the page is printed.
"""

import logging
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse

from missions.models import PrintedPage
from missions.public.reading import Found, find

View = Callable[..., HttpResponse]
# Pages that are held, some 40 megabytes of them; those printed longest ago leave.
MOST = 2000
logger = logging.getLogger(__name__)


def printed_once(state_of: Callable[..., str | None]) -> Callable[[View], View]:
    """Give a view's page from what was printed in the same state; `state_of` returns None for what is not held."""

    def of(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, found: Found, **numbers: int) -> HttpResponse:
            state = state_of(request, found, **numbers)
            if state is None:
                return view(request, found, **numbers)
            held = get({request.path: state})
            if held:
                return HttpResponse(held[request.path])
            response = view(request, found, **numbers)
            if response.status_code == 200 and not is_copying(request):
                row = page(request.path, state, response.content, mission=found.mission_id)
                put([row], is_still=lambda: find(found.slug) == found)
            return response

        return shown

    return of


def is_copying(request: HttpRequest) -> bool:
    """Return whether the whole site is being copied, each page once."""
    return bool(request.META.get("wsgi.run_once"))


def get(states: Mapping[str, str]) -> dict[str, bytes]:
    """Map those of some addresses to their pages that are held as printed in these states."""
    rows = PrintedPage.objects.filter(address__in=states).values_list("address", "state", "packed")
    pages = ((address, unpacked(packed, address)) for address, state, packed in rows if state == states[address])
    return {address: page for address, page in pages if page is not None}


def unpacked(packed: bytes | memoryview, address: str) -> bytes | None:
    try:
        return zlib.decompress(packed)
    except zlib.error as fault:
        logger.warning("The page held for %s cannot be unpacked and is printed anew (%s).", address, fault)
        return None


def page(address: str, state: str, content: bytes, *, mission: int) -> PrintedPage:
    # With a checksum, which Brotli has not: what a disk spoiled is never shown as what was published.
    return PrintedPage(address=address, mission_id=mission, state=state, packed=zlib.compress(content))


def put(pages: Sequence[PrintedPage], *, is_still: Callable[[], bool]) -> None:
    """Hold pages, unless the database is written to by others at this moment, or cannot be written to at all.

    `is_still` returns whether all they were printed from stands as it did.
    """
    there = PrintedPage.objects.filter(address__in=[one.address for one in pages])
    try:
        with without_waiting(), transaction.atomic():
            there.delete()
            newest = max(row.pk for row in PrintedPage.objects.bulk_create(pages))
            PrintedPage.objects.filter(pk__lte=newest - MOST).delete()
        # Words may have been removed meanwhile: whoever removes looks once before this was there, and this once after.
        if not is_still():
            there.delete()
    except DatabaseError as fault:
        logger.info("A page is not held for others (%s).", fault)


@contextmanager
def without_waiting() -> Iterator[None]:
    """Have writes fail where others would wait for their turn: a reader does not wait for a writer."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout" if is_sqlite else "SHOW lock_timeout")
        (usual,) = cursor.fetchone()
    wait(0 if is_sqlite else "1ms")
    try:
        yield
    finally:
        wait(usual)


def wait(milliseconds: int | str) -> None:
    """Have this connection wait so long for the writers before it; PostgreSQL takes words such as "1ms"."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout={int(milliseconds)}")
        else:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [milliseconds])
