"""What a person at a terminal sees while files are loaded: progress, and what readers would see."""

from collections.abc import Iterable
from time import monotonic

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from missions.editions.proposal import Proposal
from missions.files.watch import Watch
from missions.pages.changes import ChangeWords, words_of
from missions.pages.field_changes import PartWords

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

    def difference(self, mission: str, proposal: Proposal) -> None:
        if not self.shows_difference:
            return
        self.clear()
        self.stdout.write(_("%s: readers would see") % mission)
        for change in words_of(proposal.difference, proposal.before, proposal.document):
            for line in lines_of(change):
                self.stdout.write(f"  {line}")

    def gone(self, sentence: str) -> None:
        if self.verbosity:
            self.clear()
            self.stdout.write((_("Would remove %s") if self.is_rehearsal else _("Removing %s")) % sentence)

    def clear(self) -> None:
        if self.width:
            self.show("")
            self.stderr.write("\r", str, ending="")
            self.width = 0

    def show(self, text: str) -> None:
        # In the colour of any text: progress is no error, though it goes where errors go.
        self.stderr.write("\r" + text.ljust(self.width), str, ending="")
        self.stderr.flush()
        self.width = len(text)


def lines_of(change: ChangeWords) -> Iterable[str]:
    """Yield the lines that tell what became of an entry; of what is new or gone, its name is enough."""
    named = f"{change.noun} “{change.title}”" if change.title else change.noun
    yield f"{change.verb} {named}"
    if change.kind in ("added", "removed"):
        return
    yield from (f"  {sentence}" for sentence in change.sentences)
    for field in change.fields:
        yield from (f"  {field.name}: {sentence}" for sentence in field.sentences)
        for part in field.parts:
            if part.kind != "same":
                yield from lines_of_part(field.name, part)


def lines_of_part(name: str, part: PartWords) -> Iterable[str]:
    named = f"{name}, {part.place}" if part.place else name
    yield from (f"  {named}: {sentence}" for sentence in part.sentences)
    marked = "".join(MARKS[stretch.kind].format(stretch.text) for stretch in part.stretches)
    if any(stretch.kind not in ("same", "folded") for stretch in part.stretches):
        yield f"  {named}: " + marked.replace("\n", "\n      ")


MARKS = {
    "same": "{}",
    "folded": " … ",
    "deleted": "[-{}-]",
    "inserted": "{{+{}+}}",
    "divided": " //{}",
    "joined": "{}",
}
