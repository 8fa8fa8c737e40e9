"""A forgotten password, mended by mail: Django's own screens, where a mail server is configured."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views
from django.urls import path

from missions.admin.welcome import PASSWORDS

site = urlsplit(settings.SITE_URL)
# The link in the mail leads to SITE_URL, never to a host that a visitor's request named.
SENT = {"domain": site.netloc, "protocol": site.scheme, "site_name": settings.SITE_NAME}

# Who guessed wrong before the mail came need not wait after it.
LOGS_IN = {"post_reset_login": True, "post_reset_login_backend": PASSWORDS}


def dressed(view, **options):
    """Return one of Django's views in the dress of the desk."""

    def show(request, **kwargs):
        context = {**admin.site.each_context(request), "is_nav_sidebar_enabled": False, "title": view.title}
        return view.as_view(extra_context=context, **options)(request, **kwargs)

    return show


mail_urls = [
    path("password_reset/", dressed(views.PasswordResetView, extra_email_context=SENT), name="admin_password_reset"),
    path("password_reset/done/", dressed(views.PasswordResetDoneView), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", dressed(views.PasswordResetConfirmView, **LOGS_IN), name="password_reset_confirm"),
    path("reset/done/", dressed(views.PasswordResetCompleteView), name="password_reset_complete"),
]
