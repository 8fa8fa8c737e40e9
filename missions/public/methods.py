"""Readers ask and send nothing: their addresses answer GET and HEAD, and read the body of no request."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from missions.public.refusals import not_allowed

READING = ("GET", "HEAD")

View = Callable[..., HttpResponseBase]


def only_read(view: View) -> View:
    """Refuse every method that would change something, in words and before anything that was sent is looked at."""

    @wraps(view)
    def read(request: HttpRequest, **place: str | int) -> HttpResponseBase:
        if request.method in READING:
            return view(request, **place)
        return not_allowed(request, READING)

    # The search for a form's token would read the body; nothing is taken here that could be forged.
    return csrf_exempt(read)
