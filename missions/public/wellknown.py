"""Addresses that machines look for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from missions.public import readiness

UNAVAILABLE = 503
TEXT = "text/plain; charset=utf-8"


def robots(request: HttpRequest) -> HttpResponse:
    # A desk elsewhere is told to nobody; its pages keep machines away themselves.
    desk = ["Disallow: /admin/"] if settings.ADMIN_PATH == "admin" else []
    lines = ["User-agent: *", *desk, "Disallow: /preview/", ""]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type=TEXT)


def security(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness: https://www.rfc-editor.org/rfc/rfc9116"""
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.SITE_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
        "Preferred-Languages: en",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=TEXT)


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process lives; asks nothing else."""
    return HttpResponse("ok\n", content_type=TEXT)


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether pages can be read: asks the database, its migrations and what is published."""
    fault = readiness.fault()
    return HttpResponse(f"{fault or 'ready'}\n", status=UNAVAILABLE if fault else None, content_type=TEXT)


def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("missions/favicon.ico"))
