"""Requests that Django stops before any view: in the words of the side they were meant for."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from missions.admin.refusals import too_much
from missions.admin.sent_again import sent_again
from missions.public.refusals import bad_request as not_understood
from missions.public.refusals import server_error as failed


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Readers send no forms, and are not told where the desk is.
    is_for_desk = request.path_info.startswith(reverse("admin:index"))
    if is_for_desk and isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return too_much(request)
    return not_understood(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something failed; who wrote at the desk finds the text in the page that says it was not saved."""
    return failed(request, sent=sent_again(request))
