"""The screens that take a record out of what readers find and bring it back, each with a reason they see."""

from django.contrib import messages
from django.utils.translation import gettext as _

from missions.admin.forms import ReasonForm
from missions.admin.messages import PUBLISH
from missions.admin.screens import back_to, needs, screen
from missions.editions.problems import PublicationRefused
from missions.editions.publish import republish, withdraw
from missions.models import Edition


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
