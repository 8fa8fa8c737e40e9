"""Room for readers: whoever writes may have to wait for another, and holds one of the server’s threads meanwhile."""

from threading import BoundedSemaphore

from django.db import OperationalError
from django.urls import reverse

from missions.management.starting.server import THREADS

# As many threads are always left to readers.
FOR_READERS = 4


def keep_room(get_response):
    """Let only so many requests of the desk in at once, so that no number of them takes the last thread."""
    at_desk = BoundedSemaphore(THREADS - FOR_READERS)

    def middleware(request):
        if not request.path_info.startswith(reverse("admin:index")):
            return get_response(request)
        if not at_desk.acquire(blocking=False):
            # As if the database were away: the answer says so, and keeps what was written.
            raise OperationalError("too many requests of the desk wait for the database")
        try:
            return get_response(request)
        finally:
            at_desk.release()

    return middleware
