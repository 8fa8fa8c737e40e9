"""How the site's addresses are joined: the desk under ADMIN_PATH, its links to drafts, all else is the readers'."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from missions.admin.mail import mail_urls
from missions.admin.preview_links import preview_link
from missions.admin.welcome import Welcome
from nmi_site.reports import csp_reports

desk = [
    path("welcome/<uidb64>/<token>/", Welcome.as_view(), name="welcome"),
    # Without a mail server the desk has none of these, and offers none.
    *(mail_urls if settings.HAS_MAIL else []),
    path("", admin.site.urls),
]

urlpatterns = [
    path(f"{settings.ADMIN_PATH}/", include(desk)),
    path("csp-reports/", csp_reports, name="csp-reports"),
    path("preview/<str:token>/", preview_link, name="preview-link"),
    path("", include("missions.public.urls")),
]

handler404 = "missions.public.refusals.not_found"
handler500 = "nmi_site.refusals.server_error"
handler403 = "missions.public.refusals.forbidden"
handler400 = "nmi_site.refusals.bad_request"
