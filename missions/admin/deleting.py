"""Deleting: a mission that was never published may go, a published one is withdrawn; a deleted entry comes back."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.admin.messages import PUBLISH
from missions.admin.refusals import refused
from missions.admin.screens import CHANGE, needs
from missions.editions.publish import lock
from missions.editions.restore import NotDeleted, bring_back
from missions.models import Mission
from missions.pages.names import MODELS


class PublishedMeanwhile(Exception):
    """A mission that was to be deleted has been published since its screen was opened."""


class DeletingAdmin(admin.ModelAdmin):
    """For the screen of missions: what may be deleted, and where whoever may not is led."""

    def get_urls(self):
        screen = self.admin_site.admin_view(bring_back_screen)
        return [path("<int:pk>/bring-back/", screen, name="missions_mission_bring_back"), *super().get_urls()]

    def has_delete_permission(self, request, obj=None):
        may_delete = super().has_delete_permission(request, obj) or request.user.has_perm(PUBLISH)
        return may_delete and not (obj and obj.editions.exists())

    def delete_view(self, request, object_id, extra_context=None):
        mission = self.get_object(request, unquote(object_id))
        if mission is None:
            return super().delete_view(request, object_id, extra_context)
        if mission.editions.exists():
            return refused_to_delete(request, mission)
        try:
            return super().delete_view(request, object_id, extra_context)
        except PublishedMeanwhile:
            return refused_to_delete(request, mission)

    def delete_model(self, request, obj):
        lock(obj)
        if obj.editions.exists():
            raise PublishedMeanwhile
        super().delete_model(request, obj)


def refused_to_delete(request, mission: Mission):
    words = _("Published records are withdrawn, not deleted.")
    is_withdrawn = mission.editions.withdrawn().exists()
    if is_withdrawn or not request.user.has_perm(PUBLISH):
        return refused(request, words)
    withdraw = reverse("admin:missions_mission_withdraw", args=[mission.pk])
    return refused(request, words, cure=(withdraw, _("Withdraw…")))


@needs(CHANGE)
def bring_back_screen(request, mission):
    """Bring one deleted entry back into the draft from what is live."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    section, _slash, key = request.POST.get("entry", "").partition("/")
    try:
        entry = bring_back(mission, section, key)
    except NotDeleted:
        words = _("Nothing was brought back: the draft has this entry, or the newest edition does not.")
        messages.warning(request, words)
    else:
        noun = capfirst(MODELS[section]._meta.verbose_name)
        messages.success(request, _("%(noun)s “%(entry)s” is in the draft again.") % {"noun": noun, "entry": entry})
    return HttpResponseRedirect(reverse("admin:missions_mission_changes", args=[mission.pk]))
