"""What a person at a terminal sees while files are loaded: progress, and what readers would see."""

from collections.abc import Iterable
from time import monotonic

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from missions.editions.compare import EntryChange
from missions.files.watch import Watch
from missions.pages.changes import ChangeWords, words_of

PATIENCE = 1.0  # seconds before progress is shown
PACE = 0.1  # seconds between two showings


class Terminal(Watch):
    """Progress goes to stderr and only to a terminal; differences go to stdout and only in a dry run."""

    def __init__(self, stdout: OutputWrapper, stderr: OutputWrapper, *, is_rehearsal: bool, verbosity: int):
        self.stdout, self.stderr = stdout, stderr
        self.shows_progress = verbosity > 0 and stderr.isatty()
        self.shows_difference = verbosity > 0 and is_rehearsal
        self.is_rehearsal, self.verbosity = is_rehearsal, verbosity
        self.next = monotonic() + PATIENCE
        self.width = 0

    def progress(self, what: str, done: int, total: int) -> None:
        if not self.shows_progress or monotonic() < self.next:
            return
        self.next = monotonic() + PACE
        self.show(_("%(what)s %(done)d of %(total)d") % {"what": what, "done": done, "total": total})

    def difference(self, mission: str, changes: Iterable[EntryChange]) -> None:
        if not self.shows_difference:
            return
        self.clear()
        self.stdout.write(_("%s: readers would see") % mission)
        for change in words_of(changes):
            for line in lines_of(change):
                self.stdout.write(f"  {line}")

    def gone(self, sentence: str) -> None:
        if self.verbosity:
            self.clear()
            self.stdout.write((_("Would remove %s") if self.is_rehearsal else _("Removing %s")) % sentence)

    def clear(self) -> None:
        if self.width:
            self.show("")
            self.stderr.write("\r", ending="")
            self.width = 0

    def show(self, text: str) -> None:
        self.stderr.write("\r" + text.ljust(self.width), ending="")
        self.stderr.flush()
        self.width = len(text)


def lines_of(change: ChangeWords) -> Iterable[str]:
    """Yield the lines that tell what became of an entry; of what is new or gone, its name is enough."""
    named = f"{change.noun} “{change.title}”" if change.title else change.noun
    yield f"{change.verb} {named}"
    if change.kind != "changed":
        return
    for field in change.fields:
        marked = "".join(MARKS[stretch.kind].format(stretch.text) for stretch in field.stretches)
        yield f"  {field.name}: " + marked.replace("\n", "\n      ")


MARKS = {"same": "{}", "folded": " … ", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
