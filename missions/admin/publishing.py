"""The screens that show what readers would see change, and publish it: all of it, or the parts that are ticked."""

from django.contrib import messages
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.admin.choices import Shown
from missions.admin.forms import PublishForm
from missions.admin.messages import PUBLISH, link, published
from missions.admin.screens import VIEW, back_to, needs, screen
from missions.editions.problems import PublicationRefused
from missions.editions.proposal import propose
from missions.editions.publish import DraftMoved, publish
from missions.pages.reasons import reason_for


@needs(VIEW)
def changes(request, mission):
    """Show what publishing now would change for readers."""
    return screen(request, "changes", mission, _("What would change"), shown=Shown.of(mission, propose(mission)))


@needs(PUBLISH)
def publish_screen(request, mission):
    """Show the difference and the problems, ask for a reason, and publish the draft that was shown."""
    if request.method != "POST":
        return ask(request, mission)
    form, parts = PublishForm(request.POST), chosen_in(request.POST)
    if "_show" in request.POST:
        return ask(request, mission, form, parts=parts)
    if parts is not None and parts != set(request.POST.get("shown", "").split()):
        words = _("Your choice is another than was shown. This is the difference now; publish if it is right.")
        return ask(request, mission, form, parts=parts, moved=words, status=409)
    if not form.is_valid():
        return ask(request, mission, form, parts=parts)
    try:
        edition = publish(mission, by=request.user, parts=parts, **form.given)
    except DraftMoved:
        words = _("The draft changed while you were reading. This is the difference now; publish if it is right.")
        return ask(request, mission, form, parts=parts, moved=words, status=409)
    except PublicationRefused:
        return ask(request, mission, form, parts=parts, status=422)
    say_what_was_published(request, mission, edition)
    return back_to(mission)


def chosen_in(posted) -> set[str] | None:
    """Return the names of the ticked parts; None where nobody was asked to choose."""
    return set(posted.getlist("parts")) if "shown" in posted else None


def ask(request, mission, form=None, *, parts=None, moved="", status=200):
    """Show the publish form with the draft as it stands; what was typed into `form` is kept."""
    proposal = propose(mission, parts=parts)
    reason = reason_for(proposal.difference)
    hidden = {"seen": proposal.fingerprint, "proposed": reason}
    if form is None:
        form = PublishForm(initial={"reason": reason, **hidden})
    else:
        form.data = form.data.copy()
        # A reason that nobody touched follows the choice.
        if form.data.get("reason") == form.data.get("proposed"):
            form.data["reason"] = reason
        form.data.update(hidden)
        if "_show" in request.POST:
            form = PublishForm(initial=form.data.dict())
    context = {
        "shown": Shown.of(mission, proposal),
        "form": form,
        "moved": moved,
        "names": " ".join(sorted(proposal.chosen)),
    }
    return screen(request, "publish", mission, _("Publish"), status=status, **context)


def say_what_was_published(request, mission, edition) -> None:
    """Say that an edition is live, and what of the draft is not."""
    if edition is None:
        messages.info(request, _("Nothing changed: readers already see this."))
        return
    messages.success(request, published(edition))
    if left := len(propose(mission).parts):
        words = ngettext(
            "%(count)d change stays in the draft, unpublished.",
            "%(count)d changes stay in the draft, unpublished.",
            left,
        )
        seeing = link("admin:missions_mission_changes", mission, _("See what would change"))
        messages.info(request, format_html("{} {}", words % {"count": left}, seeing))
