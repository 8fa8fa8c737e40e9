"""Editions and notices as histories, of a mission and of the site, and where a page stands among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from missions.pages.changes import ChangeWords
from missions.pages.citable import Citable
from missions.pages.described import Described
from missions.pages.edition import EditionHead
from missions.pages.mission import MissionPage
from missions.pages.summaries import SummaryLine
from missions.pages.works import difference_work


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """Public words about an edition. `slug` is the edition's own.

    `kind` is "withdrawn", "republished" or "redacted": then `replaced_seal` is the seal before words were removed.
    """

    kind: str
    words: str
    maker: str
    made_at: datetime
    number: int
    slug: str = ""
    replaced_seal: str = ""

    @property
    def is_removal(self) -> bool:
        return self.kind == "redacted"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a history: an edition, or a notice about one."""

    at: datetime
    edition: EditionHead | None = None
    notice: NoticeWords | None = None

    @property
    def previous(self) -> int:
        """Return the number of the edition before, 0 for none."""
        return self.edition.number - 1 if self.edition else 0

    @property
    def is_minor(self) -> bool:
        return bool(self.edition and self.edition.minor)

    @property
    def id(self) -> str:
        """Return its id in the list of editions: "edition-2", "withdrawn-20261124T120000Z"."""
        if self.notice and self.notice.is_removal:
            # One removal may be about several editions, at the same moment.
            return f"redacted-{self.notice.number}-{self.at:%Y%m%dT%H%M%SZ}"
        if self.notice:
            return f"{self.notice.kind}-{self.at:%Y%m%dT%H%M%SZ}"
        return f"edition-{self.edition.number}" if self.edition else ""


@dataclass(frozen=True, slots=True)
class SiteEvent:
    """A line of the site's history: what happened to which record, at whose present slug."""

    name: str
    slug: str
    event: Event
    is_withdrawn: bool

    @property
    def is_minor(self) -> bool:
        return self.event.is_minor


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring lines of a history: minor ones, which are folded, or others."""

    is_minor: bool
    lines: tuple


@dataclass(frozen=True, slots=True)
class History:
    """Every change of a mission's page, newest first. `withdrawal` is the notice in force, if it is withdrawn."""

    name: str
    slug: str
    newest: int
    withdrawal: NoticeWords | None
    events: tuple[Event, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        return runs_of(self.events)

    @property
    def has_removals(self) -> bool:
        return any(event.notice and event.notice.is_removal for event in self.events)

    @property
    def oldest(self) -> int:
        """Return the edition to compare the newest with, if nobody says another."""
        return max(1, self.newest - 1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stood at the end of a day: the edition that was live, None before the first, under which notice."""

    day: date
    name: str
    slug: str
    first: EditionHead
    newest: EditionHead
    edition: EditionHead | None
    withdrawal: NoticeWords | None
    is_future: bool


# Without slots: it keeps what its page asks for twice.
@dataclass(frozen=True)
class Shown:
    """A mission's page and where it stands: at its live address or fixed at an edition's, live or withdrawn."""

    page: MissionPage
    slug: str
    newest: int
    withdrawal: NoticeWords | None
    is_fixed: bool
    changed_at: datetime | None = None
    removals: tuple[NoticeWords, ...] = ()

    @property
    def is_newest(self) -> bool:
        return self.page.edition is not None and self.page.edition.number == self.newest

    @cached_property
    def citable(self) -> Citable | None:
        """Return how it is cited; a draft is not."""
        if self.page.edition is None:
            return None
        return Citable.of_edition(self.page.name, self.slug, self.page.edition)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions of a mission and what lies between them."""

    name: str
    slug: str
    newest: int
    withdrawal: NoticeWords | None
    old: EditionHead
    new: EditionHead
    changes: tuple[ChangeWords, ...]
    summary: tuple[SummaryLine, ...]

    @property
    def described(self) -> Described:
        return Described.of(difference_work(self.name, self.slug, self.old, self.new))


def events_of(editions: Iterable[EditionHead], notices: Iterable[NoticeWords]) -> tuple[Event, ...]:
    """Return editions and notices as one history, newest first."""
    events = [Event(edition.published_at, edition=edition) for edition in editions]
    events += [Event(notice.made_at, notice=notice) for notice in notices]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def runs_of(lines: Iterable[Event | SiteEvent]) -> tuple[Run, ...]:
    """Return lines of a history in their order, with neighbouring minor ones together."""
    return tuple(Run(minor, tuple(group)) for minor, group in groupby(lines, key=lambda line: line.is_minor))
