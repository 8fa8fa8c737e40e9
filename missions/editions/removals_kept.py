"""What was removed from editions, kept outside the database, so that a backup from before cannot bring it back.

A line a removal in `removals.jsonl` of VAR_DIR: which edition, where in its texts, and the seals before and after. It
holds no removed word; only added to.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path as File

from django.conf import settings

from missions.editions.removal import Keys, Path, places, rule_of
from missions.models import Edition, Notice
from missions.text.removal import Cut

NAME = "removals.jsonl"


@dataclass(frozen=True)
class Kept:
    """A removal from one edition: its notice, the seals before and after, and what was cut where."""

    mission: str
    number: int
    replaced_seal: str
    seal: str
    words: str
    maker: str
    made_at: datetime
    cuts: Mapping[Path, tuple[Cut, ...]]

    @classmethod
    def of(cls, notice: Notice, edition: Edition, cuts: Mapping[Path, Iterable[Cut]]) -> "Kept":
        said = (notice.words, notice.maker, notice.made_at)
        whole = {path: tuple(found) for path, found in cuts.items()}
        return cls(edition.mission.key, edition.number, notice.replaced_seal, edition.seal, *said, whole)

    def is_lacking(self, edition: Edition) -> bool:
        return not edition.notices.filter(kind=Notice.Kind.REDACTED, made_at=self.made_at).exists()

    def keys(self, sealed: Mapping) -> Keys:
        """Return the keys that change, read from an edition that has them still."""
        found = {}
        for place in places(sealed):
            if place.path in self.cuts and rule_of(place.section, place.field) == "key":
                section = "sources" if place.field == "source" else place.section
                found[section, place.text] = self.cuts[place.path][0].put
        return found

    def phrases(self, sealed: Mapping) -> set[str]:
        """Return the words that its cuts take out of an edition that holds them still."""
        new = {"", *self.keys(sealed).values()}
        texts = {place.path: place.text for place in places(sealed)}
        found = ((texts[path], cut) for path, cuts in self.cuts.items() for cut in cuts if cut.put not in new)
        return {text[cut.start : cut.end] for text, cut in found}


def file() -> File:
    return settings.VAR_DIR / NAME


def keep(removals: Iterable[Kept], *, place: File | None = None) -> None:
    """Add removals that the file does not hold, and wait until the disk has them. Raises OSError."""
    place = place or file()
    held = {(one.replaced_seal, one.made_at) for one in kept(place)}
    lines = [line_of(one) + "\n" for one in removals if (one.replaced_seal, one.made_at) not in held]
    if not lines:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("ab") as written:
        written.truncate(sum(map(len, whole_lines(place))))
        written.write("".join(lines).encode())
        written.flush()
        os.fsync(written.fileno())


def kept(place: File | None = None) -> Iterator[Kept]:
    """Yield what was removed, in the order it was. Raises ValueError naming a line that cannot be read."""
    place = place or file()
    for number, line in enumerate(whole_lines(place) if place.exists() else (), 1):
        try:
            yield removal_in(line)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{place}, line {number}: this is no removal.") from error


def seals_left() -> dict[tuple[str, int], str]:
    """Map a mission's key and an edition's number to the seal that the newest removal from it left."""
    return {(one.mission, one.number): one.seal for one in kept()}


def whole_lines(place: File) -> list[bytes]:
    """Return the lines of the file; without the last if a crash cut it short, as its removal was never confirmed."""
    return [line for line in place.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]


def line_of(one: Kept) -> str:
    fields = {name: getattr(one, name) for name in ("mission", "number", "replaced_seal", "seal", "words", "maker")}
    cuts = [[list(path), [list(cut) for cut in found]] for path, found in one.cuts.items()]
    return json.dumps({**fields, "made_at": one.made_at.isoformat(), "cuts": cuts}, sort_keys=True)


def removal_in(line: bytes) -> Kept:
    read = json.loads(line)
    cuts = {tuple(path): tuple(Cut(*cut) for cut in found) for path, found in read.pop("cuts")}
    return Kept(made_at=datetime.fromisoformat(read.pop("made_at")), cuts=cuts, **read)
