"""Django's `loaddata`, with its name and arguments: a thin front on `missions.files.load`, which guards the record."""

from pathlib import Path

from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.utils.translation import gettext as _

from missions.files.changes import LoadRefused, Verdict
from missions.files.load import Loaded, load


class Command(loaddata.Command):
    help = "Loads content files into the draft, checked row by row, and publishes the missions they changed."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--no-publish", action="store_true", help="Leave what was loaded in the draft; readers see no change."
        )

    def handle(self, *labels, **options):
        self.app_label = options["app_label"]
        self.verbosity = options["verbosity"]
        self.hide_empty = False
        self.using = options["database"]
        self.format = options["format"]
        self.excluded_models, self.excluded_apps = set(), set()
        self.serialization_formats = ["yaml", "yml"]
        self.compression_formats = {None: (open, "rb")}  # type: ignore[dict-item]  # as in Django's command
        files = [Path(file) for label in labels for file in self.files_of(label)]
        try:
            loaded = load(files, publishes=not options["no_publish"])
        except LoadRefused as refusal:
            raise CommandError(_("Nothing was loaded.") + "\n" + str(refusal)) from refusal
        if self.verbosity:
            self.report(loaded)

    def files_of(self, label: str) -> list[str]:
        """Return the files a label names: a path, or a name that Django looks up in the fixture folders."""
        if Path(label).is_file():
            return [label]
        return [file for file, _folder, _name in self.find_fixtures(label)]

    def report(self, loaded: Loaded) -> None:
        for change in loaded.changes[Verdict.KEPT]:
            self.stdout.write(change.says(_("kept an editor’s change.")))
        self.stdout.write(
            _("%(new)d new, %(changed)d changed, %(same)d unchanged, %(kept)d kept as edited.")
            % {verdict.value: loaded.count(verdict) for verdict in Verdict}
        )
        for edition in loaded.editions:
            self.stdout.write(_("Published %s.") % edition)
        if not loaded.editions:
            self.stdout.write(_("Published nothing: readers see no change."))
