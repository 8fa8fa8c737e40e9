"""The home page: what there is, in numbers, and what happened last."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.pages.cards import Card
from missions.pages.counts import share_words
from missions.pages.history import SiteEvent


@dataclass(frozen=True, slots=True)
class Home:
    """Some live missions and the newest changes; how many missions are live, with how many statements and sources."""

    cards: tuple[Card, ...]
    events: tuple[SiteEvent, ...]
    missions: int
    statements: int
    sourced: int
    sources: int

    @property
    def tally(self) -> str:
        """Say it in numbers: "10 missions · 545 of 587 statements name a source · 214 sources"."""
        missions = ngettext("%(count)d mission", "%(count)d missions", self.missions) % {"count": self.missions}
        sources = ngettext("%(count)d source", "%(count)d sources", self.sources) % {"count": self.sources}
        return _("%(missions)s · %(share)s · %(sources)s") % {
            "missions": missions,
            "share": share_words(self.sourced, self.statements),
            "sources": sources,
        }
