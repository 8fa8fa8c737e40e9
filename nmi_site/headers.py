"""What browsers are told beside every answer, also where Django's own layers were never reached.

The rules are those of https://developer.mozilla.org/observatory; `tests/site/test_headers.py` counts their points.
"""

from django.conf import settings

REPORTS = "/csp-reports/"
ALWAYS = {
    # `report-to csp` in the policy means this; browsers heed it over https.
    "Reporting-Endpoints": f'csp="{REPORTS}"',
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def protect(get_response):
    """Give every answer the headers that it does not have of its own."""

    def middleware(request):
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        # Data that pages of other sites may read are for other sites; all else is for this one.
        is_open = "Access-Control-Allow-Origin" in response.headers
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin")
        return response

    return middleware
