"""`rebuild_search`: write what lists and search read anew, from what is published."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.editions import search_index


class Command(BaseCommand):
    help = (
        "Writes the search index anew from the live editions. Readers find the same before, meanwhile and afterwards."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-needed", action="store_true", help="Only where it is missing, incomplete or of another version."
        )

    def handle(self, *, if_needed: bool, **options):
        if if_needed and search_index.is_current():
            self.stdout.write(_("The search index is complete."))
            return
        count = search_index.rebuild()
        sentence = ngettext("%d live record is indexed.", "%d live records are indexed.", count)
        self.stdout.write(sentence % count)
