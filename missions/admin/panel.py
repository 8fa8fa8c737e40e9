"""“Save and publish”: the difference and the reason in a panel of the form that was just saved."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from missions.admin import notices, publishing
from missions.admin.choices import Shown
from missions.admin.forms import PublishForm
from missions.admin.messages import PUBLISH, called
from missions.admin.screens import back_to
from missions.editions.problems import PublicationRefused
from missions.editions.proposal import propose
from missions.editions.publish import DraftMoved, publish
from missions.editions.restore import deleted_entries
from missions.editions.titles import title_of
from missions.models import Edition, Notice
from missions.pages.names import noun
from missions.pages.reasons import reason_for

# In the address of the form: open its panel.
OPEN = "_publish"


class PublishedAdmin(admin.ModelAdmin):
    """For the screen of missions: the ways to publish, and the panel that opens after saving."""

    class Media:
        css = {"all": ["missions/admin/publish.css"]}

    def get_urls(self):
        screens = [
            path("<int:pk>/changes/", publishing.changes, name="missions_mission_changes"),
            path("<int:pk>/publish/", publishing.publish_screen, name="missions_mission_publish"),
            path("<int:pk>/withdraw/", notices.withdraw_screen, name="missions_mission_withdraw"),
            path("<int:pk>/republish/", notices.republish_screen, name="missions_mission_republish"),
        ]
        for screen in screens:
            screen.callback = self.admin_site.admin_view(screen.callback)
        return [*screens, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        last = Edition.objects.newest().filter(mission=obj).first() if obj else None
        context |= {
            "last": last,
            "is_live": last is not None and last.standing != Notice.Kind.WITHDRAWN,
            "may_publish": request.user.has_perm(PUBLISH),
            "deleted": [called(noun(name), title_of(name, row)) for name, row in deleted_entries(obj, last)]
            if last
            else [],
        }
        if obj and OPEN in request.GET and request.user.has_perm(PUBLISH):
            context["panel"] = panel_of(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def message_user(self, request, message, *args, **kwargs):
        # What was saved and published at once is said once.
        if "_publish_now" not in request.POST:
            super().message_user(request, message, *args, **kwargs)

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        if f"{OPEN}=1" in response.headers.get("Location", ""):
            # The panel takes the focus, which a place named in the address would keep from it.
            response["Location"] = response["Location"].partition("#")[0]
        return response

    def response_post_save_change(self, request, obj):
        """Go on to the panel where “Save and publish” was pressed; publish where the panel's own button was."""
        may_publish = request.user.has_perm(PUBLISH)
        if may_publish and "_publish_now" in request.POST:
            return publish_now(request, obj)
        if may_publish and "_publish" in request.POST:
            return opened(obj)
        return super().response_post_save_change(request, obj)


def opened(mission):
    """Return to the form of a mission with its panel open."""
    form = reverse("admin:missions_mission_change", args=[mission.pk])
    return HttpResponseRedirect(f"{form}?{OPEN}=1")


def panel_of(request, mission) -> dict:
    """Return what the panel shows: the difference and a reason; what was typed into it when it did not come to pass."""
    proposal = propose(mission)
    typed = request.session.pop(typed_in(mission), None) or {"reason": reason_for(proposal.difference)}
    form = PublishForm(prefix="publish", initial={**typed, "seen": proposal.fingerprint})
    return {"shown": Shown.of(mission, proposal), "form": form}


def typed_in(mission) -> str:
    """Return under which name a session holds what was typed into the panel of a mission."""
    return f"publish-panel-{mission.pk}"


def publish_now(request, mission):
    """Publish the draft that the panel showed and that was saved again just now, or say why not in the panel."""
    form = PublishForm(request.POST, prefix="publish")
    if not form.is_valid():
        words = " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences)
    else:
        try:
            edition = publish(mission, by=request.user, **form.given)
        except DraftMoved:
            words = _("The draft is another than was shown. This is the difference now; publish if it is right.")
        except PublicationRefused:
            words = _("Saved, but not published: something keeps it from readers.")
        else:
            publishing.say_what_was_published(request, mission, edition)
            return back_to(mission)
    request.session[typed_in(mission)] = {name: form[name].value() for name in ("reason", "minor")}
    messages.warning(request, words)
    return opened(mission)
