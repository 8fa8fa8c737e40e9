"""Addresses that no link of this site has."""

from django.core.exceptions import SuspiciousOperation


def refuse_nul(get_response):
    """Refuse NUL in what stands after the question mark: no text holds it, and PostgreSQL fails on it in any filter."""

    def middleware(request):
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the query string")
        return get_response(request)

    return middleware
