"""The account's own password, asked once more: guessed no faster here than at the login."""

from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import authenticate
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.urls import path, reverse_lazy


def is_own(request, password: str) -> bool:
    """Say whether this is the password of who is logged in; one that is not counts as a login that failed."""
    return authenticate(request, username=request.user.get_username(), password=password) is not None


class OwnPasswordForm(AdminPasswordChangeForm):
    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        password = self.cleaned_data["old_password"]
        if not is_own(self.request, password):
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return password


class OwnPassword(PasswordChangeView):
    form_class = OwnPasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs):
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs)


urls = [path("password_change/", admin.site.admin_view(OwnPassword.as_view(), cacheable=True), name="password_change")]
