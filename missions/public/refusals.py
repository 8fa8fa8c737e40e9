"""Pages for what cannot be shown: in words, with a way on."""

import sys
from collections.abc import Iterable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from missions.pages.site import Site

# When to ask again while the database does not answer.
SECONDS_AWAY = 60


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(
        request,
        404,
        _("There is no page at this address"),
        _("It may have been typed wrongly, or the link that led here is mistaken."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(
        request, 403, _("This page is not open to you"), _("Log in with an account that has the right to it.")
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(
        request,
        400,
        _("The browser’s request could not be understood"),
        _("Go back and try once more; if it happens again, write to the editors."),
    )


def not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    response = refusal(
        request,
        405,
        _("Nothing can be sent to this address"),
        _("It can only be read. To report an error, write to the editors."),
    )
    response["Allow"] = ", ".join(methods)
    return response


def server_error(request: HttpRequest, *, sent: object = None) -> HttpResponse:
    """Answer when something failed: without the database, the request or a list of static files.

    `sent` is what was to be saved, as the template shows it.
    """
    is_away = isinstance(sys.exception(), OperationalError | InterfaceError)
    title = _("The record cannot be reached just now") if is_away else _("Something failed here")
    page = get_template("public/server_error.html").render(
        {"site": Site.of_settings(), "title": title, "is_away": is_away, "sent": sent if is_away else None}
    )
    if is_away:
        return HttpResponse(page, status=503, headers={"Retry-After": str(SECONDS_AWAY), "Cache-Control": "no-store"})
    return HttpResponse(page, status=500)


def refusal(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "public/refusal.html", {"title": title, "words": words}, status=status)
