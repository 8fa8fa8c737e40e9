"""An edition whole, with all that its files say about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from missions.editions.document import lift
from missions.pages.edition import EditionHead
from missions.pages.history import NoticeWords


@dataclass(frozen=True, slots=True)
class Publication:
    """`stored` is the document as it was sealed, `previous` the seal before, `notices` all of the mission as made.

    `slug` is that of the mission's live page; `newest` the number of its newest edition.
    """

    edition: EditionHead
    slug: str
    stored: Mapping
    seal: str
    previous: str
    newest: int
    is_withdrawn: bool
    notices: tuple[NoticeWords, ...]

    @property
    def document(self) -> Mapping:
        """Return the document in the present format."""
        return lift(self.stored)

    @property
    def name(self) -> str:
        return str(self.document["mission"]["name"])

    @property
    def standing(self) -> str:
        """Return "withdrawn" for every edition of a withdrawn record, else "live" for its newest, else "superseded"."""
        if self.is_withdrawn:
            return "withdrawn"
        return "live" if self.edition.number == self.newest else "superseded"

    @property
    def withdrawal(self) -> NoticeWords | None:
        """Return the notice of a withdrawal that is in force."""
        if not self.is_withdrawn:
            return None
        return next((notice for notice in reversed(self.notices) if not notice.is_removal), None)

    @property
    def removals(self) -> tuple[NoticeWords, ...]:
        """Return the notices that words were removed from this edition."""
        return tuple(one for one in self.notices if one.is_removal and one.number == self.edition.number)
