"""The screens that decide what readers see: the difference, publishing, withdrawing, republishing."""

from functools import wraps

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from missions.admin.forms import PublishForm, ReasonForm
from missions.admin.messages import PUBLISH, published
from missions.admin.places import placed
from missions.admin.refusals import refused
from missions.editions.problems import PublicationRefused
from missions.editions.proposal import propose
from missions.editions.publish import DraftMoved, publish, republish, withdraw
from missions.models import Edition, Mission, Notice
from missions.pages.changes import words_of
from missions.pages.reasons import reason_for

VIEW = "missions.view_mission"


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
    return _("Your account may not see the draft of this record. Ask a publisher for the right.")


@needs(VIEW)
def changes(request, mission):
    """Show what publishing now would change for readers."""
    return screen(request, "changes", mission, _("What would change"), **what_would_change(mission, propose(mission)))


@needs(PUBLISH)
def publish_screen(request, mission):
    """Show the difference and the problems, ask for a reason, and publish the draft that was shown."""
    if request.method != "POST":
        return ask(request, mission)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return ask(request, mission, form)
    given = form.cleaned_data
    try:
        edition = publish(mission, by=request.user, reason=given["reason"], minor=given["minor"], seen=given["seen"])
    except DraftMoved:
        words = _("The draft changed while you were reading. This is the difference now; publish if it is right.")
        return ask(request, mission, form, moved=words, status=409)
    except PublicationRefused:
        return ask(request, mission, form, status=422)
    if edition:
        messages.success(request, published(edition))
    else:
        messages.info(request, _("Nothing changed: readers already see this."))
    return back_to(mission)


def ask(request, mission, form=None, *, moved="", status=200):
    """Show the publish form with the draft as it stands; what was typed into `form` is kept."""
    proposal = propose(mission)
    seen = {"seen": proposal.fingerprint}
    if form is None:
        form = PublishForm(initial={"reason": reason_for(proposal.difference), **seen})
    else:
        form.data = form.data.copy()
        form.data.update(seen)
    context = {
        **what_would_change(mission, proposal),
        "form": form,
        "moved": moved,
        "number": proposal.last.number + 1 if proposal.last else 1,
    }
    return screen(request, "publish", mission, _("Publish"), status=status, **context)


def what_would_change(mission, proposal) -> dict:
    return {
        "last": proposal.last,
        "is_withdrawn": bool(proposal.last) and proposal.last.standing == Notice.Kind.WITHDRAWN,
        "changes": words_of(proposal.difference, proposal.before, proposal.document),
        "problems": placed(mission, proposal.problems),
    }


@needs(PUBLISH)
def withdraw_screen(request, mission):
    """Ask why, and take the record out of what readers find."""
    return notify(request, mission, withdraw, _("Withdraw"), _("Edition %d is withdrawn; readers see your reason."))


@needs(PUBLISH)
def republish_screen(request, mission):
    """Ask why, and bring a withdrawn record back as it was."""
    return notify(request, mission, republish, _("Republish"), _("Edition %d is live again; readers see your reason."))


def notify(request, mission, action, title, done):
    form = ReasonForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            notice = action(mission, by=request.user, reason=form.cleaned_data["reason"])
        except PublicationRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, done % notice.edition.number)
            return back_to(mission)
    edition = Edition.objects.newest().filter(mission=mission).first()
    is_withdrawing = action is withdraw
    context = {"form": form, "problem": problem, "edition": edition, "is_withdrawing": is_withdrawing}
    return screen(request, "notice", mission, title, status=409 if problem else 200, **context)


def screen(request, template, mission, title, *, status=200, **context):
    context = {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": str(mission),
        "opts": Mission._meta,
        "mission": mission,
        "may_publish": request.user.has_perm(PUBLISH),
        **context,
    }
    return TemplateResponse(request, f"admin/missions/{template}.html", context, status=status)


def back_to(mission):
    return HttpResponseRedirect(reverse("admin:missions_mission_change", args=[mission.pk]))
