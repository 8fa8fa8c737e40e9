"""`backup`: the database as one file with checksums, while the site runs."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from missions.keeping.backups import back_up
from missions.keeping.proof import BackupRefused


class Command(BaseCommand):
    help = "Writes a backup of the database, as it stands at one moment, into a folder; older ones beyond --keep go."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, help="Where to; backups in VAR_DIR if it is left out.")
        parser.add_argument("--keep", type=int, default=14, help="How many backups stay there, this one included.")

    def handle(self, *, folder, keep, verbosity, **options):
        if keep < 1:
            raise CommandError(_("--keep is %d. Keep at least 1: the one that is made now.") % keep)
        try:
            made = back_up(folder or settings.VAR_DIR / "backups", keep=keep)
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        if verbosity:
            words = {"file": made.file, "size": made.size / 1e6, "gone": len(made.gone)}
            self.stdout.write(_("Wrote %(file)s (%(size).1f MB); older ones removed: %(gone)d.") % words)
