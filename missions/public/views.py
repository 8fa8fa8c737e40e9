"""The pages readers see. Each view asks `reading` and prints the answer."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import gettext_lazy as _

from missions.pages.text_pages import TextPage
from missions.public import reading
from missions.public.styleguide import specimens

GONE = 410

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


def moved(request: HttpRequest, **place: str | int) -> HttpResponse:
    response = redirect(resolve(request.path_info).view_name, permanent=True, **place)
    # A slug may be taken back: a browser that kept both redirects for good would go round in circles.
    response["Cache-Control"] = "no-cache"
    return response


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html", {"home": reading.home(), "was_published": reading.was_published})


def catalogue(request: HttpRequest) -> HttpResponse:
    return render(
        request, "public/catalogue.html", {"cards": reading.catalogue(), "was_published": reading.was_published}
    )


@of_mission
def mission(request: HttpRequest, found: reading.Found) -> HttpResponse:
    shown = reading.mission(found)
    status = GONE if shown.withdrawal else None
    return render(request, "public/mission.html", {"shown": shown, "page": shown.page}, status=status)


@of_mission
def editions(request: HttpRequest, found: reading.Found) -> HttpResponse:
    return render(request, "public/editions.html", {"history": reading.history(found)})


@of_mission
def edition(request: HttpRequest, found: reading.Found, number: int) -> HttpResponse:
    shown = reading.edition(found, number)
    if shown is None:
        raise Http404
    return render(request, "public/mission.html", {"shown": shown, "page": shown.page})


@of_mission
def comparison(request: HttpRequest, found: reading.Found, first: int, second: int) -> HttpResponse:
    if first > second:
        return moved(request, slug=found.slug, first=second, second=first)
    between = reading.comparison(found, first, second)
    if between is None:
        raise Http404
    return render(request, "public/comparison.html", {"comparison": between})


def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "public/sources.html", {"groups": reading.sources(), "was_published": reading.was_published})


def source(request: HttpRequest, key: str) -> HttpResponse:
    present = reading.present_key(key)
    if present is None:
        raise Http404
    if present != key:
        return moved(request, key=present)
    return render(request, "public/source.html", {"page": reading.source(key)})


def text_page(request: HttpRequest, name: str) -> HttpResponse:
    file = Path(settings.PAGES_DIR) / f"{name}.md"
    markdown = file.read_text(encoding="utf-8") if file.is_file() else ""
    page = TextPage.of(markdown, title=str(TITLES[name]))
    return render(request, "public/text_page.html", {"page": page})


def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide.html", specimens())
