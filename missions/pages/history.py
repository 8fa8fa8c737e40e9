"""A mission's editions and notices, and where a page stands among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from missions.pages.changes import ChangeWords
from missions.pages.edition import EditionHead
from missions.pages.mission import MissionPage


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """Public words about an edition. `kind` is "withdrawn" or "republished"."""

    kind: str
    words: str
    maker: str
    made_at: datetime
    number: int


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


@dataclass(frozen=True, slots=True)
class History:
    """Every change of a mission's page, newest first. `withdrawal` is the notice in force, if it is withdrawn."""

    name: str
    slug: str
    newest: int
    withdrawal: NoticeWords | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A mission's page and where it stands: at its live address or fixed at an edition's, live or withdrawn."""

    page: MissionPage
    slug: str
    newest: int
    withdrawal: NoticeWords | None
    is_fixed: bool

    @property
    def is_newest(self) -> bool:
        return self.page.edition.number == self.newest


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


def events_of(editions: Iterable[EditionHead], notices: Iterable[NoticeWords]) -> tuple[Event, ...]:
    """Return editions and notices as one history, newest first."""
    events = [Event(edition.published_at, edition=edition) for edition in editions]
    events += [Event(notice.made_at, notice=notice) for notice in notices]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))
