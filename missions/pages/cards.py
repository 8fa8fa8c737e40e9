"""A mission in short: a card on the home page and in the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from missions.pages.counts import Counts, share_words
from missions.pages.dates import words
from missions.pages.edition import EditionHead
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
    share: str
    changed_at: datetime

    @classmethod
    def of(cls, edition: EditionHead, document: Mapping, *, changed_at: datetime) -> "Card":
        counts = Counts.of(document)
        mission = {**document["mission"], "slug": edition.slug, "summary": plain(document["mission"]["summary"])}
        own = {"statements": counts.statements, "sourced": counts.sourced, "changed_at": changed_at}
        return cls.listed({**mission, **own})

    @classmethod
    def listed(cls, row: Mapping) -> "Card":
        """Return the card of a live record as it is listed, its summary in plain words."""
        return cls(
            slug=row["slug"],
            name=row["name"],
            acronym=row["acronym"],
            kind=kind_words(row["kind"]),
            organisation=row["organisation"],
            place=row["host_country"],
            dates=capfirst(words(row["dates"])),
            status=status(row["dates"], row["as_of"]),
            as_of=words(row["as_of"]),
            summary=row["summary"],
            share=share_words(row["sourced"], row["statements"]),
            changed_at=row["changed_at"],
        )
