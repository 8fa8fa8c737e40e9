"""What a review finds: one fault, or one measure, each with its place."""

from dataclasses import dataclass

from missions.editions.statements import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: a stable code, a full sentence, and where; `mission` is empty for the library of sources."""

    code: str
    sentence: str
    mission: str
    place: Place

    @property
    def where(self) -> str:
        """Return the place as files name it: "nmi, leaders/olsen, dates"; "sources/rid-2022, url"."""
        entry = self.place.section if self.place.section == "mission" else f"{self.place.section}/{self.place.key}"
        return ", ".join(filter(None, (self.mission, entry, self.place.field, self.place.where)))

    def __str__(self):
        return f"{self.where}: {self.sentence}"
