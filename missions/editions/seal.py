"""The chain of a mission's editions: each seal covers its edition and the seal before it.

Where words were removed from an edition, its seal covers what remains, and the next edition continues the seal that it
was published under, which the notice of the first removal keeps.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from missions.editions.document import canonical
from missions.models import Edition, Mission


def seal(
    *,
    mission_key: str,
    number: int,
    slug: str,
    published_at: datetime,
    publisher: str,
    reason: str,
    minor: bool,
    document: Mapping,
    previous: str,
) -> str:
    """Return the SHA-256, in hexadecimal digits, of the canonical JSON of an edition and the seal before it."""
    sealed = {
        "mission": mission_key,
        "number": number,
        "slug": slug,
        "published_at": published_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "publisher": publisher,
        "reason": reason,
        "minor": minor,
        "document": document,
        "previous": previous,
    }
    return hashlib.sha256(canonical(sealed).encode()).hexdigest()


def broken_chains(missions: Iterable[Mission]) -> list[Edition]:
    """Return the first broken edition of each mission that has one; editions are read a few at a time."""
    chains = (mission.editions.order_by("number").iterator(chunk_size=20) for mission in missions)
    return [edition for chain in chains if (edition := first_broken(chain))]


def first_broken(editions: Iterable[Edition]) -> Edition | None:
    """Return the first edition of one mission's chain, oldest first, whose seal or number does not follow."""
    previous = ""
    for number, edition in enumerate(editions, 1):
        if not follows(edition, mission_key=edition.mission.key, number=number, previous=previous):
            return edition
        previous = edition.published_seal
    return None


def follows(edition: Edition, *, mission_key: str, number: int, previous: str) -> bool:
    """Return whether an edition is the one that was sealed with this number after the seal before it."""
    try:
        found = seal(
            mission_key=mission_key,
            number=number,
            slug=edition.slug,
            published_at=edition.published_at,
            publisher=edition.publisher,
            reason=edition.reason,
            minor=edition.minor,
            document=edition.document,
            previous=previous,
        )
    except (TypeError, ValueError, OverflowError):
        # Nothing that was ever sealed has no canonical text, such as a document with floats or half a character, or no
        # time in UTC, such as the first hours of the year 1 east of it.
        return False
    return edition.number == number and found == edition.seal
