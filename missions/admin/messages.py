"""What is said after saving: what readers see now, and the next step."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from missions.editions.proposal import propose
from missions.models import Edition, Mission, Notice

PUBLISH = "missions.publish_mission"


def saved(request, mission: Mission) -> str:
    """Say how a mission's draft stands to what readers see, with links to what to do about it."""
    proposal = propose(mission)
    if proposal.last is None:
        words = _("Saved in the draft; nothing is published yet.")
    elif not proposal.difference:
        return _("Saved in the draft; readers see the same in edition %d.") % proposal.last.number
    elif proposal.last.standing == Notice.Kind.WITHDRAWN:
        words = _("Saved in the draft; edition %d is withdrawn.") % proposal.last.number
    else:
        words = _("Saved in the draft; readers still see edition %d.") % proposal.last.number
    return format_html("{} {}", words, next_steps(request, mission))


def next_steps(request, mission: Mission) -> str:
    """Return “See what would change · Publish”; the second only to those who may."""
    seeing = link("admin:missions_mission_changes", mission, _("See what would change"))
    if not request.user.has_perm(PUBLISH):
        return seeing
    return format_html("{} · {}", seeing, link("admin:missions_mission_publish", mission, _("Publish")))


def published(edition: Edition) -> str:
    """Say that an edition is live: “Edition 2 is live: view page · what changed”."""
    page = format_html('<a href="{}">{}</a>', reverse("mission", args=[edition.slug]), _("view page"))
    live = _("Edition %d is live:") % edition.number
    if edition.number == 1:
        return format_html("{} {}", live, page)
    address = reverse("comparison", args=[edition.slug, edition.number - 1, edition.number])
    return format_html('{} {} · <a href="{}">{}</a>', live, page, address, _("what changed"))


def called(noun: object, title: object) -> str:
    """Name a row by its kind and title: “phase “Relocation””."""
    return _("%(noun)s “%(title)s”") % {"noun": noun, "title": title}


def link(name: str, mission: Mission, words: str) -> str:
    return format_html('<a href="{}">{}</a>', reverse(name, args=[mission.pk]), words)
