"""The pages readers see. Each view asks `reading` and prints the answer."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import condition

from missions.pages.source_page import source_page
from missions.pages.text_pages import TextPage
from missions.public import listing, publications, reading, release
from missions.public.printed import printed_once
from missions.public.styleguide import specimens

GONE = 410
# Addresses that follow the newest edition: gone while a record is withdrawn.
LIVE = frozenset({"mission", "mission-json", "mission-markdown", "mission-table", "mission-reference"})

TITLES = {
    "about": _("About"),
    "method": _("Method"),
    "accessibility": _("Accessibility"),
    "licence": _("Licence"),
}


def of_mission(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the mission behind its slug; an earlier slug leads to the present address."""

    @wraps(view)
    def found_first(request: HttpRequest, slug: str, **numbers: int) -> HttpResponse:
        found = reading.find(slug)
        if found is None:
            raise Http404
        if found.slug != slug:
            return moved(request, slug=found.slug, **numbers)
        return view(request, found, **numbers)

    return found_first


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let browsers keep a mission's page and ask each time whether it is still the same.

    While developing, templates change under a running process: nothing is kept.
    """

    @wraps(view)
    def asked(request: HttpRequest, found: reading.Found, **numbers: int) -> HttpResponse:
        tag = tag_of(request, found, **numbers)
        at = found.stands.changed_at if tag else None
        response = unless_known(view, tag, at)(request, found, **numbers)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True)
        return response

    return asked


def kept_with_the_site(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let readers keep what depends on all records, and ask each time whether it is still the same."""

    @wraps(view)
    def asked(request: HttpRequest, **place: str | int) -> HttpResponseBase:
        tag = at = None
        if not settings.DEBUG:
            state = reading.state_of_site()
            tag = f'"{release.word_of(request.get_full_path(), state, release.version())}"'
            at = state.changed_at
        response = unless_known(view, tag, at)(request, **place)
        patch_cache_control(response, no_cache=True)
        return response

    return asked


def unless_known(view: Callable[..., HttpResponseBase], tag: str | None, at: datetime | None) -> Callable[..., Any]:
    """Give a view that answers 304 to who has its page, by its tag or by when it changed."""
    return condition(lambda *_asked, **_place: tag, lambda *_asked, **_place: at)(view)


def tag_of(request: HttpRequest, found: reading.Found, **numbers: int) -> str | None:
    """Return what a page depends on in one word; None for one that is gone, elsewhere or was never there."""
    stands = found.stands
    if settings.DEBUG or numbers.get("first", 0) > numbers.get("second", 0):
        return None
    is_gone = stands.is_withdrawn and resolve(request.path_info).view_name in LIVE
    asked_for = (number for number in numbers.values() if isinstance(number, int))
    if is_gone or not all(1 <= number <= stands.newest for number in asked_for):
        return None
    word = release.word_of(request.path_info, stands.seal, stands.notice, stands.changed_at, release.version())
    return f'"{word}"'


def moved(request: HttpRequest, **place: str | int) -> HttpResponse:
    address = reverse(resolve(request.path_info).view_name, kwargs=place)
    asked = request.META.get("QUERY_STRING", "")
    response = redirect(f"{address}?{asked}" if asked else address, permanent=True)
    # A slug may be taken back: a browser that kept both redirects for good would go round in circles.
    response["Cache-Control"] = "no-cache"
    return response


@kept_with_the_site
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html", {"home": listing.home(), "was_published": reading.was_published})


@of_mission
@kept
@printed_once(tag_of)
def mission(request: HttpRequest, found: reading.Found) -> HttpResponse:
    shown = reading.mission(found)
    status = GONE if shown.withdrawal else None
    return render(request, "public/mission.html", {"shown": shown, "page": shown.page}, status=status)


@of_mission
@kept
@printed_once(tag_of)
def edition(request: HttpRequest, found: reading.Found, number: int) -> HttpResponse:
    shown = reading.edition(found, number)
    if shown is None:
        raise Http404
    return render(request, "public/mission.html", {"shown": shown, "page": shown.page})


@kept_with_the_site
def sources(request: HttpRequest, number: int | None = None) -> HttpResponse:
    if number == 1:
        return redirect("sources", permanent=True)
    library = publications.library(1 if number is None else number)
    if library is None:
        raise Http404
    return render(request, "public/sources.html", {"library": library, "was_published": reading.was_published})


@kept_with_the_site
def source(request: HttpRequest, key: str) -> HttpResponse:
    present = reading.present_key(key)
    if present is None:
        raise Http404
    if present != key:
        return moved(request, key=present)
    return render(request, "public/source.html", {"page": source_page(publications.citing(key))})


def text_page(request: HttpRequest, name: str) -> HttpResponse:
    file = Path(settings.PAGES_DIR) / f"{name}.md"
    markdown = file.read_text(encoding="utf-8") if file.is_file() else ""
    page = TextPage.of(markdown, title=str(TITLES[name]))
    return render(request, "public/text_page.html", {"page": page})


def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide.html", specimens())
