"""Citing while writing: the search for sources, the citation in words, and what a field lacks. For staff only."""

from functools import wraps

from django.contrib import admin
from django.db.models import Case, IntegerField, Value, When
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from missions.admin.faults import MODES, Beside, faults
from missions.admin.refusals import sentence
from missions.admin.widgets import is_number, read
from missions.models import Source
from missions.models.source import SourceQuerySet
from missions.text.addresses import plain_address
from missions.text.citations import EDITORIAL, Citation, read_group, written
from missions.text.markdown import TextTooLong, check_length

SHOWN = 20


def for_staff(view):
    """Answer those who may see sources, and others in a sentence; a redirect would land in the middle of a form."""

    @wraps(view)
    def guarded(request):
        if not admin.site.has_permission(request):
            return sentence(_("Log in again to cite; your text is still here."), status=403)
        if not request.user.has_perm("missions.view_source"):
            return sentence(_("Your account may not see the library of sources."), status=403)
        return view(request)

    return guarded


@for_staff
def dialog(request):
    """Return the dialog in which a source is chosen, once a page needs it."""
    return render(request, "admin/missions/citing.html", {"may_add": request.user.has_perm("missions.add_source")})


@for_staff
def search(request):
    """Return the sources found by `q`, the best first; the newest where nothing is asked. `id` names one by its row."""
    asked = request.GET.get("q", "")[:300]
    sources = Source.objects.in_use()
    number = request.GET.get("id", "")
    if number:
        found = sources.filter(pk=number) if is_number(number) else sources.none()
    else:
        found = best_first(sources, asked)
    rows = list(found.values("key", "title", "publisher", "published", "kind")[: SHOWN + 1])
    return JsonResponse({"sources": [shown(row) for row in rows[:SHOWN]], "has_more": len(rows) > SHOWN})


def best_first(sources: SourceQuerySet, asked: str) -> SourceQuerySet:
    asked = asked.strip().removeprefix("[").removeprefix("@")
    if not asked:
        return sources.order_by("-pk")
    if plain := plain_address(asked):
        return sources.filter(plain_url=plain).order_by("-pk")
    by_key = Case(
        When(key=asked, then=Value(0)),
        When(key__startswith=asked, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return sources.found_by(asked).order_by(by_key, "-pk")


def shown(row: dict) -> dict:
    kind = str(Source.Kind(row["kind"]).label) if row["kind"] in Source.Kind.values else ""
    about = [row["publisher"], read(row["published"]), kind]
    title = row["title"] or _("untitled page")
    return {"key": row["key"], "title": title, "about": " · ".join(filter(None, about))}


@for_staff
def citation(request):
    """Return a citation as it is written in a text; refused unless it reads back as what was meant."""
    given = {name: " ".join(request.GET.get(name, "").split()) for name in ("key", "locator", "passage")}
    meant = Citation(**given)
    if meant.is_editorial:
        return JsonResponse({"item": f"@{EDITORIAL}"})
    if read_group(written(meant)) == (meant,):
        return JsonResponse({"item": written(meant)})
    words = _("The place cannot hold brackets, quotation marks, ; or @. Write for example: p. 4, or section 2.")
    return JsonResponse({"sentence": words}, status=422)


@for_staff
def check(request):
    """Return what the posted field lacks, with cures; nothing where all is well."""
    if request.method != "POST":
        answer = sentence(_("The text is checked as it is posted."), status=405)
        answer["Allow"] = "POST"
        return answer
    given = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in ("content", "whole", "note", "above")}
    mode = request.POST.get("mode", "")
    if mode not in MODES:
        return sentence(_("This field holds no citations."), status=400)
    text = given.pop("content")
    try:
        for one in (text, *given.values()):
            check_length(one)
    except TextTooLong as error:
        return sentence(str(error), status=413)
    return render(request, "admin/missions/faults.html", {"faults": faults(text, mode, Beside(**given))})
