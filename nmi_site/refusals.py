"""Requests that Django stops before any view: in the words of the side they were meant for."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse

from missions.admin.refusals import too_much
from missions.public.refusals import bad_request as not_understood


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Readers send no forms.
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return too_much(request)
    return not_understood(request, exception)
