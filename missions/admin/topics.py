"""What there is to do, as the first page of the desk shows it: numbers that lead to lists, and their first rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from missions.admin import todo
from missions.admin.entries import summary
from missions.admin.link_states import sources_at
from missions.admin.unsourced import statements_of
from missions.admin.widgets import read
from missions.models import CheckedAddress, DraftState, Edition, Entry, Leader, Mission, Phase, Source

SHOWN = 5
DRAFTS = ngettext_lazy("%d draft", "%d drafts")
STATEMENTS = ngettext_lazy("%d statement", "%d statements")
RECORDS = ngettext_lazy("%d record", "%d records")
PHASES = ngettext_lazy("%d phase", "%d phases")
LEADERS = ngettext_lazy("%d leader", "%d leaders")
SOURCES = ngettext_lazy("%d source", "%d sources")
EDITIONS = ngettext_lazy("%d edition", "%d editions")


@dataclass(frozen=True)
class Row:
    name: str
    note: str
    address: str


@dataclass(frozen=True)
class Topic:
    """Something to do: numbers in words with the addresses of their lists, and the first rows of those lists."""

    key: str
    title: str
    numbers: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    nothing: str


def topics(changed: Mapping[int, datetime]) -> Iterator[Topic]:
    yield drafts("mine", _("My drafts"), DRAFTS, todo.mine(changed), _("You changed nothing that waits."))
    yield drafts("waiting", _("Waiting to be published"), DRAFTS, todo.waiting(), _("Readers see all of it."))
    yield unsourced()
    nothing = _("Every record says that it was true within six months.")
    yield drafts("unchecked", _("Not checked for six months"), RECORDS, todo.unchecked(), nothing, note=as_of)
    yield announced()
    yield probably_gone()
    yield without_copy()
    yield recent()


def drafts(
    key: str,
    title: str,
    words,
    found: QuerySet[DraftState],
    nothing: str,
    *,
    note: Callable[[DraftState], str] = lambda draft: "",
) -> Topic:
    first = found.select_related("mission").order_by("mission__name", "pk")[:SHOWN]
    rows = [Row(str(draft.mission), note(draft), form_of(draft.mission)) for draft in first]
    return Topic(key, title, numbers((found.count(), words, listed("mission", todo=key))), tuple(rows), nothing)


def as_of(draft: DraftState) -> str:
    return _("as of %s") % read(draft.mission.as_of)


def unsourced() -> Topic:
    found = todo.unsourced()
    count = found.aggregate(count=Sum("unsourced"))["count"] or 0
    first = [
        Row(statement.words, str(draft.mission), statement.address)
        for draft in found.select_related("mission").order_by("mission__name", "pk")[:SHOWN]
        for statement in statements_of(draft)
    ]
    title, nothing = _("Statements without sources"), _("Every statement names its source.")
    found_at = reverse("admin:missions_mission_unsourced")
    return Topic("unsourced", title, numbers((count, STATEMENTS, found_at)), tuple(first[:SHOWN]), nothing)


def announced() -> Topic:
    counted, rows = [], []
    for model, words in ((Phase, PHASES), (Leader, LEADERS)):
        found = model.objects.filter(todo.is_over()).select_related("mission")
        counted.append((found.count(), words, listed(str(model._meta.model_name), announced="over")))
        rows += [
            Row(summary(entry), str(entry.mission), place_of(entry)) for entry in found.order_by("latest", "pk")[:SHOWN]
        ]
    title, nothing = _("Announced, and the date has passed"), _("Nothing announced is past its date.")
    return Topic("announced", title, numbers(*counted), tuple(rows[:SHOWN]), nothing)


def probably_gone() -> Topic:
    found = sources_at(CheckedAddress.objects.probably_gone())
    rows = [
        Row(str(source), source.key, reverse("admin:missions_source_addresses", args=[source.pk]))
        for source in found.order_by("key")[:SHOWN]
    ]
    number = (found.count(), SOURCES, listed("source", links="probably-gone"))
    nothing = _("No address of a source was missing on three days.")
    return Topic("gone", _("Sources that are probably gone"), numbers(number), tuple(rows), nothing)


def without_copy() -> Topic:
    found = Source.objects.filter(todo.without_copy())
    rows = [
        Row(str(source), source.key, reverse("admin:missions_source_change", args=[source.pk]))
        for source in found.order_by("-pk")[:SHOWN]
    ]
    number = (found.count(), SOURCES, listed("source", copies="none"))
    nothing = _("Every source on the web has its archived copy.")
    return Topic("copies", _("Sources without archived copy"), numbers(number), tuple(rows), nothing)


def recent() -> Topic:
    """Return the newest editions, without their documents, which are long."""
    found = Edition.objects.select_related("mission").defer("document", "mission__overview", "mission__legal_basis")
    rows = [
        Row(
            _("%(mission)s, edition %(number)d") % {"mission": edition.mission, "number": edition.number},
            " · ".join((day_of(edition), edition.publisher, Truncator(edition.reason).chars(90))),
            reverse("admin:missions_edition_change", args=[edition.pk]),
        )
        for edition in found.order_by("-published_at", "-pk")[:SHOWN]
    ]
    number = (Edition.objects.order_by().count(), EDITIONS, listed("edition"))
    return Topic("recent", _("Recent editions"), numbers(number), tuple(rows), _("Nothing was published yet."))


def day_of(edition: Edition) -> str:
    return date_format(edition.published_at, "j F Y")


def numbers(*counted) -> tuple[tuple[str, str], ...]:
    """Return what was counted as (words, address of its list), without what is nought."""
    return tuple((words % count, address) for count, words, address in counted if count)


def listed(model: str, **chosen: str) -> str:
    return reverse(f"admin:missions_{model}_changelist", query=chosen)


def form_of(mission: Mission) -> str:
    return reverse("admin:missions_mission_change", args=[mission.pk])


def place_of(entry: Entry) -> str:
    return f"{form_of(entry.mission)}#{entry._meta.model_name}-{entry.key}"
