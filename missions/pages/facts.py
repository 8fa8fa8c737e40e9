"""The five facts that open a mission page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.editions.statements import entry_citations, stem_of
from missions.models import Figure
from missions.pages.dates import words
from missions.pages.entries import name_words, number_words
from missions.pages.typesetting import Typesetter

# What somebody intended is no size.
COUNTED = {Figure.Quality.REPORTED, Figure.Quality.OFFICIAL}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value. `id` is "" where the statement itself stands further down, to which the value links."""

    label: str
    value: SafeString
    id: str = ""


def facts_of(document: Mapping, setter: Typesetter) -> tuple[Fact, ...]:
    """Return dates, host country, seat, last leader and last size, as far as the record has them."""
    return tuple(find(document, setter))


def find(document: Mapping, setter: Typesetter) -> Iterator[Fact]:
    mission = document["mission"]
    whole = entry_citations(mission)
    if mission["dates"]:
        cites = setter.citations("mission-dates", whole)
        yield Fact(_("Dates"), format_html("{}{}", capfirst(words(mission["dates"])), cites), "mission-dates")
    if mission["host_country"]:
        yield Fact(_("Host country"), format_html("{}", mission["host_country"]))
    if mission["headquarters"]:
        stem = "mission-headquarters"
        yield Fact(_("Seat"), setter.line(stem, mission["headquarters"], whole), stem)
    if leader := last_leader(document["leaders"]):
        value = linked("leaders", leader, name_words(leader), words(leader["dates"]))
        yield Fact(leader["role"], value)
    if figure := last_size(document["figures"]):
        quality = Figure.Quality(figure["quality"]).label
        when = _("%(quality)s, %(date)s") % {"quality": quality, "date": words(figure["date"])}
        yield Fact(figure["counted"], linked("figures", figure, number_words(figure), when))


def linked(section: str, row: Mapping, value: str, when: str) -> SafeString:
    return format_html('<a href="#{}">{}</a> ({})', stem_of(section, row["key"]), value, when)


def last_leader(leaders: Sequence[Mapping]) -> Mapping | None:
    """Return the last leader whose term is more than an announcement."""
    return next((leader for leader in reversed(leaders) if not leader["is_announced"]), None)


def last_size(figures: Sequence[Mapping]) -> Mapping | None:
    """Return the last count of what the record counts most often."""
    often = Counter(figure["counted"] for figure in figures).most_common(1)
    counts = (one for one in reversed(figures) if one["quality"] in COUNTED and one["counted"] == often[0][0])
    return next(counts, None)
