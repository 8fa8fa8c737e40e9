"""Who looks on while a load runs: told how far it is and what readers would see. This one looks away."""

from missions.editions.proposal import Proposal


class Watch:
    def progress(self, what: str, done: int, total: int) -> None:
        """Hear that `done` of `total` are read, written or published."""

    def difference(self, mission: str, proposal: Proposal) -> None:
        """Hear what a mission's next edition would be, and so how it differs from what readers see."""

    def gone(self, sentence: str) -> None:
        """Hear of a row that the files no longer hold, before it is removed."""
