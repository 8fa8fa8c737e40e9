"""Missions: the list, the record as one form, and the ways to publish it."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.forms import Script
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.admin import preview
from missions.admin.deleting import DeletingAdmin
from missions.admin.desk import DeskAdmin
from missions.admin.entries import INLINES
from missions.admin.forms import MissionForm
from missions.admin.home import HomeAdmin
from missions.admin.messages import saved
from missions.admin.panel import PublishedAdmin
from missions.admin.preview_links import LinkingAdmin
from missions.admin.sent import groups
from missions.admin.several import SeveralAdmin
from missions.admin.unsourced import ToDoAdmin
from missions.admin.whole_page import PreviewedAdmin
from missions.admin.widgets import read
from missions.models import Edition, Notice


class MissionAdmin(
    PreviewedAdmin, LinkingAdmin, PublishedAdmin, SeveralAdmin, DeletingAdmin, HomeAdmin, ToDoAdmin, DeskAdmin
):
    """The screen of a mission: its whole record."""

    form = MissionForm
    inlines = tuple(INLINES)

    class Media:
        js = [Script(f"missions/admin/{name}.js", type="module") for name in ("entries", "order", "places")]

    list_display = ["name", "acronym", "organisation", "when", "as_of_in_words", "readers_see"]
    search_fields = ["name", "acronym", "key", "organisation", "host_country"]
    fieldsets = [
        (
            gettext_lazy("Facts"),
            {
                "fields": [
                    ("name", "acronym"),
                    ("organisation", "kind", "host_country"),
                    ("dates", "as_of"),
                    "summary",
                    "headquarters",
                    "legal_basis",
                    "citations",
                ]
            },
        ),
        (gettext_lazy("Overview"), {"fields": ["overview"]}),
        (gettext_lazy("Address and key"), {"fields": [("slug", "key")], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        newest = Edition.objects.filter(mission=OuterRef("pk")).order_by("-number")
        return (
            super()
            .get_queryset(request)
            .annotate(last=Subquery(newest.values("number")[:1]), standing=Subquery(newest.values("standing")[:1]))
        )

    @admin.display(description=gettext_lazy("dates"), ordering="earliest")
    def when(self, mission):
        return read(mission.dates)

    @admin.display(description=gettext_lazy("as of"), ordering="as_of")
    def as_of_in_words(self, mission):
        return read(mission.as_of)

    @admin.display(description=gettext_lazy("readers see"), ordering="last")
    def readers_see(self, mission):
        if mission.last is None:
            return _("nothing yet")
        if mission.standing == Notice.Kind.WITHDRAWN:
            return _("edition %d, withdrawn") % mission.last
        return _("edition %d") % mission.last

    def get_inlines(self, request, obj):
        # A record that was deleted while somebody wrote in it is made again as a whole: admin/conflicts.py.
        return self.inlines if obj or groups(request.POST) else []

    def get_urls(self):
        # These two answer in sentences; the redirect to the login page would land in the preview.
        bare = [
            path("preview/", preview.preview, name="missions_preview"),
            path("upload/", preview.upload, name="missions_upload"),
        ]
        return [*bare, *super().get_urls()]

    def response_post_save_add(self, request, obj):
        # A new mission goes on to its whole form, where its entries are added.
        if not self.has_change_permission(request, obj):
            return super().response_post_save_add(request, obj)
        return HttpResponseRedirect(reverse("admin:missions_mission_change", args=[obj.pk]))

    def words_after_saving(self, request, row):
        return saved(request, row)
