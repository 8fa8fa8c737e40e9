"""How the site's addresses are joined: the desk under /admin/, everything else is the readers'."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("missions.public.urls")),
]

handler404 = "missions.public.refusals.not_found"
handler500 = "missions.public.refusals.server_error"
handler403 = "missions.public.refusals.forbidden"
handler400 = "nmi_site.refusals.bad_request"
