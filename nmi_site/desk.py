"""The admin as this site has it: the editors' desk."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device


class DeskConfig(AdminConfig):
    default_site = "nmi_site.desk.DeskSite"


class DeskSite(AdminSite):
    """Shows the parts of the record in the order in which they are registered, which is the order they lead in."""

    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("Editors’ desk")

    def has_permission(self, request):
        """Let nobody in who still owes the second factor: who has one, and with REQUIRE_SECOND_FACTOR everybody."""
        return super().has_permission(request) and is_through(request.user)

    def login(self, request, extra_context=None):
        if request.method == "GET" and super().has_permission(request) and not self.has_permission(request):
            step = QueryDict(mutable=True)
            step["next"] = request.GET.get("next", "")
            return redirect(f"{reverse('admin:second_factor_step')}?{step.urlencode()}")
        return super().login(request, extra_context)

    def get_urls(self):
        from missions.admin import passwords, second_steps

        return [*passwords.urls, *second_steps.urls, *super().get_urls()]

    def index(self, request, extra_context=None):
        # This module is read before there are models; Django asks for the page long after.
        from missions.admin.start import start

        return super().index(request, {**(extra_context or {}), **start(request)})

    def get_app_list(self, request, app_label=None):
        return list(self._build_app_dict(request, app_label).values())


def is_through(user) -> bool:
    """Say whether a person has proved enough; asked several times for each page, answered once."""
    if not hasattr(user, "proved_enough"):
        is_owed = settings.REQUIRE_SECOND_FACTOR or user_has_device(user)
        user.proved_enough = not is_owed or user.is_verified()
    return user.proved_enough
