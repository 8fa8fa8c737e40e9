"""Two wordings of a text as stretches that stayed, went or came; long ones that stayed are folded."""

from dataclasses import dataclass

from missions.text.differences import difference

# Characters of context on either side of a change.
CONTEXT = 80
LEAST_FOLDED = 4 * CONTEXT


@dataclass(frozen=True, slots=True)
class Stretch:
    """`kind` is "same", "folded", "deleted" or "inserted"; `count` is the number of its words."""

    kind: str
    text: str

    @property
    def count(self) -> int:
        return len(self.text.split())


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Return what leads from one wording to the other, in reading order; nothing is left out, only folded."""
    pieces = difference(old, new)
    found: list[Stretch] = []
    for place, piece in enumerate(pieces):
        if piece.kind == "same":
            found += folded(piece.text, first=place == 0, last=place == len(pieces) - 1)
        else:
            found.append(Stretch(piece.kind, piece.text))
    return tuple(found)


def folded(text: str, *, first: bool, last: bool) -> list[Stretch]:
    """Fold the middle of a long stretch; at the ends of a text there is no change to give context to."""
    if len(text) < LEAST_FOLDED:
        return [Stretch("same", text)]
    start = 0 if first else text.find(" ", CONTEXT) + 1
    end = len(text) if last else text.rfind(" ", start, len(text) - CONTEXT) + 1
    if end <= start:
        return [Stretch("same", text)]
    parts = (("same", text[:start]), ("folded", text[start:end]), ("same", text[end:]))
    return [Stretch(kind, part) for kind, part in parts if part]
