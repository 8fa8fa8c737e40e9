"""The first door of the readers' side to what is published: live pages, editions, and what pages depend on.

The others are `past` (histories and differences), `publications` (data and sources) and `listing` (lists and search).
All return what pages print, never a model instance, and touch no table of the draft.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from missions.editions.document import lift
from missions.models import Address, Citation, EarlierKey, Edition, ListedMission, Notice
from missions.models.compiled import Compiled
from missions.models.edition import EditionQuerySet
from missions.pages.edition import EditionHead
from missions.pages.history import NoticeWords, Shown
from missions.pages.mission import MissionPage

# No publication takes as long as so many others. Counting all editions would take the longer the more there are.
AT_ONCE = 1000
SAID = Notice.objects.filter(edition__mission=OuterRef("mission_id")).order_by("-pk")
STANDING = Edition.objects.annotate(
    notice=Subquery(SAID.values("pk")[:1]), said_at=Subquery(SAID.values("made_at")[:1])
).values_list("mission_id", "slug", "number", "seal", "notice", "standing", "published_at", "said_at")


@dataclass(frozen=True, slots=True)
class State:
    """All that the pages of a mission depend on: its newest edition, whose seal covers the others, and its notices."""

    newest: int
    seal: str
    notice: int | None
    is_withdrawn: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The mission behind an address, its present slug, and how it stood when it was looked for."""

    mission_id: int
    slug: str
    stands: State

    @property
    def has_notices(self) -> bool:
        """Return whether anything was ever said of it: of most nothing was, and nobody need ask for it."""
        return self.stands.notice is not None


class SiteState(NamedTuple):
    """All that the pages of the whole site depend on: its newest edition and notice, and when one was made last.

    Of two publications at once, the one with the higher key may be seen first: numbers of rows tell of the other.
    """

    seal: str
    editions: int
    notice: int
    notices: int
    changed_at: datetime | None


def find(slug: str) -> Found | None:
    """Return the mission that is, or ever was, published at an address."""
    return next(found_in(newest_at(slug)), None)


@Compiled
def newest_at(slug: str) -> EditionQuerySet:
    """Give the newest edition of the mission that is, or ever was, published at an address: a row of STANDING."""
    address = Address.objects.filter(slug=slug).values("mission_id")[:1]
    return STANDING.filter(mission_id=Subquery(address)).order_by("-number")[:1]


def found_in(rows: Iterable[Sequence]) -> Iterator[Found]:
    """Yield the missions of newest editions, which are rows of STANDING."""
    for mission_id, slug, number, seal, notice, standing, published_at, said_at in rows:
        changed_at = max(published_at, said_at or published_at)
        is_withdrawn = standing == Notice.Kind.WITHDRAWN
        yield Found(mission_id, slug, State(number, seal, notice, is_withdrawn, changed_at))


def was_published() -> bool:
    """Return whether any record was ever published, live now or not."""
    return Edition.objects.exists()


def state_of_site() -> SiteState:
    """Return what every page of the whole site depends on."""
    editions = plain_editions().order_by("-pk").values_list("pk", "seal", "published_at")
    newest, seal, published_at = editions.first() or (0, "", None)
    notice, made_at = Notice.objects.order_by("-pk").values_list("pk", "made_at").first() or (0, None)
    return SiteState(
        seal,
        plain_editions().filter(pk__gt=newest - AT_ONCE).count(),
        notice,
        Notice.objects.count(),
        changed_at=max(filter(None, (published_at, made_at)), default=None),
    )


def notices_of_site() -> tuple[int, int]:
    """Return the key of the newest notice, 0 for none, and how many there are."""
    notice = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return notice, Notice.objects.count()


def plain_editions() -> EditionQuerySet:
    """Return all editions, without asking how each stands: what is asked for every page has to cost little."""
    return EditionQuerySet(Edition)


def mission(found: Found) -> Shown:
    """Return what stands at a mission's live address: its newest edition, under a notice if it is withdrawn."""
    edition = plain_editions().get(mission_id=found.mission_id, number=found.stands.newest)
    page = shown(edition, found, newest=edition.number, is_fixed=False)
    return replace(page, changed_at=changed_at(edition) if found.has_notices else edition.published_at)


def edition(found: Found, number: int) -> Shown | None:
    """Return an edition at its own address, None if there is no such edition."""
    one = plain_editions().filter(mission_id=found.mission_id, number=number).first()
    if one is None:
        return None
    return shown(one, found, newest=found.stands.newest, is_fixed=True)


def present_key(key: str) -> str | None:
    """Return the key a source has today, or had last, given any it ever had; None if no edition cites it."""
    live = Citation.objects.filter(edition__in=ListedMission.objects.values("edition"))
    if live.filter(key=key).exists():
        return key
    ever = Citation.objects.filter(source_id__in=Citation.objects.filter(key=key).values("source_id"))
    in_force = live.filter(source_id__in=ever.values("source_id"))
    # Of a source that was merged into another, no row of a live record remains: its key leads to the other.
    merged = live.filter(source_id__in=EarlierKey.objects.filter(key__in=ever.values("key")).values("source_id"))
    return newest_key(in_force) or newest_key(merged) or newest_key(ever)


def newest_key(citations: QuerySet[Citation]) -> str | None:
    # The primary key makes the order total: two keys can never lead to each other.
    return citations.order_by("-edition__published_at", "-pk").values_list("key", flat=True).first()


def shown(edition: Edition, found: Found, *, newest: int, is_fixed: bool) -> Shown:
    return Shown(
        page=MissionPage.of(head(edition), lift(edition.document)),
        slug=found.slug,
        newest=newest,
        withdrawal=withdrawal(found),
        is_fixed=is_fixed,
        removals=tuple(map(notice_words, removals(edition))) if found.has_notices else (),
    )


def removals(edition: Edition) -> QuerySet[Notice]:
    return Notice.objects.filter(edition=edition, kind=Notice.Kind.REDACTED).order_by("pk")


def changed_at(edition: Edition) -> datetime:
    """Return when a mission's page last changed: with its newest edition, or a notice made after it."""
    said = Notice.objects.filter(edition=edition).values_list("made_at", flat=True).order_by("-made_at").first()
    return max(edition.published_at, said) if said else edition.published_at


def notices(found: Found):
    return Notice.objects.filter(edition__mission=found.mission_id).select_related("edition").defer("edition__document")


def withdrawal(found: Found) -> NoticeWords | None:
    """Return the notice of a withdrawal that is in force."""
    if not found.has_notices:
        return None
    # In the order they were made in, whatever a clock says: the order that `live()` goes by.
    last = notices(found).exclude(kind=Notice.Kind.REDACTED).order_by("-pk").first()
    return notice_words(last) if last and last.kind == Notice.Kind.WITHDRAWN else None


def head(edition: Edition) -> EditionHead:
    return EditionHead(
        slug=edition.slug,
        number=edition.number,
        published_at=edition.published_at,
        publisher=edition.publisher,
        reason=edition.reason,
        minor=edition.minor,
    )


def notice_words(notice: Notice) -> NoticeWords:
    edition = notice.edition
    said = (notice.kind, notice.words, notice.maker, notice.made_at)
    return NoticeWords(*said, edition.number, edition.slug, notice.replaced_seal)
