"""Who looks on while a load runs: told how far it is and what readers would see. This one looks away."""

from collections.abc import Iterable

from missions.editions.compare import EntryChange


class Watch:
    def progress(self, what: str, done: int, total: int) -> None:
        """Hear that `done` of `total` are read, written or published."""

    def difference(self, mission: str, changes: Iterable[EntryChange]) -> None:
        """Hear how a mission's next edition differs from what readers see."""

    def gone(self, sentence: str) -> None:
        """Hear of a row that the files no longer hold, before it is removed."""
