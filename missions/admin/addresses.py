"""What no link and no cookie of this site has: NUL, which no text holds and on which PostgreSQL fails in any query."""

from django.core.exceptions import SuspiciousOperation

NUL = "\x00"


def refuse_nul(get_response):
    """Refuse NUL in what stands after the question mark; a session whose key holds it is nobody's, and ends here."""

    def middleware(request):
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or NUL in asked:
            raise SuspiciousOperation("NUL in the query string")
        # A cookie may write any sign in digits: "\000".
        if NUL in (request.session.session_key or ""):
            request.session = type(request.session)()
        return get_response(request)

    return middleware
