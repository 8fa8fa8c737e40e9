"""The second door of the readers' side to what is published: histories, differences, and how a record stood on a day.

Like `reading`, it returns what pages print, never a model instance, and touches no table of the draft.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from missions.editions.document import lift
from missions.models import Edition, Notice
from missions.pages.changes import ChangeWords, changes_between
from missions.pages.history import Comparison, Event, History, SiteEvent, Standing, events_of
from missions.pages.summaries import summary_of
from missions.public.lines import Line, Lines
from missions.public.reading import Found, head, notice_words, notices, plain_editions, withdrawal


class Sealed(NamedTuple):
    mission_id: int
    seal: str


def history(found: Found, *, since: date | None = None) -> History:
    """Return what happened to a mission; with `since`, only what happened after the end of that day."""
    editions = Edition.objects.filter(mission_id=found.mission_id)
    said = notices(found)
    if since:
        editions, said = editions.filter(published_at__gte=end_of(since)), said.filter(made_at__gte=end_of(since))
    return History(
        name=name_of(found),
        slug=found.slug,
        newest=found.stands.newest,
        withdrawal=withdrawal(found),
        events=events_of(map(head, editions.defer("document")), map(notice_words, said)),
    )


def comparison(found: Found, first: int, second: int) -> Comparison | None:
    """Return what lies between two editions, None if one of them does not exist."""
    if not 1 <= min(first, second) <= max(first, second) <= found.stands.newest:
        return None
    pair = {one.number: one for one in Edition.objects.filter(mission_id=found.mission_id, number__in=(first, second))}
    if len(pair) != 2:
        return None
    changes = changes_of(pair[first], pair[second])
    return Comparison(
        name=lift(pair[second].document)["mission"]["name"],
        slug=found.slug,
        newest=found.stands.newest,
        withdrawal=withdrawal(found),
        old=head(pair[first]),
        new=head(pair[second]),
        changes=changes,
        summary=summary_of(changes),
    )


def standing(found: Found, day: date, *, today: date) -> Standing:
    """Return how a record stood at the end of a day, UTC; of today, how it stands now.

    Editions are taken in the order of their numbers and notices in the order they were made in, whatever a clock said.
    """
    editions = Edition.objects.filter(mission_id=found.mission_id).defer("document").order_by("number")
    said = notices(found).order_by("pk")
    first, newest = editions.get(number=1), editions.get(number=found.stands.newest)
    if day < today:
        editions, said = editions.filter(published_at__lt=end_of(day)), said.filter(made_at__lt=end_of(day))
    then, last = editions.last(), said.exclude(kind=Notice.Kind.REDACTED).last()
    return Standing(
        day=day,
        name=name_of(found),
        slug=found.slug,
        first=head(first),
        newest=head(newest),
        edition=head(then) if then else None,
        withdrawal=notice_words(last) if last and last.kind == Notice.Kind.WITHDRAWN else None,
        is_future=day > today,
    )


def lines(*, found: Found | None = None, since: date | None = None) -> Lines:
    """Return every edition and notice, of the site or of a mission, newest first: to be counted and cut."""
    editions, said = plain_editions(), Notice.objects.all()
    if found:
        editions, said = editions.filter(mission=found.mission_id), said.filter(edition__mission=found.mission_id)
    if since:
        editions, said = editions.filter(published_at__gte=end_of(since)), said.filter(made_at__gte=end_of(since))
    return Lines(editions, said)


def site_events(cut: Iterable[Line]) -> tuple[SiteEvent, ...]:
    """Return lines as pages print them."""
    return tuple(event for event, _sealed in sealed_events(cut))


def sealed_events(cut: Iterable[Line]) -> list[tuple[SiteEvent, Sealed | None]]:
    """Return lines as pages print them; that of an edition with its mission and its seal."""
    wanted = {line: [pk for _at, pk, of in cut if of == line] for line in ("edition", "notice")}
    of_editions: Any = plain_editions().annotate(name=named("document")).defer("document")
    editions = of_editions.in_bulk(wanted["edition"])
    of_notices = Notice.objects.select_related("edition").defer("edition__document")
    said = of_notices.annotate(name=named("edition__document")).in_bulk(wanted["notice"])
    missions = {one.mission_id for one in editions.values()} | {one.edition.mission_id for one in said.values()}
    newest = Edition.objects.newest().filter(mission__in=missions).values_list("mission_id", "slug", "standing")
    stands = {mission: (slug, standing == Notice.Kind.WITHDRAWN) for mission, slug, standing in newest}
    found = []
    for at, pk, line in cut:
        sealed = None
        if line == "edition":
            one = editions[pk]
            slug, is_withdrawn = stands[one.mission_id]
            event = Event(at, edition=head(one))
            sealed = Sealed(one.mission_id, one.seal)
        else:
            one = said[pk]
            slug, is_withdrawn = stands[one.edition.mission_id]
            event = Event(at, notice=notice_words(one))
        found.append((SiteEvent(one.name, slug, event, is_withdrawn), sealed))
    return found


def differences(cut: Iterable[Line]) -> dict[tuple[str, int], tuple[ChangeWords, ...]]:
    """Map the slug and number of each edition among these lines that has one before it to what changed with it."""
    pks = [pk for _at, pk, of in cut if of == "edition"]
    if not pks:
        return {}
    new = Edition.objects.filter(pk__in=pks, number__gt=1)
    before = Q(pk__in=())
    for mission, number in new.values_list("mission_id", "number"):
        before |= Q(mission_id=mission, number=number - 1)
    old = {(one.mission_id, one.number): one for one in Edition.objects.filter(before)}
    return {(one.slug, one.number): changes_of(old[one.mission_id, one.number - 1], one) for one in new}


def changes_of(old: Edition, new: Edition) -> tuple[ChangeWords, ...]:
    return changes_between(lift(old.document), lift(new.document))


def first_slug(found: Found) -> str:
    """Return the slug of a mission's first edition, which no rename changes."""
    return str(Edition.objects.filter(mission_id=found.mission_id).order_by("number").values_list("slug", flat=True)[0])


def name_of(found: Found) -> str:
    newest = Edition.objects.newest().filter(mission_id=found.mission_id)
    return str(newest.annotate(name=named("document")).values_list("name", flat=True).get())


def named(document: str) -> KeyTextTransform:
    """Return the name in a document, without reading the rest of it."""
    return KeyTextTransform("name", KeyTransform("mission", document))


def end_of(day: date) -> datetime:
    """Return the first moment after a day, UTC."""
    return datetime.combine(day, time(), tzinfo=UTC) + timedelta(days=1)
