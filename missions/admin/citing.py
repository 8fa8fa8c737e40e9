"""Where a source is cited: in editions for ever, in drafts as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.admin.messages import called
from missions.admin.places import spot
from missions.editions.naming import Naming, namings
from missions.editions.record import section
from missions.editions.statements import Place
from missions.editions.titles import title_of
from missions.models import Mission, Source


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a draft, in words, with its address at the desk."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class CitingMission:
    """A mission that cites a source: in its draft at these spots, and in editions, newest first."""

    mission: Mission
    spots: tuple[Spot, ...]
    editions: tuple[tuple[int, str], ...]
    count: int

    @property
    def numbers(self) -> str:
        return ", ".join(str(number) for number, _slug in reversed(self.editions))


def citing_missions(source: Source) -> list[CitingMission]:
    """Return every mission that cites a source, by name."""
    drafts: dict[Mission, list[Naming]] = {}
    for naming in namings(source):
        drafts.setdefault(naming.mission, []).append(naming)
    editions: dict[Mission, list[tuple[int, str]]] = {}
    cited = source.citations.order_by("-edition__number").select_related("edition__mission")
    for citation in cited.defer("edition__document"):
        edition = citation.edition
        editions.setdefault(edition.mission, []).append((edition.number, edition.slug))
    return [
        CitingMission(
            mission=mission,
            spots=tuple(spot for naming in drafts.get(mission, ()) for spot in spots(naming)),
            editions=tuple(editions.get(mission, ())),
            count=sum(naming.count for naming in drafts.get(mission, ())),
        )
        for mission in sorted({*drafts, *editions}, key=lambda one: (one.name, one.key))
    ]


def spots(naming: Naming) -> Iterable[Spot]:
    """Yield the places of a row: each field of a mission, `summary`; an entry as one, `phase “Relocation”`."""
    row, mission = naming.row, naming.mission.pk
    if isinstance(row, Mission):
        for field in naming.counts:
            yield Spot(str(field.verbose_name), spot(mission, Place("mission", row.key, field.name), field.name))
        return
    kind = section(type(row))  # type: ignore[arg-type]  # all but missions are entries
    yield Spot(called(row._meta.verbose_name, title_of(kind, vars(row))), spot(mission, Place(kind, row.key, "")))


def citing(source: Source) -> str:
    """Say where a source is cited, by mission and edition and by place in the drafts; "" if nowhere."""
    found = citing_missions(source)
    places = [
        ngettext("%(mission)s (edition %(numbers)s)", "%(mission)s (editions %(numbers)s)", len(one.editions))
        % {"mission": one.mission.name, "numbers": one.numbers}
        for one in found
        if one.editions
    ]
    places += [
        _("the draft of %(mission)s (%(places)s)")
        % {"mission": one.mission.name, "places": ", ".join(spot.words for spot in one.spots)}
        for one in found
        if one.spots
    ]
    return get_text_list(places, _("and")) if places else ""
