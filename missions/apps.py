"""The one app of the site."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = _("The record")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Django allows models to be imported only now.
        from missions.editions.search_index import after_migrating

        post_migrate.connect(after_migrating, sender=self)
