"""A mission in short: a card on the home page, a line of the catalogue; and the latest change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from missions.pages.counts import Counts
from missions.pages.dates import words
from missions.pages.edition import EditionHead
from missions.pages.history import Event
from missions.pages.mission import kind_words
from missions.pages.status import status
from missions.text.markdown import plain


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader needs to choose a mission."""

    slug: str
    name: str
    acronym: str
    kind: str
    organisation: str
    place: str
    dates: str
    status: str
    as_of: str
    summary: str
    counts: Counts
    edition: EditionHead
    changed_at: datetime

    @classmethod
    def of(cls, edition: EditionHead, document: Mapping, *, changed_at: datetime) -> "Card":
        mission = document["mission"]
        return cls(
            slug=edition.slug,
            name=mission["name"],
            acronym=mission["acronym"],
            kind=kind_words(mission["kind"]),
            organisation=mission["organisation"],
            place=mission["host_country"],
            dates=capfirst(words(mission["dates"])),
            status=status(mission["dates"], mission["as_of"]),
            as_of=words(mission["as_of"]),
            summary=plain(mission["summary"]),
            counts=Counts.of(document),
            edition=edition,
            changed_at=changed_at,
        )


@dataclass(frozen=True, slots=True)
class LatestChange:
    """The last thing that happened to a live record."""

    name: str
    slug: str
    event: Event


@dataclass(frozen=True, slots=True)
class Home:
    """The live missions; `latest` is None if there are none."""

    cards: tuple[Card, ...]
    latest: LatestChange | None
