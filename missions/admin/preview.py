"""The preview beside a Markdown field: the one renderer, the sources it knows, and every failure in a sentence."""

import hashlib
import re
from collections.abc import Iterable

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render as render_template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from missions.admin.refusals import sentence
from missions.models import Source
from missions.pages.typesetting import own_hosts
from missions.text.citations import Citation, CitationError, read_field
from missions.text.markdown import (
    Rendering,
    TextTooLong,
    check_length,
    printed_citations,
    problems_of,
    render,
    statements,
)


def preview(request) -> HttpResponse:
    """Render posted Markdown as readers would see it; `citations` in the address are those of the whole entry."""
    if not admin.site.has_permission(request):
        return sentence(_("Log in again to see the preview; your text is still here."), status=403)
    if request.method != "POST":
        answer = sentence(_("The preview is asked for by the editor, with the text in the request."), status=405)
        answer["Allow"] = "POST"
        return answer
    text = request.POST.get("content", "").replace("\r\n", "\n")
    try:
        check_length(text)
    except TextTooLong as error:
        return sentence(str(error), status=413)
    return shown(request, text, fallback(request.GET.get("citations", "")))


def upload(request) -> HttpResponse:
    """Refuse files: a record holds texts and sources, no pictures."""
    return sentence(_("Pictures and files are not part of a record: nothing was added to your text."), status=403)


def shown(request, text: str, whole: tuple[Citation, ...]) -> HttpResponse:
    printed = printed_citations(text, whole)
    sources = known_sources(printed)
    numbers = {key: number for number, key in enumerate(sources, 1)}
    # Several editors stand on one page: ids and links of each begin with a word of its own.
    stem = f"preview-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    rendering = Rendering(numbers=numbers, stem=stem, heading_level=4, own_hosts=own_hosts())
    stated = statements(text)
    unsourced = [one for one in stated if not (one.citations or one.is_editorial or whole)]
    html = render(text, rendering, whole).replace('href="#ref-', f'href="#{stem}-ref-')
    context = {
        "html": mark_safe(marked(html, stem, (one.ordinal for one in unsourced))),  # cleaned by the renderer
        "stem": stem,
        "sources": sources.values(),
        "unsourced": unsourced,
        "unknown": sorted({citation.key for citation in printed} - numbers.keys()),
        "problems": problems_of(text),
    }
    return render_template(request, "admin/missions/preview.html", context)


def marked(html: str, stem: str, ordinals: Iterable[int]) -> str:
    """Mark the elements of unsourced statements."""
    wanted = {str(ordinal) for ordinal in ordinals}
    place = re.compile(rf' id="{re.escape(stem)}\.([0-9]+)"')
    return place.sub(lambda found: f'{found[0]} data-unsourced=""' if found[1] in wanted else found[0], html)


def known_sources(citations: Iterable[Citation]) -> dict[str, Source]:
    """Map the keys of the sources that exist to them, in the order in which they are first cited."""
    keys = list(dict.fromkeys(citation.key for citation in citations))
    there = Source.objects.in_bulk(keys, field_name="key")
    return {key: there[key] for key in keys if key in there}


def fallback(citations: str) -> tuple[Citation, ...]:
    try:
        return read_field(citations)
    except CitationError:
        return ()
