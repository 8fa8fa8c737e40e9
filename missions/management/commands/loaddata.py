"""Django's `loaddata`, with its name and arguments: a thin front on `missions.files.load`, which guards the record."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.utils.translation import gettext as _

from missions.editions.draft_states import tell_all
from missions.editions.removals_kept import kept
from missions.files.load import Loaded, load
from missions.files.refusals import LoadRefused
from missions.files.spool import Verdict
from missions.management.loading import Terminal
from missions.management.starting.database import remove_again
from missions.text.refusals import excerpt


class Command(loaddata.Command):
    help = "Loads content files into the draft, checked row by row, and publishes the missions they changed."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--no-publish", action="store_true", help="Leave what was loaded in the draft; readers see no change."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be loaded and what readers would see; write nothing."
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Take the files' side where an editor changed or removed a row; the editor's text is kept in a file.",
        )
        parser.add_argument(
            "--kept", type=Path, metavar="FILE", help="Where --overwrite keeps it. Default: var/kept/<time>.yaml"
        )
        parser.add_argument(
            "--prune",
            action="store_true",
            help="Remove rows that files loaded once and that these files, which hold their mission, hold no longer; "
            "never a source that an edition, a link or a draft cites.",
        )

    def handle(self, *labels, **options):
        for refused in ("exclude", "ignore"):
            if options[refused]:
                raise CommandError(_("A load is whole: leave --exclude and --ignorenonexistent away."))
        self.app_label = options["app_label"]
        self.verbosity = options["verbosity"]
        self.hide_empty = False
        self.using = options["database"]
        self.format = options["format"]
        self.excluded_models, self.excluded_apps = set(), set()
        self.serialization_formats = ["yaml", "yml"]
        self.compression_formats = {None: (open, "rb")}  # type: ignore[dict-item]  # as in Django's command
        files = dict.fromkeys(file for label in labels for file in self.files_of(label))
        is_rehearsal = options["dry_run"]
        try:
            # Before a word of the files is written: they may hold what was removed.
            removals = list(kept())
        except ValueError as broken:
            raise CommandError(_("Nothing was loaded.") + f" {broken}") from broken
        terminal = Terminal(self.stdout, self.stderr, is_rehearsal=is_rehearsal, verbosity=self.verbosity)
        try:
            loaded = load(
                files,
                publishes=not options["no_publish"],
                overwrites=options["overwrite"],
                prunes=options["prune"],
                is_rehearsal=is_rehearsal,
                kept_file=self.kept_file(options["kept"]) if options["overwrite"] else None,
                watch=terminal,
            )
        except LoadRefused as refusal:
            raise CommandError(_("Nothing was loaded.") + "\n" + str(refusal)) from refusal
        finally:
            terminal.clear()
        if not is_rehearsal:
            if again := remove_again(removals):
                self.stdout.write(_("Words that had been removed were removed again, from editions: %d.") % again)
            else:
                tell_all()
        if self.verbosity:
            self.report(loaded, is_rehearsal=is_rehearsal, has_pruned=options["prune"])

    def files_of(self, label: str) -> list[Path]:
        """Return the files a label names: a path, "-" for what is piped in, or a name in the fixture folders."""
        path = Path("/dev/stdin" if label == loaddata.READ_STDIN else label)
        try:
            if path.is_dir():
                words = {"folder": label, "files": path / "*.yaml"}
                raise CommandError(_("%(folder)s is a folder. Name the files in it, for example %(files)s") % words)
            if path.exists():
                return [path]
        except OSError as error:
            raise CommandError(f"{excerpt(label)}: {error.strerror}.") from error
        return [Path(file) for file, _folder, _name in self.find_fixtures(label)]

    def kept_file(self, named: Path | None) -> Path:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
        file = named or settings.VAR_DIR / "kept" / f"{now}.yaml"
        if file.exists():
            raise CommandError(_("%s exists already; name another file to keep the editors’ text in.") % file)
        return file

    def report(self, loaded: Loaded, *, is_rehearsal: bool, has_pruned: bool) -> None:
        for sentence in loaded.kept:
            self.stdout.write(sentence)
        if not has_pruned:
            for sentence in loaded.gone:
                self.stdout.write(sentence)
            if loaded.gone:
                self.stdout.write(_("They stay; --prune removes them."))
        if loaded.kept_file:
            self.stdout.write(_("The editors’ text that was overwritten is kept in %s.") % loaded.kept_file)
        counts = {verdict.value: loaded.count(verdict) for verdict in Verdict}
        counts["changed"] += counts["overwritten"]
        counts["kept"] += counts["removed"]
        said = _("%(new)d new, %(changed)d changed, %(same)d unchanged, %(kept)d kept as edited") % counts
        if loaded.removed:
            said = _("%(said)s, %(count)d removed") % {"said": said, "count": loaded.removed}
        self.stdout.write(f"{said}.")
        if is_rehearsal:
            self.stdout.write(_("This was a dry run: nothing was written."))
            return
        for key, adopted in loaded.adopted.items():
            words = {"mission": key, "editions": adopted.editions, "notices": adopted.notices}
            sentence = _("History of %(mission)s taken over: editions %(editions)d, notices %(notices)d.")
            self.stdout.write(sentence % words)
        if loaded.adopted:
            self.stdout.write(_("Published nothing else: what differs from the newest editions is a draft."))
            return
        for edition in loaded.editions:
            self.stdout.write(_("Published %s.") % edition)
        if not loaded.editions:
            self.stdout.write(_("Published nothing: readers see no change."))
