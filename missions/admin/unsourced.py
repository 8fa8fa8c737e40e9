"""The statements of drafts that name no source, each linked to the place where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from missions.admin.places import source_field, spot
from missions.admin.refusals import refused
from missions.admin.screens import VIEW, refusal_of
from missions.admin.todo import ToDo
from missions.editions.draft_states import tell
from missions.editions.problems import words_for
from missions.editions.statements import Place
from missions.models import DraftState, Mission

DRAFTS_ON_A_PAGE = 20


class ToDoAdmin(admin.ModelAdmin):
    """For the list of missions: what there is to do, as a filter and as a list of statements."""

    list_filter = [ToDo]

    def get_urls(self):
        listing = self.admin_site.admin_view(unsourced_screen)
        return [path("unsourced/", listing, name="missions_mission_unsourced"), *super().get_urls()]


@dataclass(frozen=True)
class Unsourced:
    """A statement without source: its place and its first words, and where it is mended."""

    words: str
    address: str


def statements_of(draft: DraftState) -> Iterator[Unsourced]:
    """Yield the statements of a draft that are known by name, in reading order."""
    for statement in draft.statements:
        place = Place(**statement["place"])
        where = words_for(place, {(place.section, place.key): statement["title"]})
        text = Truncator(statement["text"]).chars(80)
        yield Unsourced(f"{where}: {text}" if text else where, spot(draft.pk, place, source_field(place)))


def unsourced_screen(request):
    """List them by mission, some missions a page."""
    if not request.user.has_perm(VIEW):
        return refused(request, refusal_of(VIEW))
    tell()
    drafts = DraftState.objects.filter(unsourced__gt=0).select_related("mission").order_by("mission__name", "pk")
    page = Paginator(drafts, DRAFTS_ON_A_PAGE).get_page(request.GET.get("p"))
    found = [(draft, list(statements_of(draft))) for draft in page]
    title = _("Statements without sources")
    context = {**admin.site.each_context(request), "title": title, "opts": Mission._meta, "page": page, "found": found}
    return TemplateResponse(request, "admin/missions/unsourced.html", context)
