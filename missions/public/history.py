"""What happened to records: lists of changes, differences, and pages as they stood on a day."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.pages.history import Standing, runs_of
from missions.public import past
from missions.public.printed import printed_once
from missions.public.reading import Found
from missions.public.refusals import refusal
from missions.public.views import GONE, kept, kept_with_the_site, moved, of_mission, tag_of
from missions.text.dates import DateError, understand

LINES_OF_A_PAGE = 50


@of_mission
@kept
def editions(request: HttpRequest, found: Found) -> HttpResponse:
    return render(request, "public/editions.html", {"history": past.history(found)})


@of_mission
@kept
@printed_once(tag_of)
def comparison(request: HttpRequest, found: Found, first: int, second: int) -> HttpResponse:
    if first > second:
        return moved(request, slug=found.slug, first=second, second=first)
    between = past.comparison(found, first, second)
    if between is None:
        raise Http404
    return render(request, "public/comparison.html", {"comparison": between})


@of_mission
def compare(request: HttpRequest, found: Found) -> HttpResponse:
    """Lead from the form of the list of editions to the plain address of a difference."""
    first, second = (whole_number(request.GET, name) for name in ("first", "second"))
    if not first or not second or first == second:
        words = _("Give the numbers of two editions, for example 1 and 2; the list of editions has them.")
        return refusal(request, 400, _("These are not two editions"), words)
    return redirect("comparison", found.slug, min(first, second), max(first, second))


@of_mission
def mission_day(request: HttpRequest, found: Found, way: str) -> HttpResponse:
    """Lead from the form of a mission to the plain address of a day."""
    return to_day(request, way, found.slug)


@of_mission
def on(request: HttpRequest, found: Found, day: str) -> HttpResponse:
    """Lead to the edition that was live at the end of a day, UTC."""
    then = standing(found, day)
    if then.is_future or then.edition is None:
        return no_edition(request, then)
    if then.withdrawal:
        return render(request, "public/on_day.html", {"then": then}, status=GONE)
    return redirect("edition", found.slug, then.edition.number)


@of_mission
def since(request: HttpRequest, found: Found, day: str) -> HttpResponse:
    """Lead to the difference between the edition live at the end of a day and the newest."""
    then = standing(found, day)
    if then.is_future:
        return no_edition(request, then)
    if then.edition and then.edition.number != then.newest.number:
        return redirect("comparison", found.slug, then.edition.number, then.newest.number)
    return render(request, "public/since.html", {"then": then, "history": past.history(found, since=then.day)})


@kept_with_the_site
def changes(request: HttpRequest, page: int = 1) -> HttpResponse:
    """List what happened to all records, newest first."""
    return listed(request, page, None)


def changes_since(request: HttpRequest, day: str, page: int = 1) -> HttpResponse:
    asked = day_in_address(day)
    if asked > timezone.now().date():
        return refusal(request, 404, _("That day has not come yet"), _("Choose a day that is over, or today."))
    return listed(request, page, asked)


def changes_day(request: HttpRequest) -> HttpResponse:
    """Lead from the form of the site's changes to the plain address of a day."""
    return to_day(request, "changes-since")


def listed(request: HttpRequest, page: int, day: date | None) -> HttpResponse:
    pages = Paginator(past.lines(since=day), LINES_OF_A_PAGE)
    if not 1 <= page <= pages.num_pages:
        raise Http404
    found = pages.page(page)
    runs = runs_of(past.site_events(list(found)))
    return render(request, "public/changes.html", {"runs": runs, "page": found, "since": day})


def to_day(request: HttpRequest, name: str, *place: str) -> HttpResponse:
    try:
        day = date.fromisoformat(understand(request.GET.get("day", "")))
    except DateError as error:
        return refusal(request, 400, _("This is not a day"), error.sentence)
    except ValueError:
        words = _("A month or a year has many days. Give one of them, for example 24 November 2026.")
        return refusal(request, 400, _("This is not a day"), words)
    return redirect(name, *place, day.isoformat())


def standing(found: Found, day: str) -> Standing:
    return past.standing(found, day_in_address(day), today=timezone.now().date())


def day_in_address(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if day.isoformat() != text:
        raise Http404
    return day


def no_edition(request: HttpRequest, then: Standing) -> HttpResponse:
    return render(request, "public/on_day.html", {"then": then}, status=404)


def whole_number(query: QueryDict, name: str) -> int:
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
