"""The page of a mission as its form stands, unsaved rows and all, in the templates that readers see."""

from csp.decorators import csp_replace
from django import forms
from django.contrib import admin
from django.shortcuts import render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from missions.admin.refusals import sentence
from missions.admin.unsaved import Unsaved, unsaved
from missions.editions.document import compose
from missions.editions.record import Record
from missions.models import Mission
from missions.pages.mission import MissionPage


class PreviewedAdmin(admin.ModelAdmin):
    """For the screen of missions: the preview of the whole page beside the form."""

    class Media:
        css = {"all": ["missions/admin/whole-page.css"]}
        js = [forms.Script("missions/admin/whole-page.js", type="module")]

    def get_urls(self):
        # It answers in sentences; the redirect to the login page would land in the preview.
        return [path("<int:pk>/whole-page/", self.whole_page, name="missions_mission_whole_page"), *super().get_urls()]

    # The form is the one page that may show this one inside itself.
    @method_decorator([xframe_options_sameorigin, csp_replace({"frame-ancestors": ["'self'"]})])
    def whole_page(self, request, pk):
        """Show what was posted as readers would see it; without a form, the saved draft. Writes nothing."""
        if not self.admin_site.has_permission(request):
            return sentence(_("Log in again to see the preview; your text is still here."), status=403)
        if not self.has_view_permission(request):
            return sentence(_("Your account may not see the draft of this record."), status=403)
        mission = self.get_object(request, str(pk))
        if mission is None:
            return sentence(_("This mission is no longer there. Your text is still in the form."), status=404)
        if request.method != "POST":
            return shown(request, mission, Unsaved(Record.from_draft(mission.pk)))
        if not self.has_change_permission(request, mission):
            return sentence(_("Your account may read this record but not write."), status=403)
        form = self.get_form(request, mission, change=True)(request.POST, instance=mission)
        # Exactly the forms that saving would read. Django's stubs leave this method out.
        formsets, _inlines = self._create_formsets(request, mission, change=True)  # type: ignore[attr-defined]
        return shown(request, mission, unsaved(form, formsets, mission))


def shown(request, mission: Mission, found: Unsaved):
    document = compose(found.record)
    page = MissionPage.of(None, document)
    context = {
        "page": page,
        "slug": mission.slug,
        "left_out": found.left_out,
        "places": found.places,
        "is_framed": True,
    }
    response = render(request, "admin/missions/draft_page.html", context)
    keep_private(response)
    return response


def keep_private(response) -> None:
    """Keep a page of a draft out of caches, search engines and the referrers of its links."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
