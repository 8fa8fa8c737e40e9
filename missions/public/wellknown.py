"""Addresses that machines look for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from missions.public import reading

UNAVAILABLE = 503
TEXT = "text/plain; charset=utf-8"


def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page a search engine may keep, with the true time of its last change."""
    changed = reading.changed()
    entries = [
        (reverse(name), changed.site) for name in ("home", "catalogue", "timeline", "sources", "changes", "data")
    ]
    entries += [(reverse("text-page", args=[name]), None) for name in ("about", "method", "accessibility", "licence")]
    for slug, at in sorted(changed.missions.items()):
        entries += [(reverse("mission", args=[slug]), at), (reverse("editions", args=[slug]), at)]
    entries += [(reverse("source", args=[key]), at) for key, at in sorted(changed.sources.items())]
    urls = [(settings.SITE_URL + address, at) for address, at in entries]
    return render(request, "public/sitemap.xml", {"urls": urls}, content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /preview/", ""]
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
    if not reading.is_ready():
        return HttpResponse("The database does not answer.\n", status=UNAVAILABLE, content_type=TEXT)
    return HttpResponse("ready\n", content_type=TEXT)


def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("missions/favicon.ico"))
