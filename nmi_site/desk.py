"""The admin as this site has it: the editors' desk."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AdminConfig):
    default_site = "nmi_site.desk.DeskSite"


class DeskSite(AdminSite):
    """Shows the parts of the record in the order in which they are registered, which is the order they lead in."""

    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("Editors’ desk")

    def index(self, request, extra_context=None):
        # This module is read before there are models; Django asks for the page long after.
        from missions.admin.start import start

        return super().index(request, {**(extra_context or {}), **start(request)})

    def get_app_list(self, request, app_label=None):
        return list(self._build_app_dict(request, app_label).values())
