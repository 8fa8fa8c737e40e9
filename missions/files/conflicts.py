"""Where a file and an editor both changed a record: both texts in words, and the editor's kept where a file wins."""

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from django.core import serializers
from django.utils.translation import gettext as _

from missions.files.refusals import MOST, LoadRefused
from missions.files.rows import ORDER, POINTS, stored
from missions.files.spool import Spool, Spooled, Verdict, in_batches
from missions.models import Content
from missions.text.differences import difference


def refuse_conflicts(spool: Spool) -> None:
    """Refuse rows that both a file and an editor changed, with both texts. Raises LoadRefused."""
    sentences = []
    for row in spool.rows("verdict = ?", Verdict.CONFLICT.value):
        sentences.append("\n".join(words_of(row)))
        if len(sentences) > MOST:
            break
    if sentences:
        cure = _(
            "Take the editors’ words into the files, or load with --overwrite, which takes the files’ side and keeps "
            "the editors’ words in a file."
        )
        raise LoadRefused([*sentences, cure])


def words_of(row: Spooled) -> Iterator[str]:
    """Yield the lines that tell a conflict: the record, then each field with both texts."""
    model = row.origin.model
    if row.pk is None:
        yield row.origin.says(_("an editor removed this record since it was last loaded, and the file changed it."))
        return
    if row.base:
        yield row.origin.says(_("an editor changed this record since it was last loaded, and the file changed too."))
    else:
        yield row.origin.says(_("an editor made a record with this key, and the file’s is another."))
    for _pk, now in stored(model, pk=row.pk):
        for name, said in row.content.items():
            if now[name] != said:
                line = row.origin.lines.get(name, row.origin.line)
                yield f"  {row.origin.file}, line {line}, {name}: " + _("[-the editor’s words-] {+the file’s words+}")
                yield from (f"    {text}" for text in both(as_text(now[name]), as_text(said)))


def as_text(value) -> str:
    if isinstance(value, tuple):
        return value[0]
    return "" if value is None else str(value)


def both(old: str, new: str) -> Iterator[str]:
    """Yield the lines of two texts as one: [-what went-], {+what came+}, ¶ for a line break that went or came.

    Lines that stayed are left out.
    """
    marks = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
    lines = [""]
    for piece in difference(old, new):
        opening, closing = marks[piece.kind]
        first, *rest = piece.text.split("\n")
        for part in (first, *rest):
            is_last = part is (rest or [first])[-1]
            shown = part if is_last or not opening else f"{part}¶"
            lines[-1] += f"{opening}{shown}{closing}" if shown else ""
            if not is_last:
                lines.append("")
    for is_changed, group in groupby(lines, key=lambda line: "[-" in line or "{+" in line):
        yield from group if is_changed else ("…",)


def keep(spool: Spool, file: Path, *, prunes: bool) -> bool:
    """Write to a fixture file what editors wrote and this load overwrites or prunes; return whether there was any."""
    rows = list(lost(spool, prunes=prunes))
    if not rows:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    # Fails where the file exists: what was kept before is never lost to what is kept now.
    with file.open("x", encoding="utf-8", newline="\n") as kept:
        serializers.serialize("yaml", rows, stream=kept)
        kept.flush()
        os.fsync(kept.fileno())
    return True


def lost(spool: Spool, *, prunes: bool) -> Iterator[Content]:
    """Yield the stored rows whose text would be nowhere else."""
    overwritten = spool.ask("SELECT model, pk FROM row WHERE verdict = ? AND pk IS NOT NULL", Verdict.OVERWRITTEN.value)
    pruned = [(ORDER.index(gone.model), gone.pk) for gone in spool.gone("is_edited")] if prunes else []
    for number, model in enumerate(ORDER):
        for pks in in_batches(pk for found, pk in (*overwritten, *pruned) if found == number):
            stored = model.objects.filter(pk__in=pks)
            yield from stored.select_related(*POINTS[model]) if POINTS[model] else stored
