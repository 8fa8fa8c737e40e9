"""Two wordings of a text as stretches that stayed, went or came; long ones that stayed are folded."""

from dataclasses import dataclass
from itertools import pairwise

from missions.text.differences import difference

# Characters of context on either side of a change.
CONTEXT = 80
LEAST_FOLDED = 4 * CONTEXT


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words. `kind` is "same", "folded", "deleted", "inserted", "divided" or "joined".

    Where paragraphs or lines were divided or joined, `text` is the white space that stands there now.
    """

    kind: str
    text: str

    @property
    def count(self) -> int:
        return len(self.text.split())


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Return what leads from one wording to the other, in reading order; nothing is left out, only folded."""
    pieces = difference(old, new)
    if len(pieces) == 1 and pieces[0].kind == "same":
        # Nothing but what is said beside the words has changed: their beginning tells which they are.
        return tuple(folded(pieces[0].text, first=False, last=True))
    found: list[Stretch] = []
    for place, piece in enumerate(pieces):
        if piece.kind == "same":
            found += folded(piece.text, first=place == 0, last=place == len(pieces) - 1)
        else:
            found.append(Stretch(piece.kind, piece.text))
    return tuple(without_mere_space(found))


def whole(kind: str, text: str) -> tuple[Stretch, ...]:
    """Return a text that came or went as one stretch, none if it is empty."""
    return (Stretch(kind, text),) if text else ()


def without_mere_space(found: list[Stretch]) -> list[Stretch]:
    """Say in one stretch that a space became a line break, or a line break a space."""
    kept: list[Stretch] = []
    for before, stretch in pairwise([Stretch("same", ""), *found]):
        is_space = not before.text.strip() and not stretch.text.strip()
        if (before.kind, stretch.kind) == ("deleted", "inserted") and is_space:
            lines = stretch.text.count("\n") - before.text.count("\n")
            if lines:
                kept[-1] = Stretch("divided" if lines > 0 else "joined", stretch.text)
                continue
        kept.append(stretch)
    return kept


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
