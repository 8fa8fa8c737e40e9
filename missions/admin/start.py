"""The first page of the desk: how things stand in a sentence, three large steps, and what there is to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.admin import todo
from missions.admin.topics import form_of, topics
from missions.editions.draft_states import tell
from missions.keeping.backups import last_made_at
from missions.models import Mission

# A nightly backup that failed twice.
OLD = timedelta(days=2)


@dataclass(frozen=True)
class Step:
    """A large step: what it does, on what or why, and where it leads."""

    words: str
    name: str
    address: str


def start(request) -> dict:
    """Return what the first page shows to somebody; nothing of drafts to those who may not see them."""
    changed = todo.changed_by(request.user)
    context = {"steps": list(steps(request.user, changed))}
    if not request.user.has_perm("missions.view_mission"):
        return context
    untold = tell()
    return context | {"state": state(untold), "topics": list(topics(changed)), "backup": backup(request.user)}


def state(untold: int) -> str:
    """Say in a sentence how the drafts stand."""
    if untold:
        words = ngettext(
            "%d draft was written and is not yet compared with what readers see: reload this page to go on.",
            "%d drafts were written and are not yet compared with what readers see: reload this page to go on.",
            untold,
        )
        return words % untold
    if waits := todo.waiting().count():
        words = ngettext(
            "%d draft holds work that readers do not see yet.",
            "%d drafts hold work that readers do not see yet.",
            waits,
        )
        return words % waits
    if not Mission.objects.exists():
        return _("Nothing is here yet: start the first mission.")
    return _("Everything is published.")


def backup(user) -> dict | None:
    """Say how old the last backup is to who may do something about it."""
    if not user.is_superuser:
        return None
    made_at = last_made_at()
    if made_at is None:
        words = _("No backup was ever made here: docs/hosting.md in the site’s folder says how.")
        return {"words": words, "is_old": True}
    words = _("The last backup was made %s ago.") % timesince(made_at)
    return {"words": words, "is_old": abs(timezone.now() - made_at) > OLD}


def steps(user, changed: Mapping[int, datetime]) -> Iterator[Step]:
    if user.has_perm("missions.change_mission") and changed:
        last = Mission.objects.get(pk=next(iter(changed)))
        yield Step(_("Continue"), str(last), form_of(last))
    if user.has_perm("missions.add_mission"):
        words = _("Name, organisation, dates and summary; everything else later.")
        yield Step(_("Start a mission"), words, reverse("admin:missions_mission_add"))
    if user.has_perm("missions.add_source"):
        words = _("A document that supports statements.")
        yield Step(_("Add a source"), words, reverse("admin:missions_source_add"))
