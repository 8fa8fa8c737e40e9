"""A mission in short: a card on the home page and in the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
    dates: str
    # What it is, whose and where; how it stands and how much of it names a source.
    traits: str
    summary: str
    standing: str
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
        as_of = words(row["as_of"])
        standing = (status(row["dates"], row["as_of"]), as_of and _("as of %(as_of)s") % {"as_of": as_of})
        return cls(
            slug=row["slug"],
            name=row["name"],
            acronym=row["acronym"],
            dates=capfirst(words(row["dates"])),
            traits=in_line(kind_in(row["kind"], get_language()), row["organisation"], row["host_country"]),
            summary=row["summary"],
            standing=in_line(*standing, share_words(row["sourced"], row["statements"])),
            changed_at=row["changed_at"],
        )


def in_line(*said: str) -> str:
    """Return what is said of a mission on one line, without what is empty."""
    return " · ".join(filter(None, said))


@lru_cache(256)
def kind_in(kind: str, _language: str | None) -> str:
    """Name a kind of mission in a language, looked up once: a page of cards asks fifty times."""
    return kind_words(kind)
