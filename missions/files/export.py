"""The record into files: `sources.yaml` and one file a mission, named by its key; beside them, the history."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from missions.files.serializer import Serializer
from missions.files.snapshot import snapshot
from missions.models import ENTRIES, Content, Edition, Mission, Notice, Source

SOURCES = "sources.yaml"
# Of one file: a history has no end, a file that is read has.
MOST_EDITIONS = 50


@dataclass
class Exported:
    """What an export did, by file names below its folder; `strangers` belong to no mission and were left alone."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def export(folder: Path, *, with_editions: bool = False) -> Exported:
    """Write the whole draft into a folder, and the history. No file is deleted, or touched if it says the same."""
    exported = Exported()
    with snapshot():
        for name, text in texts(with_editions=with_editions):
            is_new = write(folder / name, text)
            (exported.written if is_new else exported.unchanged).append(name)
    held = {*exported.written, *exported.unchanged}
    for place in {Path(name).parent for name in held}:
        found = {str(place / path.name) for path in (folder / place).glob("*.yaml")}
        exported.strangers += sorted(found - held)
    return exported


def texts(*, with_editions: bool) -> Iterator[tuple[str, str]]:
    """Yield (file name, text) for the library of sources, for each mission and for each piece of its history."""
    yield SOURCES, serialized(Source.objects.all())
    for mission in Mission.objects.order_by("key"):
        yield file_of(mission.key), serialized(rows_of(mission))
        for first in range(1, mission.editions.count() + 1 if with_editions else 1, MOST_EDITIONS):
            yield history_file_of(mission.key, first), serialized(history_of(mission, first))


def file_of(key: str) -> str:
    """Return the name of a mission's file, which is its key; the library's name is never a mission's."""
    return f"{key}.yaml" if f"{key}.yaml" != SOURCES else f"{key}.mission.yaml"


def history_file_of(key: str, first: int) -> str:
    """Return the name of a piece of a mission's history: editions/nmi.yaml, then editions/nmi.51.yaml."""
    return f"editions/{key}.yaml" if first == 1 else f"editions/{key}.{first}.yaml"


def rows_of(mission: Mission) -> Iterator[Content]:
    yield mission
    for model in ENTRIES:
        points = [field.name for field in model._meta.concrete_fields if field.is_relation]
        yield from model.objects.filter(mission=mission).select_related(*points)


def history_of(mission: Mission, first: int) -> Iterator[Edition | Notice]:
    numbers = (first, first + MOST_EDITIONS - 1)
    yield from mission.editions.filter(number__range=numbers)
    yield from Notice.objects.filter(edition__mission=mission, edition__number__range=numbers).select_related("edition")


def serialized(rows: Iterable[Content | Edition | Notice]) -> str:
    return Serializer().serialize(rows)


def write(path: Path, text: str) -> bool:
    """Bring a file to a text, whole or not at all; return whether it differed."""
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True
