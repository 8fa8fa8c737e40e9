"""The second door of the readers' side to what is published: editions whole, with their seals, as files need them."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from missions.models import Edition, Notice
from missions.pages.exports.publication import Publication
from missions.pages.history import NoticeWords
from missions.public.reading import Found, head, notice_words, notices, state

AT_ONCE = 20


def publication(found: Found, number: int | None = None) -> Publication | None:
    """Return an edition by its number, or the newest; None if there is no such edition."""
    now = state(found)
    number = now.newest if number is None else number
    chain = Edition.objects.filter(mission_id=found.mission_id)
    edition = chain.filter(number=number).first()
    if edition is None:
        return None
    return Publication(
        edition=head(edition),
        slug=found.slug,
        stored=edition.document,
        seal=edition.seal,
        previous=chain.filter(number=number - 1).values_list("seal", flat=True).first() or "",
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
    found = Edition.objects.live().order_by("pk").values_list("mission_id", "slug").first()
    return Found(*found) if found else None


def whole_chain(found: Found) -> Iterator[Publication]:
    """Yield all editions of a mission, oldest first."""
    now, told, previous = state(found), notices_of(found), ""
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
        previous = edition.seal


def missions() -> list[Found]:
    """Return every mission that was ever published, by its present slug."""
    slugs = Edition.objects.newest().values_list("mission_id", "slug")
    return sorted((Found(*pair) for pair in slugs), key=lambda found: found.slug)


def state_of_site() -> tuple[str, int]:
    """Return what every list depends on: the seal of the edition made last, and the last notice."""
    edition = Edition.objects.order_by("-pk").values_list("seal", flat=True).first() or ""
    notice = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return edition, notice


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
