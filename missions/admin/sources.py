"""The library of sources."""

from copy import copy

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from missions.admin import cite, link_states, source_screens
from missions.admin.citing import citing, citing_missions
from missions.admin.desk import DeskAdmin
from missions.admin.messages import PUBLISH
from missions.admin.pasting import read_into
from missions.admin.refusals import refused
from missions.admin.source_forms import SourceForm
from missions.admin.todo import Copies
from missions.admin.widgets import is_number, read
from missions.editions.wordings import outdated
from missions.models import EarlierKey, Source


class SourceAdmin(DeskAdmin):
    """The screen of a source."""

    form = SourceForm
    list_display = ["key", "publisher", "title", "when", "kind", "language"]
    list_filter = ["kind", "access", Copies, link_states.Links, "language"]
    search_fields = ["title", "publisher", "authors", "key", "url"]
    fields = [
        "title",
        "publisher",
        "authors",
        "kind",
        "published",
        "url",
        "copies",
        "accessed",
        "access",
        "language",
        "note",
        "key",
    ]

    class Media:
        css = {"all": ["missions/admin/source.css"]}
        js = ["missions/admin/pasting.js"]

    @admin.display(description=gettext_lazy("published"), ordering="published")
    def when(self, source):
        return read(source.published)

    def get_queryset(self, request):
        return Source.objects.in_use()

    def get_search_results(self, request, queryset, search_term):
        """Find sources by words in any writing, or by their address."""
        if search_term.strip().startswith(("http:", "https:")):
            return super().get_search_results(request, queryset, search_term)
        return queryset.found_by(search_term), False

    def get_urls(self):
        screens = [
            path("<int:pk>/rename/", source_screens.rename_screen, name="missions_source_rename"),
            path("<int:pk>/merge/", source_screens.merge_screen, name="missions_source_merge"),
            path("<int:pk>/addresses/", link_states.addresses_screen, name="missions_source_addresses"),
            path("<int:pk>/wording/", source_screens.wording_screen, name="missions_source_wording"),
        ]
        for screen in screens:
            screen.callback = self.admin_site.admin_view(screen.callback)
        # These answer in a field's place, where a redirect to the login page would land.
        bare = [
            path("citing/", cite.dialog, name="missions_citing"),
            path("search/", cite.search, name="missions_search_sources"),
            path("citation/", cite.citation, name="missions_citation"),
            path("check/", cite.check, name="missions_check"),
        ]
        return [*screens, *bare, *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id is None and self.has_add_permission(request):
            if "_read" in request.POST:
                return self.filled(request, form_url)
            used = request.POST.get("_use", "")
            if IS_POPUP_VAR in request.POST and used.isdecimal() and (source := self.get_object(request, used)):
                return self.response_add(request, source)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def filled(self, request, form_url):
        """Show the form again, filled from what was pasted, with nothing saved."""
        shown = copy(request)
        shown.method = "GET"
        shown.reading = read_into(request.POST)
        return super().changeform_view(shown, None, form_url, {"reading": shown.reading})

    def get_changeform_initial_data(self, request):
        reading = getattr(request, "reading", None)
        return dict(reading.values) if reading else super().get_changeform_initial_data(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        merged = EarlierKey.objects.filter(key__in=Source.objects.filter(pk=number(object_id)).values("key")).first()
        # What was typed into the form of a source that was merged meanwhile is shown, as if it were deleted.
        if merged and request.method != "POST":
            return HttpResponseRedirect(reverse("admin:missions_source_change", args=[merged.source_id]))
        return super().change_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["pasted"] = request.POST.get("pasted", "")
        if change and obj:
            states = link_states.states_of(obj)
            context |= {
                "link_states": states,
                "in_question": any(state.may_be_there for state in states),
                "cited": citing_missions(obj),
                "outdated": outdated(obj),
                "may_publish": request.user.has_perm(PUBLISH),
                "earlier_keys": [earlier.key for earlier in obj.earlier_keys.all()],
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def words_after_saving(self, request, row):
        return saved_source(request, row)

    def delete_view(self, request, object_id, extra_context=None):
        source = self.get_object(request, unquote(object_id))
        if source and self.has_delete_permission(request, source):
            places = citing(source)
            if places:
                words = _("“%(source)s” cannot be deleted: it is cited in %(places)s.")
                return refused(request, words % {"source": source, "places": places})
            keys = [earlier.key for earlier in source.earlier_keys.all()]
            if keys:
                words = _("“%(source)s” cannot be deleted: earlier keys lead to it (%(keys)s).")
                return refused(request, words % {"source": source, "keys": ", ".join(keys)})
        return super().delete_view(request, object_id, extra_context)


def number(object_id: str) -> int:
    return int(object_id) if is_number(object_id) else 0


def saved_source(request, source: Source) -> str:
    """Say which live missions still show a source in its old wording, with the step that mends it."""
    old = outdated(source)
    if not old:
        return _("Saved. No published mission shows another wording of this source.")
    names = get_text_list(
        [
            _("%(mission)s (edition %(number)d)")
            % {"mission": one.edition.document["mission"]["name"], "number": one.edition.number}
            for one in old
        ],
        _("and"),
    )
    words = ngettext(
        "Saved. %(names)s still shows the old wording.", "Saved. %(names)s still show the old wording.", len(old)
    ) % {"names": names}
    if not request.user.has_perm(PUBLISH):
        return words
    address = reverse("admin:missions_source_wording", args=[source.pk])
    return format_html('{} <a href="{}">{}</a>', words, address, _("Publish the new wording…"))
