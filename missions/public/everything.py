"""Every public address that has one answer, in groups that change together: what an export of the site has to hold.

What asks a question (search, filters, a day, two editions) has no fixed answer and is not among them; nor is what
tells of the server (healthz) or is for those who build the site (the style page).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil

from django.contrib.staticfiles.finders import get_finders
from django.templatetags.static import static
from django.urls import reverse

from missions.models import Address, Citation, Edition, ListedMission, Notice
from missions.pages.exports.schemas import PLACES
from missions.pages.exports.tables import TABLES
from missions.public import listing, past, publications, reading, release, sitemaps
from missions.public.history import LINES_OF_A_PAGE
from missions.public.views import TITLES
from missions.text.exchange.formats import FORMATS

NOT_FOUND = "/404.html"
SITE, ALWAYS = "", "*"


@dataclass(frozen=True, slots=True)
class Group:
    """Addresses that change together: a mission's, by its slug, or SITE; those of ALWAYS are looked at each time.

    `mark` is another when what they depend on has changed.
    """

    name: str
    mark: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """The groups in the order in which nothing leads to what is not there yet, and what has no page of its own."""

    groups: tuple[Group, ...]
    # Earlier slugs of missions and keys of sources, with the present ones.
    slugs: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    # The present slugs of records that are withdrawn.
    withdrawn: tuple[str, ...] = ()

    @classmethod
    def now(cls) -> "Everything":
        newest = list(
            Edition.objects.newest().order_by("slug").values_list("mission_id", "slug", "number", "seal", "standing")
        )
        # With its time: after a backup was restored, a key is given once more.
        told = Notice.objects.order_by("pk").values_list("edition__mission", "pk", "made_at")
        notices = {mission: notice for mission, *notice in told}
        present = {mission: slug for mission, slug, *_rest in newest}
        groups = [Group(ALWAYS, "", (*statics(), *texts()))]
        withdrawn = []
        for mission, slug, number, seal, standing in newest:
            is_live = standing != Notice.Kind.WITHDRAWN
            withdrawn += [] if is_live else [slug]
            addresses = tuple(of_mission(slug, number, is_live=is_live))
            groups.append(Group(slug, mark(seal, notices.get(mission)), addresses))
        keys = present_keys()
        kept = (key for key, now in keys.items() if key == now)
        groups.append(Group(SITE, mark(*reading.state_of_site()), (*of_site(), *of_sources(kept))))
        slugs = {slug: present[mission] for slug, mission in Address.objects.values_list("slug", "mission_id")}
        return cls(
            tuple(groups),
            {slug: now for slug, now in slugs.items() if slug != now},
            {key: now for key, now in keys.items() if key != now},
            tuple(withdrawn),
        )


def mark(*state: object) -> str:
    return release.word_of(release.version(), *state)


def of_mission(slug: str, newest: int, *, is_live: bool) -> Iterator[str]:
    """Yield the addresses of a mission. Of a withdrawn one the page says so, and no file stands beside it."""
    yield from (reverse(name, args=[slug]) for name in ("mission", "editions", "mission-feed"))
    if is_live:
        yield from files_of("mission", slug)
    for number in range(1, newest + 1):
        yield from (reverse(name, args=[slug, number]) for name in ("edition", "statements"))
        yield from files_of("edition", slug, number)
        yield from (reverse("edition-sources", args=[slug, number, suffix]) for suffix in FORMATS)
    # All pairs would be the square of all editions. Pages link to what changed with an edition, and since it.
    pairs = {(number - 1, number) for number in range(2, newest + 1)} | {
        (number, newest) for number in range(1, newest)
    }
    yield from (reverse("comparison", args=[slug, *pair]) for pair in sorted(pairs))


def files_of(kind: str, *place: str | int) -> Iterator[str]:
    yield from (reverse(f"{kind}-{form}", args=place) for form in ("json", "markdown"))
    yield from (reverse(f"{kind}-table", args=[*place, table]) for table in TABLES)
    yield from (reverse(f"{kind}-reference", args=[*place, suffix]) for suffix in FORMATS)


def of_site() -> Iterator[str]:
    names = ("home", "catalogue", "timeline", "changes", "changes-feed", "search", "sources", "data", "codebook")
    yield from (reverse(name) for name in (*names, "sitemap", "robots"))
    yield from (reverse(f"{name}-schema") for name in PLACES)
    yield from (reverse("data-table", args=[table]) for table in TABLES)
    listed = sum(1 for _entry in sitemaps.entries())
    missions = ListedMission.objects.count()
    library = publications.library(1)
    for name, pages in (
        ("catalogue-page", ceil(missions / listing.CARDS)),
        ("timeline-page", ceil(missions / listing.BARS)),
        ("changes-page", ceil(len(past.lines()) / LINES_OF_A_PAGE)),
        ("sources-page", library.pages if library else 1),
    ):
        yield from (reverse(name, args=[number]) for number in range(2, pages + 1))
    if listed > sitemaps.ADDRESSES:
        parts = range(1, ceil(listed / sitemaps.ADDRESSES) + 1)
        yield from (reverse("sitemap-part", args=[number]) for number in parts)


def of_sources(keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield from (reverse(name, args=[key]) for name in ("source", "source-json"))
        yield from (reverse("source-reference", args=[key, suffix]) for suffix in FORMATS)


def present_keys() -> dict[str, str]:
    """Map every key under which a source was ever cited to the present one."""
    live = set(Citation.objects.filter(edition__in=Edition.objects.live()).values_list("key", flat=True))
    ever = sorted(Citation.objects.values_list("key", flat=True).distinct())
    return {key: key if key in live else reading.present_key(key) or key for key in ever}


def texts() -> Iterator[str]:
    """Yield what follows no publication: files of the host, and what names a day."""
    yield from (reverse("text-page", args=[name]) for name in TITLES)
    yield from (reverse("security"), NOT_FOUND)


def statics() -> Iterator[str]:
    """Yield the addresses of the files that readers' pages are dressed with; those of the desk stay with it."""
    names = {name.replace("\\", "/") for finder in get_finders() for name, _storage in finder.list([])}
    yield from sorted(static(name) for name in names if name.startswith("missions/") and "/admin/" not in name)
