"""The second door of the readers' side to what is published: editions whole, with seals, and the library of sources."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db.models import Count, QuerySet

from missions.editions.document import lift
from missions.models import Citation, Edition, ListedMission, ListedSource
from missions.pages.exports.publication import Publication
from missions.pages.history import NoticeWords
from missions.pages.library import ON_A_PAGE, LibraryPage, Listed, library_page, pages_of
from missions.pages.source_page import Citing
from missions.public.reading import STANDING, Found, find, found_in, head, notice_words, notices, present_key

AT_ONCE = 20


def publication(found: Found, number: int | None = None) -> Publication | None:
    """Return an edition by its number, or the newest; None if there is no such edition."""
    now = found.stands
    number = now.newest if number is None else number
    edition = Edition.objects.filter(mission_id=found.mission_id, number=number).first()
    if edition is None:
        return None
    return Publication(
        edition=head(edition),
        slug=found.slug,
        stored=edition.document,
        seal=edition.seal,
        previous=edition.continued_seal,
        newest=now.newest,
        is_withdrawn=now.is_withdrawn,
        notices=notices_of(found),
    )


def live() -> Iterator[Publication]:
    """Yield what is live, by slug. Only what tables ask of an edition is filled: no notices, no seal before."""
    for edition in some_at_once(Edition.objects.live()):
        yield Publication(
            edition=head(edition),
            slug=edition.slug,
            stored=edition.document,
            seal=edition.seal,
            previous="",
            newest=edition.number,
            is_withdrawn=False,
            notices=(),
        )


def first_live() -> Found | None:
    """Return a live mission to give examples of, always the same while it is live."""
    return next(found_in(STANDING.live().order_by("pk")[:1]), None)


def whole_chain(found: Found) -> Iterator[Publication]:
    """Yield all editions of a mission, oldest first."""
    # It may have been found long ago: a whole site is asked for one mission after the other.
    found = find(found.slug) or found
    now, told, previous = found.stands, notices_of(found), ""
    published_under = {one.number: one.replaced_seal for one in reversed(told) if one.is_removal}
    for edition in Edition.objects.filter(mission_id=found.mission_id).order_by("number").iterator(AT_ONCE):
        yield Publication(
            edition=head(edition),
            slug=found.slug,
            stored=edition.document,
            seal=edition.seal,
            previous=previous,
            newest=now.newest,
            is_withdrawn=now.is_withdrawn,
            notices=told,
        )
        previous = published_under.get(edition.number, edition.seal)


def missions() -> list[Found]:
    """Return every mission that was ever published, by its present slug."""
    return sorted(found_in(STANDING.newest()), key=lambda found: found.slug)


def library(number: int) -> LibraryPage | None:
    """Return a page of the list of sources that live records cite, None if there is no such page."""
    counts = dict(ListedSource.objects.order_by().values_list("kind").annotate(Count("pk")))
    if not 1 <= number <= pages_of(sum(counts.values())):
        return None
    start = (number - 1) * ON_A_PAGE
    shown = ListedSource.objects.order_by("place")[start : start + ON_A_PAGE]
    wordings = dict(shown.values_list("key", "wording"))
    missions: dict[str, list[str]] = defaultdict(list)
    supported: dict[str, int] = defaultdict(int)
    live = ListedMission.objects.filter(edition__citations__key__in=wordings)
    for name, key, places in live.values_list("name", "edition__citations__key", "edition__citations__places"):
        missions[key].append(name)
        supported[key] += sum(not place.startswith("link-") for place in places)
    listed = (Listed(wording, tuple(sorted(missions[key])), supported[key]) for key, wording in wordings.items())
    return library_page(listed, number, counts=counts, names_missions=len(ListedMission.objects.values("pk")[:2]) > 1)


def citing(key: str) -> list[Citing]:
    """Return every edition that cites a source, under its present key or an earlier one.

    Those of live records that cite it under the present key come first, then the newest; there is one for every key
    that `present_key` returns.
    """
    sources = Citation.objects.filter(key=key).values("source_id")
    edges = Citation.objects.filter(source_id__in=sources)
    keys = dict(edges.values_list("edition_id", "key"))
    live = set(ListedMission.objects.filter(edition__citations__key=key).values_list("edition", flat=True))
    cited_by = Edition.objects.newest().filter(mission__in=edges.values("edition__mission"))
    slugs = dict(cited_by.values_list("mission_id", "slug"))
    found = []
    for edition in (
        Edition.objects.filter(pk__in=edges.values("edition")).order_by("-published_at", "-pk").iterator(AT_ONCE)
    ):
        document = lift(edition.document)
        found.append(
            Citing(
                edition=replace(head(edition), slug=slugs[edition.mission_id]),
                mission=document["mission"]["key"],
                name=document["mission"]["name"],
                wording=next(source for source in document["sources"] if source["key"] == keys[edition.pk]),
                document=document if edition.pk in live else None,
            )
        )
    return sorted(found, key=lambda one: one.document is None)


def present_keys() -> list[str]:
    """Return the present keys of all sources that any edition cites, in order."""
    keys = Citation.objects.values_list("key", flat=True).distinct()
    return sorted({present for key in set(keys) if (present := present_key(key))})


def notices_of(found: Found) -> tuple[NoticeWords, ...]:
    """Return the notices of a mission in the order they were made in, whatever a clock says."""
    return tuple(notice_words(notice) for notice in notices(found).order_by("pk"))


def some_at_once(editions: QuerySet[Edition]) -> Iterator[Edition]:
    """Yield editions by slug, a few documents in memory at a time.

    They are put in order here and not by the database, whose sorting of letters differs between machines.
    """
    order: Sequence[int] = [pk for _slug, pk in sorted(editions.values_list("slug", "pk"))]
    for start in range(0, len(order), AT_ONCE):
        pks = order[start : start + AT_ONCE]
        held = Edition.objects.in_bulk(pks)
        yield from (held[pk] for pk in pks)
