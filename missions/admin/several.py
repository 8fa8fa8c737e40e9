"""Several missions chosen in their list and published with one reason: all of them, or none."""

from dataclasses import dataclass, replace

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.urls import path, register_converter, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from missions.admin.choices import Shown
from missions.admin.forms import PublishForm
from missions.admin.messages import PUBLISH, published
from missions.admin.refusals import refused
from missions.admin.screens import refusal_of, screen
from missions.editions.problems import PublicationRefused
from missions.editions.proposal import Proposal
from missions.editions.publish import DraftMoved
from missions.editions.together import propose_together, publish_together
from missions.models import Mission
from missions.pages.changes import ChangeWords
from missions.pages.reasons import reason_for


class NumbersConverter:
    """Numbers of rows in an address: “3,17”."""

    regex = r"[0-9]{1,18}(,[0-9]{1,18})*"

    def to_python(self, value: str) -> list[int]:
        return [int(number) for number in value.split(",")]

    def to_url(self, numbers) -> str:
        return ",".join(map(str, numbers))


register_converter(NumbersConverter, "numbers")


class SeveralAdmin(admin.ModelAdmin):
    """For the list of missions: publishing those that are ticked."""

    def get_urls(self):
        several = self.admin_site.admin_view(several_screen)
        return [path("publish/<numbers:pks>/", several, name="missions_mission_publish_several"), *super().get_urls()]

    def get_actions(self, request, action_location=None):
        # Django 6.1 asks for the actions of a form as well; 5.2 knows those of lists alone.
        if action_location is not None and action_location.name != "CHANGE_LIST":
            return {}
        # This one alone: what is published is never deleted, and what is not is deleted one by one.
        action = self.get_action("publish_several")
        return {"publish_several": action} if action and request.user.has_perm(PUBLISH) else {}

    @admin.action(description=gettext_lazy("Publish with one reason…"))
    def publish_several(self, request, queryset):
        pks = sorted(queryset.values_list("pk", flat=True))
        return HttpResponseRedirect(reverse("admin:missions_mission_publish_several", args=[pks]))


@dataclass(frozen=True, slots=True)
class Several:
    """What publishing would do to one of them."""

    mission: Mission
    shown: Shown

    @property
    def changes(self) -> list[ChangeWords]:
        """Return what readers would see change, under ids of their own; of a first edition, nothing."""
        if self.shown.last is None:
            return []
        chosen = [change for choice in self.shown.choices if choice.is_chosen for change in choice.changes]
        changes = [*chosen, *self.shown.following]
        return [replace(one, part=f"{self.mission.key}-{number}") for number, one in enumerate(changes, 1)]

    @property
    def is_stopped(self) -> bool:
        return bool(self.shown.problems) and (self.shown.is_changing or not self.shown.last)


def several_screen(request, pks):
    """Show the difference of each mission, ask for one reason, publish all or none."""
    if not request.user.has_perm(PUBLISH):
        return refused(request, refusal_of(PUBLISH))
    missions = list(Mission.objects.filter(pk__in=pks))
    if len(missions) != len(set(pks)):
        raise Http404
    if request.method != "POST":
        return ask(request, missions)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return ask(request, missions, form)
    given = form.given | {"seen": dict(one.split(":", 1) for one in form.given["seen"].split() if ":" in one)}
    try:
        editions = publish_together(missions, by=request.user, **given)
    except DraftMoved:
        words = _("A draft changed while you were reading: nothing was published. This is the difference now.")
        return ask(request, missions, form, moved=words, status=409)
    except PublicationRefused as refusal:
        words = _("Nothing was published: %s has a problem.") % refusal.mission
        return ask(request, missions, form, moved=words, status=422)
    for edition in editions:
        messages.success(request, published(edition))
    if not editions:
        messages.info(request, _("Nothing changed: readers already see this."))
    return HttpResponseRedirect(reverse("admin:missions_mission_changelist"))


def ask(request, missions, form=None, *, moved="", status=200):
    proposals = propose_together(missions)
    seen = " ".join(f"{mission.key}:{proposal.fingerprint}" for mission, proposal in proposals.items())
    if form is None:
        form = PublishForm(initial={"reason": common_reason(proposals), "seen": seen})
    else:
        form.data = form.data.copy()
        form.data["seen"] = seen
    several = [Several(mission, Shown.of(mission, proposal)) for mission, proposal in proposals.items()]
    changing = [one for one in several if one.shown.is_changing]
    count = len(changing)
    button = ngettext("Publish %(count)d mission", "Publish %(count)d missions", count) % {"count": count}
    context = {
        "several": several,
        "form": form,
        "moved": moved,
        "button": button if changing and not any(one.is_stopped for one in several) else "",
        "is_stopped": any(one.is_stopped for one in several),
        "is_changing": bool(changing),
    }
    return screen(request, "publish_several", None, _("Publish several missions"), status=status, **context)


def common_reason(proposals: dict[Mission, Proposal]) -> str:
    """Return the reason for the difference if it is one and the same for all that change, else none."""
    reasons = {reason_for(proposal.difference) for proposal in proposals.values() if proposal.difference}
    return reasons.pop() if len(reasons) == 1 else ""
