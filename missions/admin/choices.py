"""The difference on a screen of the desk: each part with its tick, and what follows from those that are ticked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.admin.messages import called
from missions.admin.places import PlacedProblem, placed
from missions.editions.document import compose
from missions.editions.parts import Part
from missions.editions.proposal import Proposal
from missions.models import Edition, Mission, Notice
from missions.pages.changes import ChangeWords, words_of
from missions.pages.names import field_of, noun, plural, verb
from missions.pages.summaries import SummaryLine, summary_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of the difference: the name of its tick, what it is called, and what it changes, as readers see it.

    `can_return` marks an entry that was deleted and can be brought back from what is live.
    """

    name: str
    label: str
    is_chosen: bool
    can_return: bool
    changes: tuple[ChangeWords, ...]

    @property
    def is_order(self) -> bool:
        return self.name.startswith("order/")

    @property
    def id(self) -> str:
        return f"part-{self.name.replace('/', '-')}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a screen shows of a proposal; `following` is what comes with the choices and has no tick of its own."""

    last: Edition | None
    is_withdrawn: bool
    choices: tuple[Choice, ...]
    following: tuple[ChangeWords, ...]
    summary: tuple[SummaryLine, ...]
    problems: list[PlacedProblem]
    number: int
    is_changing: bool

    @classmethod
    def of(cls, mission: Mission, proposal: Proposal) -> "Shown":
        choices, following = choices_of(proposal), following_of(proposal)
        chosen = [change for choice in choices if choice.is_chosen and not choice.is_order for change in choice.changes]
        return cls(
            last=proposal.last,
            is_withdrawn=proposal.last is not None and proposal.last.standing == Notice.Kind.WITHDRAWN,
            choices=choices,
            following=following,
            summary=summary_of([*chosen, *following]),
            problems=placed(mission, proposal.problems),
            number=proposal.last.number + 1 if proposal.last else 1,
            is_changing=bool(proposal.difference),
        )

    @property
    def has_changes(self) -> bool:
        return bool(self.choices or self.following)


def choices_of(proposal: Proposal) -> tuple[Choice, ...]:
    if proposal.last is None:
        return ()
    draft = compose(proposal.record) if proposal.left else proposal.document
    return tuple(
        Choice(
            name=part.name,
            label=label_of(part),
            is_chosen=part.name in proposal.chosen,
            can_return=part.changes[0].kind == "removed",
            changes=tuple(worded(part, proposal, draft)),
        )
        for part in proposal.parts
    )


def following_of(proposal: Proposal) -> tuple[ChangeWords, ...]:
    """Return what of a difference is in no part: sources that come and go, and all of a first edition."""
    named = {change.section + change.key for part in proposal.parts for change in part.changes}
    if proposal.last is None:
        return words_of(proposal.difference, None, proposal.document)
    rest = [change for change in proposal.difference if change.section == "sources"]
    rest = [change for change in rest if change.section + change.key not in named]
    return words_of(rest, proposal.before, proposal.document)


def label_of(part: Part) -> str:
    """Return what a part is called: “phase “Relocation”, “mission: summary”, “order of the initiatives”."""
    section, key = part.name.split("/")
    if section == "order":
        return _("order of the %(nouns)s") % {"nouns": plural(key)}
    if section == "mission":
        return _("%(noun)s: %(title)s") % {"noun": noun(section), "title": field_of(section, key).verbose_name}
    return called(noun(section), part.changes[0].title)


def worded(part: Part, proposal: Proposal, draft: dict) -> Iterator[ChangeWords]:
    """Yield what a part changes, each with an id of its own: an entry may be in two parts, the mission in many."""
    if part.is_order:
        yield order_words(part)
        return
    for change in words_of(part.changes, proposal.before, draft):
        yield replace(change, part=part.name.replace("/", "-")) if change.section == "mission" else change


def order_words(part: Part) -> ChangeWords:
    """Return a new order as one change, with a sentence for each entry that stands elsewhere."""
    moved = [change for change in part.changes if change.follows is not None]
    sentences = tuple(
        (
            _("“%(title)s” now follows “%(other)s”.")
            if change.follows
            else _("“%(title)s” now stands first of its kind.")
        )
        % {"title": change.title, "other": change.follows}
        for change in moved
    )
    return ChangeWords(
        kind="moved",
        verb=capfirst(verb("moved" if moved else "changed")),
        section=part.changes[0].section,
        noun=label_of(part),
        title="",
        anchor="",
        sentences=sentences or (_("Only the numbers are others; every entry stands where it stood."),),
        fields=(),
        part=part.name.replace("/", "-"),
    )
