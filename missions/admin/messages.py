"""What is said after saving: what readers see now, and the next step."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from missions.editions.document import lift
from missions.editions.proposal import propose
from missions.editions.record import plain
from missions.models import Edition, Mission, Notice, Source

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


def saved_source(request, source: Source) -> str:
    """Say which live missions still show a source in its old wording."""
    old = showing_old_wording(source)
    if not old:
        return _("Saved. No published mission shows another wording of this source.")
    sentences = [
        format_html(
            "{} {}",
            _("%(mission)s still shows the old wording in edition %(number)d.")
            % {"mission": edition.document["mission"]["name"], "number": edition.number},
            next_steps(request, edition.mission),
        )
        for edition in old
    ]
    return format_html("{} {}", _("Saved."), format_html_join(" ", "{}", ((sentence,) for sentence in sentences)))


def showing_old_wording(source: Source) -> list[Edition]:
    """Return the live editions that print a source otherwise than it is worded now."""
    now = plain(source, {})
    editions = Edition.objects.live().filter(citations__source=source).select_related("mission")
    return [edition for edition in editions.order_by("slug") if wording_in(edition, source.key) != now]


def wording_in(edition: Edition, key: str) -> dict:
    for row in lift(edition.document)["sources"]:
        if row["key"] == key:
            return {field: value for field, value in row.items() if field != "number"}
    return {}


def published(edition: Edition) -> str:
    """Say that an edition is live: “Edition 2 is live: view page · what changed”."""
    page = format_html('<a href="{}">{}</a>', reverse("mission", args=[edition.slug]), _("view page"))
    live = _("Edition %d is live:") % edition.number
    if edition.number == 1:
        return format_html("{} {}", live, page)
    address = reverse("comparison", args=[edition.slug, edition.number - 1, edition.number])
    return format_html('{} {} · <a href="{}">{}</a>', live, page, address, _("what changed"))


def link(name: str, mission: Mission, words: str) -> str:
    return format_html('<a href="{}">{}</a>', reverse(name, args=[mission.pk]), words)
