"""The rows of a load on disk, between reading them and writing them, so that many files take no more memory than one.

A temporary SQLite database that belongs to no name: it vanishes with the process, however that ends.
"""

import json
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from missions.files.refusals import Origin
from missions.files.rows import ORDER, POINTS, Checked, digest
from missions.models import Content, Mission

TABLES = """
CREATE TABLE row (
    id INTEGER PRIMARY KEY, model INTEGER, mission TEXT, key TEXT, file TEXT, line INTEGER, lines TEXT,
    content TEXT, digest TEXT, slug TEXT, verdict TEXT, pk INTEGER, was TEXT, base TEXT, UNIQUE (model, mission, key)
);
CREATE INDEX row_by_mission ON row (mission);
CREATE INDEX row_by_slug ON row (slug) WHERE slug IS NOT NULL;
CREATE TABLE point (row INTEGER, field TEXT, model INTEGER, key TEXT);
CREATE TABLE gone (model INTEGER, mission TEXT, key TEXT, pk INTEGER, was TEXT, is_edited INTEGER);
CREATE TABLE proposal (mission TEXT PRIMARY KEY, reason TEXT, pickled BLOB);
CREATE TABLE history (
    id INTEGER PRIMARY KEY, file TEXT, line INTEGER, model TEXT, mission TEXT, number INTEGER, pickled BLOB
);
CREATE INDEX history_by_number ON history (mission, number);
"""
BATCH = 400


class Verdict(Enum):
    """What a load does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  # an editor changed the row since it was loaded; the file did not change
    REMOVED = "removed"  # an editor removed the row since it was loaded; the file did not change
    CONFLICT = "conflict"  # both changed
    OVERWRITTEN = "overwritten"  # both changed, and the file's side was asked for


WRITTEN = (Verdict.NEW, Verdict.CHANGED, Verdict.OVERWRITTEN)
IS_WRITTEN = "verdict IN ('new', 'changed', 'overwritten')"


class Spooled(NamedTuple):
    """A row of a file beside what the record holds: `pk` and the fingerprint `was` of the stored row, None without
    one; `base` is the fingerprint of what was last loaded, "" if nothing was."""

    id: int
    origin: Origin
    content: dict
    digest: str
    verdict: Verdict | None
    pk: int | None
    was: str | None
    base: str

    @property
    def identity(self) -> tuple[str, str]:
        return self.origin.mission, self.origin.key


class Gone(NamedTuple):
    """A stored row that a file held once and that these files hold no longer."""

    model: type[Content]
    mission: str
    key: str
    pk: int
    was: str
    is_edited: bool


class Spool:
    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.execute("PRAGMA cache_size = -4000")
        self.database.executescript(TABLES)
        self.database.execute("BEGIN")

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *error) -> None:
        self.database.close()

    def ask(self, question: str, *values) -> list[tuple]:
        return self.database.execute(question, values).fetchall()

    def one(self, question: str, *values) -> Any:
        """Return the first column of the first row."""
        return self.database.execute(question, values).fetchone()[0]

    def note(self, statement: str, values: Iterable[tuple]) -> None:
        self.database.executemany(statement, values)

    def add(self, checked: Checked) -> tuple[str, int] | None:
        """Keep a row. If its record stands in the files already, keep nothing and return that file and line."""
        origin, content = checked
        model = ORDER.index(origin.model)
        found = self.database.execute(
            "INSERT OR IGNORE INTO row (model, mission, key, file, line, lines, content, digest, slug)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                model,
                origin.mission,
                origin.key,
                origin.file,
                origin.line,
                json.dumps(origin.lines),
                json.dumps(content),
                digest(content),
                content["slug"] if origin.model is Mission else None,
            ),
        )
        if not found.rowcount:
            ((file, line),) = self.ask(
                "SELECT file, line FROM row WHERE model = ? AND mission = ? AND key = ?",
                model, origin.mission, origin.key,
            )  # fmt: skip
            return file, line
        for name, target in POINTS[origin.model].items():
            self.database.execute(
                "INSERT INTO point VALUES (?, ?, ?, ?)",
                (found.lastrowid, name, ORDER.index(target), content[name][0]),
            )
        return None

    def rows(self, where: str = "1", *values, order: str = "id") -> Iterator[Spooled]:
        """Yield rows in pieces; the table may be written meanwhile, `id` and `order` never are."""
        ids = self.database.execute(f"SELECT id FROM row WHERE {where} ORDER BY {order}", values)
        while batch := ids.fetchmany(BATCH):
            marks = ", ".join("?" * len(batch))
            found = self.ask(f"SELECT * FROM row WHERE id IN ({marks}) ORDER BY {order}", *(pk for (pk,) in batch))
            yield from map(spooled, found)

    def find(self, model: type[Content], mission: str, key: str) -> Spooled | None:
        where = "model = ? AND mission = ? AND key = ?"
        return next(self.rows(where, ORDER.index(model), mission, key), None)

    def missions(self) -> Iterator[list[str]]:
        """Yield the keys of the missions that the files have rows of, in order, some at a time."""
        last = ""
        while found := self.ask("SELECT DISTINCT mission FROM row WHERE mission > ? ORDER BY mission LIMIT 50", last):
            keys = [key for (key,) in found]
            yield keys
            last = keys[-1]

    def gone(self, where: str = "1", *values) -> Iterator[Gone]:
        found = self.ask(f"SELECT * FROM gone WHERE {where} ORDER BY model DESC, mission, key", *values)
        for model, mission, key, pk, was, is_edited in found:
            yield Gone(ORDER[model], mission, key, pk, was, bool(is_edited))

    def propose(self, mission: str, reason: str, proposal) -> None:
        self.database.execute("INSERT INTO proposal VALUES (?, ?, ?)", (mission, reason, pickle.dumps(proposal)))

    def proposals(self) -> Iterator[tuple[str, str, Any]]:
        """Yield (mission key, reason, proposal), by key."""
        for mission, reason, pickled in self.database.execute("SELECT * FROM proposal ORDER BY mission"):
            yield mission, reason, pickle.loads(pickled)  # noqa: S301  # its own, of this process  # noqa: S301  # its own, of this process


def spooled(found: tuple) -> Spooled:
    id_, model, mission, key, file, line, lines, content, fingerprint, _slug, verdict, pk, was, base = found
    values = json.loads(content)
    for name in POINTS[ORDER[model]]:
        values[name] = tuple(values[name])
    origin = Origin(file, line, ORDER[model], mission, key, json.loads(lines))
    return Spooled(id_, origin, values, fingerprint, Verdict(verdict) if verdict else None, pk, was, base or "")


def in_batches(found: Iterable, size: int = BATCH) -> Iterator[list]:
    batch = []
    for one in found:
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
