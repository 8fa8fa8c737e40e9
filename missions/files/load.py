"""Fixtures into the draft, and on to readers: all of a call or nothing, reported in sentences.

Reading, checking, comparing and composing happen before the write lock; under it rows are only written and frozen.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from missions.editions.adopt import Adopted
from missions.files.adoption import adopt_all, is_history, keep_history, verify_all
from missions.files.conflicts import keep, refuse_conflicts
from missions.files.plan import plan, refuse_what_cannot_be_written
from missions.files.prune import refuse_edited, sentence_of, spare_cited_sources
from missions.files.publishing import propose_all, publish_all
from missions.files.reader import read
from missions.files.refusals import MOST, LoadRefused
from missions.files.rows import check
from missions.files.spool import Spool, Verdict
from missions.files.text_stream import FileRefused
from missions.files.watch import Watch
from missions.files.write import lock, write


@dataclass
class Loaded:
    """What a load did: rows by verdict, sentences about rows that an editor's work kept as they are and about rows the
    files no longer hold, and the names of the editions it made. `removed` counts pruned rows, `adopted` tells what it
    took over of a history, by mission."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    removed: int = 0
    editions: list[str] = field(default_factory=list)
    adopted: dict[str, Adopted] = field(default_factory=dict)
    kept_file: Path | None = None

    def count(self, verdict: Verdict) -> int:
        return self.counts[verdict]


def load(
    paths: Iterable[Path],
    *,
    publishes: bool = True,
    overwrites: bool = False,
    prunes: bool = False,
    is_rehearsal: bool = False,
    kept_file: Path | None = None,
    watch: Watch | None = None,
) -> Loaded:
    """Load fixture files in any order. Raises LoadRefused with sentences; then nothing at all was written.

    `overwrites` takes the files' side over an editor's and writes the editor's text to `kept_file`; `prunes` removes
    rows that files held once and these hold no longer; a rehearsal does everything and leaves nothing.
    """
    watch = watch or Watch()
    with Spool() as spool:
        fill(spool, list(paths), watch)
        # Who brings a history back brings back what was published then, and publishes nothing else by it.
        lacking = verify_all(spool, publishes=publishes)
        publishes = publishes and not lacking
        loaded = prepare(spool, watch, publishes=publishes, overwrites=overwrites, prunes=prunes)
        try:
            with transaction.atomic():
                lock(spool)
                # Before the rows are overwritten; a load that fails later takes the file away again.
                if kept_file and not is_rehearsal and keep(spool, kept_file, prunes=prunes):
                    loaded.kept_file = kept_file
                write(spool, watch, prunes=prunes)
                loaded.adopted = adopt_all(spool, lacking)
                if publishes:
                    loaded.editions = publish_all(spool, watch)
                if is_rehearsal:
                    transaction.set_rollback(True)
        except BaseException:
            if loaded.kept_file:
                loaded.kept_file.unlink()
            raise
        return loaded


def fill(spool: Spool, paths: list[Path], watch: Watch) -> None:
    """Read and check each row of the files into the spool. Raises LoadRefused."""
    sentences: list[str] = []
    for done, path in enumerate(paths, 1):
        try:
            for row in read(path):
                try:
                    if is_history(row):
                        keep_history(spool, row)
                        continue
                    checked = check(row)
                except LoadRefused as refusal:
                    sentences += refusal.sentences
                else:
                    if found := spool.add(checked):
                        sentences.append(checked.origin.says(_("the same record stands in %s, line %d.") % found))
                if len(sentences) > MOST:
                    raise LoadRefused(sentences)
        except FileRefused as error:
            sentences.append(str(error))
        watch.progress(_("read"), done, len(paths))
    if sentences:
        raise LoadRefused(sentences)


def prepare(spool: Spool, watch: Watch, *, publishes: bool, overwrites: bool, prunes: bool) -> Loaded:
    """Decide all that will be written. Raises LoadRefused."""
    plan(spool, overwrites=overwrites)
    refuse_conflicts(spool)
    if prunes and not overwrites:
        refuse_edited(spool)
    refuse_what_cannot_be_written(spool)
    loaded = Loaded(Counter({Verdict(found): count for found, count in spool.ask(COUNTS)}))
    for row in spool.rows("verdict IN ('kept', 'removed')"):
        is_kept = row.verdict is Verdict.KEPT
        loaded.kept.append(
            row.origin.says(_("kept an editor’s change.") if is_kept else _("an editor removed it; it stays removed."))
        )
    if prunes:
        loaded.gone = spare_cited_sources(spool)
    for gone in spool.gone():
        loaded.gone.append(sentence_of(gone))
        loaded.removed += prunes
        if prunes:
            watch.gone(sentence_of(gone))
    if publishes:
        propose_all(spool, watch, prunes=prunes)
    return loaded


COUNTS = "SELECT verdict, count(*) FROM row GROUP BY verdict"
