"""References as files, and the page that lists every statement of an edition with its own address."""

from collections.abc import Iterable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from missions.pages.site import Site
from missions.public import citable, reading
from missions.public.exports import for_everybody
from missions.public.views import GONE, kept, moved, of_mission
from missions.text.exchange.formats import FORMATS
from missions.text.exchange.work import Work

PLAIN = "text/plain; charset=utf-8"
Found = TypeVar("Found")


@for_everybody
@of_mission
@kept
def mission(request: HttpRequest, found: reading.Found, suffix: str) -> HttpResponse:
    """Answer with the newest edition. No format has a place for the notice of a withdrawal: that is told in words."""
    if notice := reading.withdrawal(found):
        words = _("This record has been withdrawn: %(words)s\nIts editions can still be cited: %(address)s\n")
        address = Site.of_settings().address("editions", slug=found.slug)
        return HttpResponse(words % {"words": notice.words, "address": address}, PLAIN, GONE)
    return download([there(citable.edition(found))], found.slug, suffix)


@for_everybody
@of_mission
@kept
def edition(request: HttpRequest, found: reading.Found, number: int, suffix: str) -> HttpResponse:
    return download([there(citable.edition(found, number))], f"{found.slug}-edition-{number}", suffix)


@for_everybody
@of_mission
@kept
def sources(request: HttpRequest, found: reading.Found, number: int, suffix: str) -> HttpResponse:
    return download(there(citable.sources(found, number)), f"{found.slug}-edition-{number}-sources", suffix)


@of_mission
@kept
def statements(request: HttpRequest, found: reading.Found, number: int) -> HttpResponse:
    return render(request, "public/statements.html", {"page": there(citable.statements(found, number))})


@for_everybody
def source(request: HttpRequest, key: str, suffix: str) -> HttpResponse:
    present = reading.present_key(key)
    if present is None:
        raise Http404
    if present != key:
        return moved(request, key=present, suffix=suffix)
    return download([reading.source(key).citing.work], key, suffix)


def download(works: Iterable[Work], name: str, suffix: str) -> HttpResponse:
    form = FORMATS[suffix]
    response = HttpResponse(form.write(works), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def there(found: Found | None) -> Found:
    """Return what was found; an edition that was never published is a page that is not there."""
    if found is None:
        raise Http404
    return found
