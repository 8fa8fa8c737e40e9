"""Django's `dumpdata`: colleagues are accounts of Django's own, and are written with those."""

from django.core.management.commands.dumpdata import Command as Stock


class Command(Stock):
    def handle(self, *app_labels, **options):
        options["exclude"] = [*options["exclude"], "missions.colleague"]
        return super().handle(*app_labels, **options)
