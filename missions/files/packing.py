"""Files into one folder or zip with checksums: the same bytes for the same content, whole or not at all."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

MANIFEST = "MANIFEST.sha256"
# The first moment a zip file can name.
NO_TIME = (1980, 1, 1, 0, 0, 0)

Files = Iterable[tuple[str, Iterable[str]]]


class PackingRefused(Exception):
    """What stands at the target is not an archive; the text is one sentence with the cure."""


def pack(target: Path, files: Files) -> int:
    """Write files, given by path and pieces of text, and their checksums; return how many there are.

    A target that ends in `.zip` becomes a zip file, any other a folder. An earlier archive is replaced; anything else
    is left alone: raises PackingRefused.
    """
    refuse_what_is_no_archive(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as scratch:
        folder = Path(scratch, "folder")
        folder.mkdir()
        count = write(folder, files)
        if target.suffix == ".zip":
            zipped(folder, Path(scratch, "zip")).replace(target)
        else:
            exchange(folder, target, Path(scratch, "before"))
    return count


def refuse_what_is_no_archive(target: Path) -> None:
    if not target.exists():
        return
    held = set(names_in(target))
    if MANIFEST not in held and (held or target.is_file()):
        raise PackingRefused(_("%s is not an archive of this command. Name another place, or remove it.") % target)
    strangers = sorted(held - {MANIFEST} - names_in_manifest(target)) if held else []
    if strangers:
        raise PackingRefused(
            _("%(target)s holds %(name)s, which no archive has. Move it elsewhere first.")
            % {"target": target, "name": strangers[0]}
        )


def names_in(target: Path) -> list[str]:
    if target.is_dir():
        return [path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()]
    if target.suffix == ".zip" and zipfile.is_zipfile(target):
        with zipfile.ZipFile(target) as archive:
            return archive.namelist()
    return []


def names_in_manifest(target: Path) -> set[str]:
    if target.is_dir():
        manifest = (target / MANIFEST).read_text(encoding="utf-8", errors="replace")
    else:
        with zipfile.ZipFile(target) as archive:
            manifest = archive.read(MANIFEST).decode(errors="replace")
    return {line[66:] for line in manifest.splitlines()}


def write(folder: Path, files: Files) -> int:
    """Write files and their checksums, as `sha256sum --check` reads them."""
    sums = {}
    for name, pieces in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with path.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode())
                digest.update(piece.encode())
        sums[name] = digest.hexdigest()
    manifest = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    (folder / MANIFEST).write_text(manifest, encoding="utf-8", newline="\n")
    return len(sums)


def zipped(folder: Path, place: Path) -> Path:
    # Stored, not deflated: compressed bytes differ between versions of zlib.
    with zipfile.ZipFile(place, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(names_in(folder)):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as source, archive.open(entry, "w") as copy:
                while piece := source.read(1 << 20):
                    copy.write(piece)
    return place


def exchange(folder: Path, target: Path, before: Path) -> None:
    """Put a folder at the target; what stood there goes when the new one stands."""
    if target.exists():
        target.rename(before)
    try:
        folder.rename(target)
    except OSError:
        if before.exists():
            before.rename(target)
        raise
