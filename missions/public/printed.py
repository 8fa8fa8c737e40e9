"""Pages printed once for all processes: beside the record, until the next publication of their mission.

The one thing that the readers' side writes. Nothing depends on it: whatever stands in its way, the page is printed.
"""

import logging
import zlib
from collections.abc import Callable, Iterator
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
            there = PrintedPage.objects.filter(address=request.path, state=state)
            held = there.values_list("packed", flat=True).first()
            if held is not None:
                return HttpResponse(zlib.decompress(held))
            response = view(request, found, **numbers)
            if response.status_code == 200 and not request.META.get("wsgi.run_once"):
                put(request.path, found, state, response.content)
            return response

        return shown

    return of


def put(address: str, found: Found, state: str, page: bytes) -> None:
    """Hold a page, unless the database is written to by others at this moment, or cannot be written to at all."""
    row = PrintedPage(address=address, mission_id=found.mission_id, state=state, packed=zlib.compress(page))
    try:
        with without_waiting(), transaction.atomic():
            PrintedPage.objects.filter(address=address).delete()
            row.save(force_insert=True)
            PrintedPage.objects.filter(pk__lte=row.pk - MOST).delete()
        # Words may have been removed meanwhile: whoever removes looks once before this was there, and this once after.
        if find(found.slug) != found:
            row.delete()
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
