"""What publishing a draft would do, shown before it is done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from missions.editions.compare import EntryChange, compare
from missions.editions.document import compose, fingerprint, lift
from missions.editions.edges import Places, places_of
from missions.editions.naming import under_present_keys
from missions.editions.parts import Part, choose, part_at, parts_of
from missions.editions.problems import Problem, problems
from missions.editions.record import Record, wordings_of
from missions.editions.statements import Place
from missions.models import Edition, Mission, Notice


@dataclass(frozen=True)
class Proposal:
    """What publishing a mission now would do: its document, what stands against it, and how it differs.

    `last` is the newest edition, live or withdrawn, or None; `difference` is empty if nothing would change; `places`
    are those of its edges. `parts` are all that differ from `last` in the draft, `record`, and `chosen` the names of
    those in the document.
    """

    record: Record
    document: dict
    places: Places
    problems: tuple[Problem, ...]
    last: Edition | None
    difference: tuple[EntryChange, ...]
    parts: tuple[Part, ...]
    chosen: frozenset[str]

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.document)

    @property
    def before(self) -> Mapping | None:
        """Return the document that readers saw last."""
        return lift(self.last.document) if self.last else None

    @property
    def sources(self) -> frozenset[str]:
        """Return the keys of all sources it rests on: those the draft names, and those only live forms still cite."""
        return frozenset(self.record.sources).union(source["key"] for source in self.document["sources"])

    @property
    def left(self) -> tuple[Part, ...]:
        """Return the parts of the draft that stay unpublished."""
        return tuple(part for part in self.parts if part.name not in self.chosen)


def propose(
    mission: Mission,
    *,
    together: Iterable[str] = (),
    record: Record | None = None,
    parts: Collection[str] | None = None,
) -> Proposal:
    """Compose the draft of a mission and compare it with its newest edition; writes nothing.

    `record` is the draft as it will be, where it is not written yet. With `parts`, the names of some of those that
    differ, the document takes these alone; what never was published goes out whole.
    """
    record = record or Record.from_draft(mission.pk, together=together)
    document = compose(record)
    last = Edition.objects.newest().filter(mission_id=mission.pk).first()
    before = lift(last.document) if last else None
    difference = compare(before, document)
    all_parts = parts_of(difference)
    names = frozenset(part.name for part in all_parts)
    chosen = names if parts is None or before is None else names.intersection(parts)
    if before is not None and chosen != names:
        # What keeps its live form names sources by the keys they have today.
        live = under_present_keys(before)
        document = compose(choose(record, live, chosen, known_sources(record, live)))
        difference = compare(before, document)
    against = tuple(mended_by_choice(one, names - chosen) for one in problems(document, mission_id=mission.pk))
    if last and last.standing == Notice.Kind.WITHDRAWN:
        against = (withdrawn_problem(document), *against)
    return Proposal(record, document, places_of(document), against, last, difference, all_parts, chosen)


def known_sources(record: Record, before: Mapping) -> dict[str, Mapping]:
    """Return the sources that exist among those the draft or the live document names, as they are worded now."""
    others = {row["key"] for row in before["sources"]} - record.sources.keys()
    return {**record.sources, **(wordings_of(others) if others else {})}


def mended_by_choice(problem: Problem, left: Collection[str]) -> Problem:
    """Return a problem with the cure that helps where the draft is not what is shown."""
    if part_at(problem.place) not in left:
        return problem
    return replace(problem, cure=_("Its live form can no longer stand alone: publish its change as well."))


def withdrawn_problem(document: dict) -> Problem:
    return Problem(
        "withdrawn",
        _("This record is withdrawn."),
        Place("mission", document["mission"]["key"], "name"),
        _("Republish it first; then publish the change."),
    )
