"""References as files, and the page that lists every statement of an edition with its own address."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from missions.pages.statement_list import StatementList
from missions.pages.works import edition_work, source_work
from missions.public import publications, reading
from missions.public.exports import for_everybody, gone, published
from missions.public.views import kept, kept_with_the_site, moved, of_mission
from missions.text.exchange.formats import FORMATS
from missions.text.exchange.work import Work


@for_everybody
@of_mission
@kept
def record(request: HttpRequest, found: reading.Found, suffix: str, number: int | None = None) -> HttpResponse:
    """Answer with the reference of an edition, or of the newest."""
    publication = published(found, number)
    if publication.withdrawal and number is None:
        # No format has a place for a notice.
        words = _("This record has been withdrawn: %(words)s\nIts editions can still be cited: %(address)s\n")
        return gone(publication, words)
    name = publication.document["mission"]["name"]
    work = edition_work(name, found.slug, publication.edition)
    return download([work], f"{found.slug}-edition-{publication.edition.number}", suffix)


@for_everybody
@of_mission
@kept
def sources(request: HttpRequest, found: reading.Found, number: int, suffix: str) -> HttpResponse:
    """Answer with the references of an edition in the order of their numbers."""
    works = map(source_work, published(found, number).document["sources"])
    return download(works, f"{found.slug}-edition-{number}-sources", suffix)


@for_everybody
def source(request: HttpRequest, key: str, suffix: str) -> HttpResponseBase:
    present = reading.present_key(key)
    if present is None:
        raise Http404
    if present != key:
        return moved(request, key=present, suffix=suffix)
    return source_file(request, key=key, suffix=suffix)


@kept_with_the_site
def source_file(request: HttpRequest, key: str, suffix: str) -> HttpResponse:
    return download([source_work(publications.citing(key)[0].wording)], key, suffix)


@of_mission
@kept
def statements(request: HttpRequest, found: reading.Found, number: int) -> HttpResponse:
    return render(request, "public/statements.html", {"page": StatementList.of(published(found, number))})


def download(works: Iterable[Work], name: str, suffix: str) -> HttpResponse:
    form = FORMATS[suffix]
    response = HttpResponse(form.write(works), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response
