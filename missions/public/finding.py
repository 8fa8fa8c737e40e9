"""The pages that find: the catalogue with its filters, and search."""

import logging
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.core.validators import slug_re
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from missions.public import listing, reading
from missions.public.views import kept_with_the_site

UNAVAILABLE = 503
logger = logging.getLogger(__name__)


def plainly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lead a form's address to the plain one, without what was left empty; browsers ask again at each visit."""

    @wraps(view)
    def tidied(request: HttpRequest, **place: int) -> HttpResponseBase:
        query = request.GET.dict()
        filled = {name: value for name, value in query.items() if value.strip()}
        if filled != query:
            response: HttpResponseBase = redirect(f"{request.path}?{urlencode(filled)}" if filled else request.path)
        else:
            response = view(request, **place)
        patch_cache_control(response, no_cache=True)
        return response

    return tidied


@plainly
@kept_with_the_site
def catalogue(request: HttpRequest, number: int = 1) -> HttpResponse:
    return listed(request, number, listing.catalogue, reverse("catalogue"), "public/catalogue.html")


@plainly
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.dict()
    try:
        found = answer(query, path=request.path)
    except DatabaseError:
        logger.exception("Search failed. `manage.py rebuild_search` writes its index anew.")
        return render(request, "public/search_failed.html", {"typed": query.get("q", "")}, status=UNAVAILABLE)
    return render(request, "public/search.html", {"found": found})


def listed(request: HttpRequest, number: int, read: Callable, path: str, template: str) -> HttpResponse:
    """Print a page of a list: of the whole list each has an address of its own, filtered ones have a query."""
    if number == 1 and request.path != path:
        return redirect(path, permanent=True)
    page = read({"page": str(number), **request.GET.dict()}, path=path)
    if number > page.paging.pages:
        raise Http404
    context = {"page": page, "is_narrowed": bool(request.GET), "was_published": reading.was_published}
    return render(request, template, context)


def answer(query: dict[str, str], *, path: str) -> object:
    if query.get("show") == "sources" and query.get("q"):
        return listing.sources(query, path=path)
    slug = query.get("in", "")
    within = listing.within(slug, query, path=path) if slug_re.match(slug) else None
    return within or listing.search(query, path=path)
