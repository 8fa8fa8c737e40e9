"""The record as files for machines: JSON, Markdown and tables. Everybody's scripts may read them from anywhere."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from missions.pages.exports.addresses import addresses
from missions.pages.exports.cells import lines_of
from missions.pages.exports.codebook import COLUMNS, RECIPE, codebook
from missions.pages.exports.codebook import rows as codebook_rows
from missions.pages.exports.prose import markdown_of
from missions.pages.exports.publication import Publication
from missions.pages.exports.record import record_of, text_of
from missions.pages.exports.schemas import schema
from missions.pages.exports.source_record import source_record_of
from missions.pages.exports.tables import columns, rows
from missions.pages.site import Site
from missions.public import publications, reading, refusals
from missions.public.views import GONE, kept, kept_with_the_site, moved, of_mission

JSON = "application/json"
SCHEMA = "application/schema+json"
MARKDOWN = "text/markdown; charset=utf-8; variant=CommonMark"
CSV = "text/csv; charset=utf-8; header=present"
PLAIN = "text/plain; charset=utf-8"

View = Callable[..., HttpResponseBase]


def for_everybody(view: View) -> View:
    """Let pages of other sites read what a view answers, its refusals too; nobody sends cookies with it."""

    @wraps(view)
    def opened(request: HttpRequest, **place: str | int) -> HttpResponseBase:
        try:
            response = view(request, **place)
        except Http404 as missing:
            response = refusals.not_found(request, missing)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return opened


@for_everybody
@of_mission
@kept
def record_json(request: HttpRequest, found: reading.Found, number: int | None = None) -> HttpResponse:
    publication = published(found, number)
    return answer(publication, text_of(record_of(publication, Site.of_settings())), JSON, is_live=number is None)


@for_everybody
@of_mission
@kept
def record_markdown(request: HttpRequest, found: reading.Found, number: int | None = None) -> HttpResponse:
    publication = published(found, number)
    return answer(publication, markdown_of(publication, Site.of_settings()), MARKDOWN, is_live=number is None)


@for_everybody
@of_mission
@kept
def record_table(request: HttpRequest, found: reading.Found, table: str, number: int | None = None) -> HttpResponse:
    publication = published(found, number)
    if publication.withdrawal and number is None:
        # A table has no place for words.
        words = _("This record has been withdrawn: %(words)s\nIts editions keep their tables: %(address)s\n")
        return gone(publication, words)
    return answer(publication, "".join(table_of([publication], table)), CSV, is_live=number is None)


@for_everybody
@kept_with_the_site
def site_table(request: HttpRequest, table: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(table_of(publications.live(), table), content_type=CSV)


@for_everybody
@kept_with_the_site
def source_json(request: HttpRequest, key: str) -> HttpResponse:
    present = reading.present_key(key)
    if present is None:
        raise Http404
    if present != key:
        return moved(request, key=present)
    return HttpResponse(text_of(source_record_of(key, publications.citing(key), Site.of_settings())), content_type=JSON)


@for_everybody
@kept_with_the_site
def codebook_table(request: HttpRequest) -> HttpResponse:
    return HttpResponse("".join(lines_of(COLUMNS, codebook_rows(codebook()))), content_type=CSV)


@kept_with_the_site
def codebook_page(request: HttpRequest) -> HttpResponse:
    """Show what there is, how to use it and what it means, with addresses of a live record for examples."""
    found = publications.first_live()
    example = publications.publication(found) if found else None
    slug, number, source = "", 0, ""
    if example:
        slug, number, source = example.slug, example.edition.number, example.document["sources"][0]["key"]
    return render(
        request,
        "public/data.html",
        {
            "addresses": tuple(addresses(slug, number, source)),
            "example": example,
            "recipe": RECIPE,
            "parts": codebook(),
        },
    )


@for_everybody
@kept_with_the_site
def published_schema(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(text_of(schema(name, Site.of_settings())), content_type=SCHEMA)


def published(found: reading.Found, number: int | None) -> Publication:
    publication = publications.publication(found, number)
    if publication is None:
        raise Http404
    return publication


def answer(publication: Publication, text: str, content_type: str, *, is_live: bool) -> HttpResponse:
    """Answer as the page beside it does: a withdrawn record is gone from its live address, and still readable there."""
    is_gone = is_live and publication.is_withdrawn
    return HttpResponse(text, content_type=content_type, status=GONE if is_gone else None)


def table_of(found: Iterable[Publication], table: str) -> Iterator[str]:
    """Yield the lines of a table that holds some editions."""
    site = Site.of_settings()
    return lines_of(
        columns(table),
        (
            row
            for one in found
            for row in rows(table, one.edition, one.document, site.edition(one.slug, one.edition.number))
        ),
    )


def gone(publication: Publication, sentences: str) -> HttpResponse:
    """Answer in words for a withdrawn record, where a format has no place for its notice."""
    notice = publication.withdrawal
    address = Site.of_settings().address("editions", slug=publication.slug)
    return HttpResponse(sentences % {"words": notice.words if notice else "", "address": address}, PLAIN, GONE)
