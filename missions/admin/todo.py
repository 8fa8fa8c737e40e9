"""What there is to do at the desk, as questions to the tables: asked by the first page in numbers, by lists in rows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.editions.draft_states import tell
from missions.models import ENTRIES, DraftState, Edition, Mission

MONTHS_UNTIL_CHECKED = 6
# How far back one's own changes are looked for.
LAST_CHANGES = 300


def today() -> date:
    return timezone.now().date()


def waiting() -> QuerySet[DraftState]:
    """Return the drafts that say something else than readers see."""
    return DraftState.objects.filter(differs=True)


def unsourced() -> QuerySet[DraftState]:
    return DraftState.objects.filter(unsourced__gt=0)


def unchecked() -> QuerySet[DraftState]:
    """Return the records that say of no day in the last six months that they were true, but for what was over then."""
    old = DraftState.objects.filter(true_until__lt=months_before(today(), MONTHS_UNTIL_CHECKED))
    return old.filter(Q(mission__latest=None) | Q(mission__latest__gt=F("true_until")))


def mine(changed: Mapping[int, datetime]) -> QuerySet[DraftState]:
    """Return the drafts that wait and that somebody changed after their last edition: see `changed_by`."""
    editions = Edition.objects.filter(mission__in=changed).order_by()
    published_at = dict(editions.values_list("mission").annotate(Max("published_at")))
    since = [pk for pk, at in changed.items() if pk not in published_at or published_at[pk] < at]
    return waiting().filter(pk__in=since)


def changed_by(user) -> dict[int, datetime]:
    """Map the missions whose record somebody changed lately to the moment, the last one first."""
    kinds = {kind.pk: model for model, kind in ContentType.objects.get_for_models(Mission, *ENTRIES).items()}
    logged = LogEntry.objects.filter(user=user, content_type__in=kinds).order_by("-action_time")
    changes = [
        (kind, int(pk), at)
        for kind, pk, at in logged.values_list("content_type_id", "object_id", "action_time")[:LAST_CHANGES]
        if pk and pk.isdecimal()
    ]
    changed: dict[int, set[int]] = {}
    for kind, pk, _at in changes:
        changed.setdefault(kind, set()).add(pk)
    owners = {kind: owners_of(kinds[kind], pks) for kind, pks in changed.items()}
    moments: dict[int, datetime] = {}
    for kind, pk, at in changes:
        if mission := owners[kind].get(pk):
            moments.setdefault(mission, at)
    return moments


def owners_of(model: Any, pks: set[int]) -> dict[int, int]:
    """Map rows that still exist to their missions."""
    rows = model.objects.filter(pk__in=pks).order_by()
    return dict(rows.values_list("pk", "pk" if model is Mission else "mission"))


def is_over() -> Q:
    """Return the condition of announced entries whose day has passed; of a period, its first."""
    return Q(is_announced=True) & (Q(latest__lt=today()) | Q(dates__contains="/", earliest__lt=today()))


def without_copy() -> Q:
    """Return the condition of sources on the web of which no archived copy is named."""
    return Q(copies="") & ~Q(url="")


def months_before(day: date, months: int) -> date:
    """Return the same day some months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))


class ToDo(admin.SimpleListFilter):
    """Missions by what there is to do about their drafts."""

    title = _("to do")
    parameter_name = "todo"
    DRAFTS = {"waiting": waiting, "unsourced": unsourced, "unchecked": unchecked}

    def lookups(self, request, model_admin):
        return [
            ("mine", _("My drafts")),
            ("waiting", _("Waiting to be published")),
            ("unsourced", _("Statements without sources")),
            ("unchecked", _("Not checked for six months")),
        ]

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        if chosen not in ("mine", *self.DRAFTS):
            return queryset
        tell()
        drafts = mine(changed_by(request.user)) if chosen == "mine" else self.DRAFTS[chosen]()
        return queryset.filter(pk__in=drafts.values("pk"))


class Announced(admin.SimpleListFilter):
    """Entries that are still called announced."""

    title = _("announced")
    parameter_name = "announced"

    def lookups(self, request, model_admin):
        return [("yes", _("Announced")), ("over", _("Announced, and the date has passed"))]

    def queryset(self, request, queryset):
        conditions = {"yes": Q(is_announced=True), "over": is_over()}
        return queryset.filter(conditions.get(self.value() or "", Q()))


class Copies(admin.SimpleListFilter):
    """Sources by whether an archived copy is named."""

    title = _("archived copies")
    parameter_name = "copies"

    def lookups(self, request, model_admin):
        return [("none", _("Without archived copy")), ("some", _("With archived copy"))]

    def queryset(self, request, queryset):
        conditions = {"none": without_copy(), "some": ~Q(copies="")}
        return queryset.filter(conditions.get(self.value() or "", Q()))
