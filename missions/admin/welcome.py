"""The link with which a colleague sets a password and comes to the desk: once, for some days."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.auth.views import PasswordResetConfirmView
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from missions.admin.accounts import WelcomeForm
from missions.models import Colleague

# Which of the ways to log in a new password is.
PASSWORDS = "django.contrib.auth.backends.ModelBackend"
# What the log of an account says of each link but the first. As it is stored it tells which link is the newest.
ANOTHER = gettext_noop("Made a link to set a password.")


class WelcomeTokens(PasswordResetTokenGenerator):
    """Tokens that are worth nothing once a password is set, somebody logged in or a newer link was made.

    Or after PASSWORD_RESET_TIMEOUT.
    """

    key_salt = "missions.admin.welcome.WelcomeTokens"

    def _make_hash_value(self, user, timestamp):
        kind = ContentType.objects.get_for_model(Colleague, for_concrete_model=False)
        links = LogEntry.objects.filter(content_type=kind, object_id=str(user.pk), change_message=ANOTHER)
        newest = links.order_by("-pk").values_list("pk", flat=True).first() or ""
        return f"{super()._make_hash_value(user, timestamp)}{newest}"


tokens = WelcomeTokens()


def welcome_link(colleague: Colleague) -> str:
    """Return a link, which is kept nowhere; once the log tells of another, it ends."""
    uid = urlsafe_base64_encode(force_bytes(colleague.pk))
    return settings.SITE_URL + reverse("welcome", args=[uid, tokens.make_token(colleague)])


class Welcome(PasswordResetConfirmView):
    """Where such a link leads: a password, a public name, and on to the desk."""

    form_class = WelcomeForm
    token_generator = tokens
    template_name = "admin/missions/colleague/welcome.html"
    title = gettext_lazy("Welcome to the desk")
    success_url = reverse_lazy("admin:index")
    post_reset_login = True
    post_reset_login_backend = PASSWORDS

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return Colleague.objects.filter(pk=user.pk, is_active=True).first() if user else None

    def get_initial(self):
        return {"public_name": self.user.get_full_name() if self.user else ""}

    def get_context_data(self, **kwargs):
        context = {**admin.site.each_context(self.request), "is_nav_sidebar_enabled": False}
        context |= super().get_context_data(**kwargs)
        return context | {"title": self.title if self.validlink else _("This link leads nowhere any more")}

    def render_to_response(self, context, **kwargs):
        # A link that was used or has expired is gone.
        return super().render_to_response(context, **kwargs | ({} if self.validlink else {"status": 410}))
