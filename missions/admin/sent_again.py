"""What somebody sent while the database could not take it: given back, to be sent again from the page that says so."""

from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.urls import Resolver404, resolve

from missions.admin.sent import ORIGINAL, carried


@dataclass(frozen=True)
class SentAgain:
    """A form that was sent: where to, every field of it, the texts that were written, and the token it needs."""

    address: str
    fields: list[tuple[str, str]]
    written: list[str]
    token: str


def sent_again(request: HttpRequest) -> SentAgain | None:
    """Return what a form of the record sent; None for any other, and for one that did not come from this site."""
    with suppress(SuspiciousOperation, UnreadablePostError, Resolver404):
        if request.method == "POST" and is_of_record(request) and Here.sent(request):
            fields = carried(request.POST)
            written = [value for name, value in fields if is_written(request, name, value)]
            return SentAgain(request.get_full_path(), fields, written, get_token(request))
    return None


def is_of_record(request: HttpRequest) -> bool:
    """Return whether a form holds words of the record, and so no password."""
    found = resolve(request.path_info)
    return found.namespace == "admin" and (found.url_name or "").startswith("missions_")


def is_written(request: HttpRequest, name: str, value: str) -> bool:
    """Return whether a field holds words that are not those it was opened with."""
    is_own = not name.startswith((ORIGINAL, "_"))
    return is_own and " " in value.strip() and request.POST.get(f"{ORIGINAL}{name}", "") != value


class Here(CsrfViewMiddleware):
    """Django's own proof that a form came from this site, for a request that may have failed before it was asked."""

    @classmethod
    def sent(cls, request: HttpRequest) -> bool:
        def view(request: HttpRequest) -> HttpResponse:
            return HttpResponse()

        proof = cls(view)
        proof.process_request(request)
        return proof.process_view(request, view, (), {}) is None

    def _reject(self, request, reason):
        return HttpResponse(status=403)
