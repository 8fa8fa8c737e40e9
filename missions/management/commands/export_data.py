"""`export_data`: everything published, in one archive with checksums."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from missions.files.packing import PackingRefused, pack
from missions.files.snapshot import snapshot
from missions.public.archive import Archive


class Command(BaseCommand):
    help = (
        "Writes every edition as JSON, Markdown and tables, every source, the list of changes, schemas and codebook "
        "into a folder or zip file, with checksums. The same content gives the same bytes."
    )

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, help="A folder, or a file that ends in .zip. Example: record.zip")

    def handle(self, *, target, verbosity, **options):
        archive = Archive()
        try:
            with snapshot():
                count = pack(target, archive.files())
        except PackingRefused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        if verbosity:
            said = _(
                "Wrote %(files)d files (missions %(missions)d, editions %(editions)d, sources %(sources)d): %(target)s"
            )
            counts = {"missions": archive.missions, "editions": archive.editions, "sources": archive.sources}
            self.stdout.write(said % {"target": target, "files": count, **counts})
