"""A folder that one program fills and keeps up to date: it knows its own files by checksums, and touches no other.

Its files are written beside their places and renamed, so that none is ever half there. Which files are its own stands
in its manifest before the first of them is written: a run that is killed leaves nothing that the next does not know.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from threading import Lock

from django.core.files import locks
from django.utils.translation import gettext as _

HOUSE = ".export"
# As `sha256sum --check .export/MANIFEST.sha256` reads it.
MANIFEST = f"{HOUSE}/MANIFEST.sha256"
MARKS = f"{HOUSE}/marks.json"
NOT_YET = "0" * 64
PACKED = (".gz", ".br")


class FolderRefused(Exception):
    """A folder that may not be filled; the text is a sentence with the cure."""


class KeptFolder:
    """An open folder. `marks` says what each group of files depended on when it was last written whole."""

    def __init__(self, target: Path, *, apart_from: Iterable[Path]) -> None:
        self.root = target.resolve()
        refuse(self.root, [place.resolve() for place in apart_from])
        (self.root / HOUSE).mkdir(parents=True, exist_ok=True)
        self.guard = (self.root / HOUSE / "lock").open("w")
        if not locks.lock(self.guard, locks.LOCK_EX | locks.LOCK_NB):
            self.guard.close()
            raise FolderRefused(_("Another export is writing into %s. Wait until it has ended.") % target)
        self.sums = read_manifest(self.root)
        self.marks = read_marks(self.root)
        self.present: dict[str, str] = {}
        self.written = self.removed = 0
        self.names, self.alone = count(), Lock()
        shutil.rmtree(self.root / HOUSE / "new", ignore_errors=True)
        (self.root / HOUSE / "new").mkdir()

    def __enter__(self) -> "KeptFolder":
        return self

    def __exit__(self, *_failed: object) -> None:
        shutil.rmtree(self.root / HOUSE / "new", ignore_errors=True)
        self.guard.close()

    def claim(self, paths: Iterable[str], *, marks: Mapping[str, str]) -> None:
        """Name all files that this run may write, and the marks of those that it leaves alone.

        A file that stands there already, and is another's, is never replaced: raises FolderRefused.
        """
        claimed = {path + ending for path in paths for ending in ("", *PACKED)}
        for path in sorted(claimed - self.sums.keys()):
            if (self.root / path).exists():
                words = _("%(folder)s holds %(name)s, which no export has written. Move it elsewhere first.")
                raise FolderRefused(words % {"folder": self.root, "name": path})
        # What is known of them holds again when all are written.
        self.write_marks(marks)
        self.write_manifest(self.sums | dict.fromkeys(claimed, NOT_YET))

    def keep(self, paths: Iterable[str]) -> bool:
        """Leave files as they are; False if one of them is missing or was never finished."""
        held = [path + ending for path in paths for ending in ("", *PACKED) if not ending or path + ending in self.sums]
        if not all(self.sums.get(path, NOT_YET) != NOT_YET and (self.root / path).is_file() for path in held):
            return False
        with self.alone:
            self.present |= {path: self.sums[path] for path in held}
        return True

    def is_same(self, path: str, content: bytes) -> bool:
        """Return whether a file and what is packed beside it are there with this content."""
        return self.sums.get(path) == checksum(content) and self.keep([path])

    def put(self, path: str, content: bytes, *, at: int | None = None) -> None:
        """Write a file; `at` is the time it shows, in seconds."""
        place, new = self.root / path, self.root / HOUSE / "new" / str(next(self.names))
        new.write_bytes(content)
        if at is not None:
            os.utime(new, (at, at))
        place.parent.mkdir(parents=True, exist_ok=True)
        new.replace(place)
        with self.alone:
            self.present[path] = checksum(content)
            self.written += 1

    def close(self, marks: Mapping[str, str]) -> None:
        """Remove the files of before that are no more, and write down what there is."""
        for path in sorted(self.sums.keys() - self.present.keys()):
            place = self.root / path
            if place.is_file():
                place.unlink()
                self.removed += 1
            remove_empty(place.parent, self.root)
        self.write_manifest(self.present)
        self.write_marks(marks)

    def write_manifest(self, sums: Mapping[str, str]) -> None:
        self.put_own(MANIFEST, "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)))

    def write_marks(self, marks: Mapping[str, str]) -> None:
        self.put_own(MARKS, json.dumps(dict(marks), indent=0, sort_keys=True))

    def put_own(self, path: str, text: str) -> None:
        new = self.root / HOUSE / "new" / Path(path).name
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(self.root / path)


def refuse(root: Path, apart_from: Iterable[Path]) -> None:
    """Raise FolderRefused where an export would lie among other people's files."""
    for place in apart_from:
        if root.is_relative_to(place) or place.is_relative_to(root):
            words = _(
                "%(folder)s and %(own)s, a folder of the site itself, lie in each other. Name a place apart from it."
            )
            raise FolderRefused(words % {"folder": root, "own": place})
    if root.exists() and not root.is_dir():
        raise FolderRefused(_("%s is a file. Name a folder.") % root)
    if root.is_dir() and any(root.iterdir()) and not (root / HOUSE).is_dir():
        raise FolderRefused(_("%s is not empty and no earlier export. Name an empty or a new folder.") % root)


def read_manifest(root: Path) -> dict[str, str]:
    manifest = root / MANIFEST
    lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    return {line[66:]: line[:64] for line in lines}


def read_marks(root: Path) -> dict[str, str]:
    marks = root / MARKS
    return json.loads(marks.read_text(encoding="utf-8")) if marks.is_file() else {}


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
