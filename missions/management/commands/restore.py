"""`restore`: a backup back in the place of the database, proved before anything is touched."""

import sqlite3
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from missions.editions.redact import RedactionRefused
from missions.keeping.proof import BackupRefused
from missions.keeping.restoring import restore


class Command(BaseCommand):
    help = (
        "Puts a backup in the place of the database, and keeps that beside it. The site has to be stopped. "
        "What was removed from editions after the backup was made is removed again."
    )
    # They would ask the database, which may be what is broken.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="Example: var/backups/record-20261126T030000Z.zip")

    def handle(self, *, file, verbosity, **options):
        try:
            back = restore(file)
        except (BackupRefused, RedactionRefused, ValueError) as refused:
            raise CommandError(f"{_('Nothing was restored.')} {refused}") from refused
        except (OSError, sqlite3.Error) as fault:
            raise CommandError(f"{_('Nothing was restored.')} {fault}") from fault
        if not verbosity:
            return
        words = {"at": f"{back.made_at:%d %B %Y, %H:%M} UTC", "editions": back.editions, "removals": back.removals}
        self.stdout.write(
            _("Restored the backup of %(at)s: editions %(editions)d, removals done again %(removals)d.") % words
        )
        if back.replaced:
            self.stdout.write(_("The database that stood there is kept in %s.") % back.replaced)
