"""The catalogue: a page of the live missions that pass the filters, and in words how many do."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from missions.pages.cards import Card
from missions.pages.facets import Facets
from missions.pages.paging import Paging


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`count` missions of `total` pass the filters; `cards` are those of this page."""

    cards: tuple[Card, ...]
    count: int
    total: int
    facets: Facets
    paging: Paging

    @property
    def count_words(self) -> str:
        return count_words(self.count, self.total, is_narrowed=bool(self.facets.chosen))


def count_words(count: int, total: int, *, is_narrowed: bool) -> str:
    """Say how many missions a list has: "12 of 240 missions"."""
    if not is_narrowed:
        return ngettext("%d mission", "%d missions", total) % total
    return ngettext("%(count)d of %(total)d mission", "%(count)d of %(total)d missions", total) % {
        "count": count,
        "total": total,
    }
