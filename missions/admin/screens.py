"""What the desk's screens about a mission have in common: who may open them, their frame, and the way back."""

from functools import wraps

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from missions.admin.messages import PUBLISH
from missions.admin.refusals import refused
from missions.models import Mission

VIEW = "missions.view_mission"
CHANGE = "missions.change_mission"


def needs(permission: str):
    """Give a screen its mission, and only to those with a permission, whatever the request's method."""

    def guard(screen):
        @wraps(screen)
        def guarded(request, pk):
            if not request.user.has_perm(permission):
                return refused(request, refusal_of(permission))
            return screen(request, get_object_or_404(Mission, pk=pk))

        return guarded

    return guard


def refusal_of(permission: str) -> str:
    if permission == PUBLISH:
        return _("Your account may write but not publish. Ask a publisher to publish, withdraw or restore this record.")
    if permission == CHANGE:
        return _("Your account may read this record but not write. Ask a publisher for the right.")
    return _("Your account may not see the draft of this record. Ask a publisher for the right.")


def screen(request, template, mission, title, *, status=200, **context):
    context = {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": str(mission) if mission else None,
        "opts": Mission._meta,
        "mission": mission,
        "may_publish": request.user.has_perm(PUBLISH),
        "may_change": request.user.has_perm(CHANGE),
        **context,
    }
    return TemplateResponse(request, f"admin/missions/{template}.html", context, status=status)


def back_to(mission):
    return HttpResponseRedirect(reverse("admin:missions_mission_change", args=[mission.pk]))
