"""The one app of the site."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = _("The record")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Django allows models to be imported only now.
        from missions.editions.search_index import after_migrating
        from missions.models import ENTRIES, Edition, Mission, Notice, Source
        from missions.models.draft_state import mark_published, watch
        from missions.models.printed_page import forget

        post_migrate.connect(after_migrating, sender=self)
        watch(Mission, Source, *ENTRIES)
        post_save.connect(mark_published, sender=Edition)
        post_save.connect(forget, sender=Notice)
