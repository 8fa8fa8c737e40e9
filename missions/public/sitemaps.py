"""Every page a search engine may keep, with the true time of its last change: https://www.sitemaps.org/protocol.html"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from missions.public.last_changed import changed
from missions.public.views import TITLES, kept_with_the_site

# The protocol's limit. Its other one, 50 MB, is far: no line here has a thousand letters.
ADDRESSES = 50_000
XML = "application/xml"

Entry = tuple[str, datetime | None]


@kept_with_the_site
def sitemap(request: HttpRequest) -> HttpResponse:
    """List all pages, or the parts of the list where it is longer than one file may be."""
    parts = list(parts_of(entries()))
    if len(parts) == 1:
        return render(request, "public/sitemap.xml", {"urls": parts[0]}, content_type=XML)
    times = [max((at for _address, at in part if at), default=None) for part in parts]
    addresses = [absolute(reverse("sitemap-part", args=[number])) for number, _part in enumerate(parts, start=1)]
    return render(request, "public/sitemap_index.xml", {"parts": zip(addresses, times, strict=True)}, content_type=XML)


@kept_with_the_site
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    parts = list(parts_of(entries()))
    if not 1 <= number <= len(parts) or len(parts) == 1:
        raise Http404
    return render(request, "public/sitemap.xml", {"urls": parts[number - 1]}, content_type=XML)


def entries() -> Iterator[Entry]:
    known = changed()
    for name in ("home", "catalogue", "timeline", "sources", "changes", "data"):
        yield absolute(reverse(name)), known.site
    yield from ((absolute(reverse("text-page", args=[name])), None) for name in TITLES)
    for slug, at in sorted(known.missions.items()):
        yield from ((absolute(reverse(name, args=[slug])), at) for name in ("mission", "editions"))
    yield from ((absolute(reverse("source", args=[key])), at) for key, at in sorted(known.sources.items()))


def parts_of(found: Iterator[Entry]) -> Iterator[list[Entry]]:
    listed = list(found)
    yield from (listed[start : start + ADDRESSES] for start in range(0, len(listed), ADDRESSES))


def absolute(address: str) -> str:
    return settings.SITE_URL + address
