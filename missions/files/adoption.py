"""The history that files hold, through `publish.adopt`: verified before the write lock, written under it."""

import pickle
from collections.abc import Iterator

from django.utils.translation import gettext as _

from missions.editions.adopt import Adopted, adds_to_record
from missions.editions.publish import adopt
from missions.editions.verify import AdoptionRefused, History, verify
from missions.files.history import KINDS, edition_of, notice_of, place_of, refused, renamed_in
from missions.files.reader import Row
from missions.files.refusals import LoadRefused
from missions.files.spool import Spool
from missions.models import Edition

# Editions held in memory at once.
PIECE = 20
MISSIONS = "SELECT DISTINCT mission FROM history ORDER BY mission"


def is_history(row: Row) -> bool:
    return row.model in KINDS


def keep_history(spool: Spool, row: Row) -> None:
    """Keep a row of the history until it is written. Raises LoadRefused."""
    key, number = place_of(row)
    if row.model == Edition._meta.label_lower:
        for file, line in spool.ask(
            "SELECT file, line FROM history WHERE model = ? AND mission = ? AND number = ?", row.model, key, number
        ):
            raise refused(row, _("the same edition stands in %s, line %d.") % (file, line))
    spool.note(
        "INSERT INTO history (file, line, model, mission, number, pickled) VALUES (?, ?, ?, ?, ?, ?)",
        [(row.file, row.line, row.model, key, number, pickle.dumps(row))],
    )


def verify_all(spool: Spool, *, publishes: bool) -> set[str]:
    """Verify every chain of the files; return the keys of missions whose record lacks any of it. Raises LoadRefused."""
    lacking: set[str] = set()
    before: tuple[str, int, str] = ("", 0, "")
    for history, rows in pieces(spool, [key for (key,) in spool.ask(MISSIONS)]):
        first = history.editions[0].number if history.editions else 1
        previous = before[2] if before[:2] == (history.mission_key, first - 1) else ""
        try:
            verify(history, previous=previous)
        except AdoptionRefused as refusal:
            raise worded(refusal, rows) from refusal
        if history.editions:
            last = history.editions[-1]
            before = (history.mission_key, last.number, history.published_seal(last))
        if adds_to_record(history):
            lacking.add(history.mission_key)
            if not publishes:
                sentence = _("it brings published editions, which readers see. Load it without --no-publish.")
                raise refused(rows[0], sentence)
    return lacking


def adopt_all(spool: Spool, lacking: set[str]) -> dict[str, Adopted]:
    """Take over what the record lacks, under the lock; return it by mission. Raises LoadRefused."""
    adopted: dict[str, Adopted] = {}
    # What the record held before the lock it holds now: editions never vanish.
    for history, rows in pieces(spool, sorted(lacking)):
        try:
            # Everything in the spool was verified before the lock.
            new = adopt(history, proven={edition.seal for edition in history.editions})
        except AdoptionRefused as refusal:
            raise worded(refusal, rows) from refusal
        if new != Adopted():
            before = adopted.get(history.mission_key, Adopted())
            adopted[history.mission_key] = Adopted(before.editions + new.editions, before.notices + new.notices)
    return adopted


def pieces(spool: Spool, keys: list[str]) -> Iterator[tuple[History, list[Row]]]:
    """Yield the histories of some missions, oldest first, some editions at a time, with their rows."""
    for key in keys:
        numbers = spool.ask("SELECT DISTINCT number FROM history WHERE mission = ? ORDER BY number", key)
        for start in range(0, len(numbers), PIECE):
            (first,), (last,) = numbers[start], numbers[start : start + PIECE][-1]
            question = "SELECT pickled FROM history WHERE mission = ? AND number BETWEEN ? AND ? ORDER BY number, id"
            # Pickled by this process, from plain values.
            rows = [pickle.loads(pickled) for (pickled,) in spool.ask(question, key, first, last)]  # noqa: S301
            yield history_of(key, rows), rows


def history_of(key: str, rows: list[Row]) -> History:
    label = Edition._meta.label_lower
    editions = [row for row in rows if row.model == label]
    return History(
        key,
        tuple(edition_of(row) for row in editions),
        tuple((place_of(row)[1], notice_of(row)) for row in rows if row.model != label),
        {place_of(row)[1]: renamed_in(row) for row in editions},
    )


def worded(refusal: AdoptionRefused, rows: list[Row]) -> LoadRefused:
    """Return a refusal with the file and line of what it is about."""
    row = next((row for row in rows if place_of(row)[1] == refusal.number), rows[0])
    key, number = place_of(row)
    return refused(row, f"“{key}/{number}”: {refusal.sentence}")
