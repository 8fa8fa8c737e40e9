"""`redact_edition`: words that the law wants gone leave every edition, draft and notice, in the open."""

import sys
from collections.abc import Iterable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.editions.held import Finding, find
from missions.editions.publish import DraftMoved
from missions.editions.redact import RedactionRefused, redact
from missions.editions.removal import Held
from missions.editions.seal import broken_chains
from missions.keeping.backups import NAMES
from missions.keeping.traces import erase_traces
from missions.models import Mission

# Whole databases from before: what `restore` replaced, backups, and what `make upgrade` made.
WHOLE = ("*.replaced-*", f"backups/{NAMES}", "*.dump", "backups/*.dump")


class Command(BaseCommand):
    help = (
        "Replaces words by “[removed, date]” in all editions, notices and drafts that hold them, after showing where. "
        "A public notice with the reason stands at each edition, and keeps its seal from before: the chain verifies."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "words",
            nargs="+",
            help="Words to remove, each phrase in quotes. With - they are read from standard input, a phrase a line, "
            "so that no list of commands keeps them.",
        )
        parser.add_argument("--reason", default="", help="Why; readers see it. It may not hold the words themselves.")
        parser.add_argument("--mission", action="append", default=[], metavar="KEY", help="Only of this mission.")
        parser.add_argument("--dry-run", action="store_true", help="Only show where the words stand.")
        parser.add_argument("--yes", action="store_true", help="Do not ask before removing.")

    def handle(self, *, words, reason, mission, dry_run, yes, **options):
        phrases = phrases_of(words)
        if unknown := set(mission) - set(Mission.objects.filter(key__in=mission).values_list("key", flat=True)):
            raise CommandError(_("There is no mission with this key: %s.") % ", ".join(sorted(unknown)))
        finding = find(phrases, missions=mission)
        self.show(finding, files_with(finding))
        if mission:
            others = {held.where for held in find(phrases).held} - {held.where for held in finding.held}
            for where in sorted(others):
                self.stdout.write(_("Holds them as well, and is left alone: %s") % where)
        if finding.is_empty:
            raise CommandError(_("Nothing holds these words. They are found as they are typed in the texts."))
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was removed."))
            return
        if not reason:
            raise CommandError(_("Give the reason that readers see: --reason “…”."))
        if not yes:
            self.ask(is_input_free="-" not in words)
        try:
            redacted = redact(phrases, by=None, reason=reason, seen=finding.held, missions=mission)
        except DraftMoved as error:
            sentence = _("Nothing was removed: somebody wrote or published meanwhile. Run it again.")
            raise CommandError(sentence) from error
        except OSError as error:
            sentence = _("Nothing was removed: %(file)s cannot be written (%(reason)s).")
            raise CommandError(sentence % {"file": error.filename, "reason": error.strerror}) from error
        except (RedactionRefused, ValueError) as error:
            raise CommandError(f"{_('Nothing was removed.')} {error}") from error
        for notice in redacted.notices:
            self.stdout.write(f"{notice.edition}: {notice}")
        self.stdout.write(erase_traces())
        self.verify(redacted.notices)

    def show(self, finding: Finding, files: Iterable[str]) -> None:
        for held in finding.held:
            self.stdout.write(f"{held.where}: {held.place}\n    {held.excerpt}")
        for held in finding.otherwise:
            self.stdout.write(_("Readable, but typed otherwise: %(where)s, %(place)s: %(words)s") % held_words(held))
        for held in finding.stays:
            self.stdout.write(_("Stays: %(where)s, %(place)s: %(words)s") % held_words(held))
        for file in files:
            self.stdout.write(_("This file may hold them, and is left alone: %s") % file)
        places = ngettext("%d place holds the words.", "%d places hold the words.", len(finding.held))
        self.stdout.write(places % len(finding.held))

    def ask(self, *, is_input_free: bool) -> None:
        if not (is_input_free and sys.stdin.isatty()):
            raise CommandError(_("Nothing was removed. Nobody can be asked here: look at --dry-run, then give --yes."))
        if input(_("Remove them for ever, from all of these? Type yes: ")) != "yes":
            raise CommandError(_("Nothing was removed."))

    def verify(self, notices) -> None:
        if broken := broken_chains({notice.edition.mission for notice in notices}):
            raise CommandError(_("%s: the chain of seals breaks here.") % broken[0])
        self.stdout.write(_("The chains of seals verify."))


def phrases_of(words: list[str]) -> list[str]:
    lines = [line for word in words for line in (sys.stdin.read().splitlines() if word == "-" else [word])]
    phrases = [line.strip() for line in lines if line.strip()]
    if not phrases or any(len(phrase) < 2 or "[@" in phrase for phrase in phrases):
        raise CommandError(
            _("Name words of at least two letters, without citations: a statement keeps its source when its words go.")
        )
    return phrases


def files_with(finding: Finding) -> list[str]:
    """Return the files beside the database that may hold the words: what a load overwrote is kept there.

    Databases and backups from before are packed or have free pages: they are named whatever they hold.
    """
    pattern = finding.removal.words.pattern
    files = sorted(settings.VAR_DIR.glob("kept/*.yaml"))
    whole = [file for name in WHOLE for file in sorted(settings.VAR_DIR.glob(name))]
    return [
        *(str(file) for file in files if pattern.search(file.read_text(encoding="utf-8", errors="replace"))),
        *map(str, whole),
    ]


def held_words(held: Held) -> dict[str, str]:
    return {"where": held.where, "place": held.place, "words": held.excerpt}
