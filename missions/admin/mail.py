"""A forgotten password, mended by mail: Django's own screens, where a mail server is configured."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.contenttypes.models import ContentType
from django.urls import path
from django.utils.timezone import now
from django.utils.translation import gettext_noop

from missions.admin.welcome import PASSWORDS
from missions.models import Colleague

site = urlsplit(settings.SITE_URL)
# The link in the mail leads to SITE_URL, never to a host that a visitor's request named.
SENT = {"domain": site.netloc, "protocol": site.scheme, "site_name": settings.SITE_NAME}

# Who guessed wrong before the mail came need not wait after it.
LOGS_IN = {"post_reset_login": True, "post_reset_login_backend": PASSWORDS}

# What the log of an account says of each mail, and how many it is sent, whoever asks for them.
MAILED = gettext_noop("A link to set a password was asked for and sent by mail.")
MOST, WITHIN = 3, timedelta(hours=1)


class SparingResetForm(PasswordResetForm):
    """Sends an account no more mails than it may need: a stranger cannot fill somebody's mailbox.

    Who asks is told the same whether a mail was sent or not.
    """

    def get_users(self, email: str) -> Iterator[Colleague]:
        accounts = Colleague.objects.in_bulk([account.pk for account in super().get_users(email)])
        kind = ContentType.objects.get_for_model(Colleague, for_concrete_model=False)
        for pk, account in accounts.items():
            mails = LogEntry.objects.filter(content_type=kind, object_id=str(pk), change_message=MAILED)
            if mails.filter(action_time__gt=now() - WITHIN).count() < MOST:
                LogEntry.objects.log_actions(pk, [account], CHANGE, MAILED)
                yield account


def dressed(view, **options):
    """Return one of Django's views in the dress of the desk."""

    def show(request, **kwargs):
        context = {**admin.site.each_context(request), "is_nav_sidebar_enabled": False, "title": view.title}
        return view.as_view(extra_context=context, **options)(request, **kwargs)

    return show


mail_urls = [
    path(
        "password_reset/",
        dressed(views.PasswordResetView, form_class=SparingResetForm, extra_email_context=SENT),
        name="admin_password_reset",
    ),
    path("password_reset/done/", dressed(views.PasswordResetDoneView), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", dressed(views.PasswordResetConfirmView, **LOGS_IN), name="password_reset_confirm"),
    path("reset/done/", dressed(views.PasswordResetCompleteView), name="password_reset_complete"),
]
