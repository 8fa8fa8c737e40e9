"""The preview beside a Markdown field: the one renderer, the sources it knows, and every failure in a sentence."""

import hashlib
import re
from collections.abc import Iterable

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render as render_template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from missions.admin.faults import BLOCKS, Beside, faults, known_sources, read_or_none, unknown
from missions.admin.refusals import sentence
from missions.pages.typesetting import own_hosts
from missions.text.markdown import (
    Rendering,
    TextTooLong,
    check_length,
    printed_citations,
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
    return shown(request, text, request.GET.get("citations", ""))


def upload(request) -> HttpResponse:
    """Refuse files: a record holds texts and sources, no pictures."""
    return sentence(_("Pictures and files are not part of a record: nothing was added to your text."), status=403)


def shown(request, text: str, citations: str) -> HttpResponse:
    whole = read_or_none(citations)
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
        "faults": [*faults(text, BLOCKS, Beside(whole=citations)), *unknown(citations, is_beside=True)],
    }
    return render_template(request, "admin/missions/preview.html", context)


def marked(html: str, stem: str, ordinals: Iterable[int]) -> str:
    """Mark the elements of unsourced statements."""
    wanted = {str(ordinal) for ordinal in ordinals}
    place = re.compile(rf' id="{re.escape(stem)}\.([0-9]+)"')
    return place.sub(lambda found: f'{found[0]} data-unsourced=""' if found[1] in wanted else found[0], html)
