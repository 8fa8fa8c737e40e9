"""`export_site`: the public site as files, for a web server, a CDN or a disk."""

import os
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from missions.files.kept_folder import FolderRefused
from missions.management.starting.static_files import collect_static_files
from missions.public import encodings
from missions.public.answers import ExportFailed
from missions.public.site_files import export

SECONDS = 5


class Command(BaseCommand):
    help = (
        "Writes every public page and file into a folder, plain and packed, byte for byte as the server answers. "
        "An earlier export is brought up to date: only what was published since is written anew."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="Where to write; made if it is not there. Example: /srv/public")
        parser.add_argument(
            "--alone",
            action="store_true",
            help="Pages that need no server: links lead to files, search and other forms are left out.",
        )
        parser.add_argument(
            "--small", action="store_true", help="Pack as small as can be: an eighth fewer bytes, many times the work."
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="How many ask for pages at once, at most; as many as there are cores if it is left out.",
        )

    def handle(self, *, folder, alone, small, processes, verbosity, **options):
        if processes < 1:
            raise CommandError(_("--processes is %d. Give 1 or more.") % processes)
        started = monotonic()
        quality = encodings.AT_LEISURE if small else encodings.AT_ONCE
        collect_static_files()
        try:
            told = self.teller(verbosity)
            done = export(folder, is_alone=alone, quality=quality, processes=processes, tell=told)
        except (FolderRefused, ExportFailed) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            words = _("%(file)s: %(reason)s. What was written before is whole; run this again when that is mended.")
            raise CommandError(words % {"file": error.filename or folder, "reason": error.strerror}) from error
        except DatabaseError as fault:
            words = _(
                "The database answers no more: %s. What was written before is whole; run this again when it does."
            )
            raise CommandError(words % str(fault).strip()) from fault
        except KeyboardInterrupt as stopped:
            raise CommandError(_("Stopped. What was written before is whole; run this again to go on.")) from stopped
        if not verbosity:
            return
        said = _(
            "%(folder)s holds %(addresses)d addresses: %(asked)d asked anew, %(written)d files written, "
            "%(removed)d removed, in %(seconds).1f seconds."
        )
        self.stdout.write(said % {"folder": folder, **asdict(done), "seconds": monotonic() - started})

    def teller(self, verbosity):
        """Return what says every few seconds how far an export has come."""
        said_at = monotonic()

        def tell(done: int, of: int) -> None:
            nonlocal said_at
            if verbosity and monotonic() - said_at > SECONDS:
                said_at = monotonic()
                self.stdout.write(_("%(done)d of %(of)d addresses ...") % {"done": done, "of": of})

        return tell
