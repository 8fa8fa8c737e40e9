"""`export_content`: the record as files, the same bytes for the same content."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from missions.files.export import Exported, export


class Command(BaseCommand):
    help = "Writes the record into a folder: sources.yaml and one file a mission. No file is ever deleted."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="Where to write; made if it is not there. Example: fixtures")

        parser.add_argument(
            "--editions", action="store_true", help="Write the published history as well, into the folder editions/."
        )

    def handle(self, *, folder, editions, verbosity, **options):
        try:
            exported = export(folder, with_editions=editions)
        except OSError as error:
            reason = _("%(file)s: %(reason)s. The files before it were written.")
            raise CommandError(reason % {"file": error.filename, "reason": error.strerror}) from error
        if verbosity:
            self.report(exported)

    def report(self, exported: Exported) -> None:
        for name in exported.written:
            self.stdout.write(_("Wrote %s.") % name)
        for name in exported.strangers:
            self.stdout.write(_("%s belongs to no mission of the record: delete it if the mission is gone.") % name)
        self.stdout.write(
            _("%(written)d written, %(unchanged)d unchanged.")
            % {"written": len(exported.written), "unchanged": len(exported.unchanged)}
        )
