"""The screens of the second factor: its step at the login, how it is set up, and what somebody does about it later."""

import base64
from functools import wraps

import django_otp
import segno
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from missions.admin import second_factor
from missions.admin.passwords import is_own

# What this session was shown to set up.
BEGUN = "second_factor_begun"
FIELD = {"class": "vTextField", "dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class OwnForm(forms.Form):
    """A form about the account of who is logged in."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request


class CodeForm(OwnForm):
    """A code of the second factor."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs=FIELD | {"autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Type the code that the program on your phone shows now.")},
    )

    def refuse_code(self) -> None:
        until = second_factor.waits_until(self.request.user)
        if until:
            words = _("This code was not taken. After a wrong one the next is looked at from %s UTC on.")
            self.add_error("code", words % f"{until:%H:%M:%S}")
        else:
            self.add_error("code", _("This code is wrong or was used already: wait for the next one and type that."))


class PasswordForm(OwnForm):
    """The password once more, as whoever finds a browser open shall not change how its owner logs in."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "vTextField", "autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Type the password with which you log in.")},
    )

    def clean_password(self):
        password = self.cleaned_data["password"]
        if not is_own(self.request, password):
            raise forms.ValidationError(_("This is not your password. Type the one with which you log in."))
        return password


class SetupForm(PasswordForm, CodeForm):
    """The first code of a new phone, and the password."""

    field_order = ("code", "password")


def for_staff(view):
    """Open a screen to who has logged in with a password and, where there is a second factor, may still owe it."""

    @never_cache
    @csrf_protect
    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request):
        # What the desk asks beyond this is what these screens are for.
        if not AdminSite.has_permission(admin.site, request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request)

    return guarded


@for_staff
def step_screen(request):
    """Ask for a code after the password."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = reverse("admin:index")
    if request.method == "POST" and "leave" in request.POST:
        logout(request)
        return redirect("admin:login")
    if admin.site.has_permission(request):
        return HttpResponseRedirect(onward)
    if not second_factor.has_one(request.user):
        return redirect("admin:second_factor_setup")
    form = CodeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        if device := second_factor.verified(request.user, form.cleaned_data["code"]):
            pass_on(request, device)
            return HttpResponseRedirect(onward)
        form.refuse_code()
    return screen(request, "step", _("One more step"), form=form)


@for_staff
def setup_screen(request):
    """Show the secret once as a picture and once as words, and take the first code made with it."""
    if second_factor.has_one(request.user):
        return redirect("admin:second_factor")
    device = second_factor.begun(request.user, request.session.get(BEGUN))
    request.session[BEGUN] = device.pk
    form = SetupForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        codes = second_factor.confirm(device, form.cleaned_data["code"])
        if codes is not None:
            pass_on(request, device)
            return screen(request, "codes", _("Your second factor is set up"), codes=codes)
        form.refuse_code()
    key = base64.b32encode(device.bin_key).decode().rstrip("=")
    words = " ".join(key[at : at + 4] for at in range(0, len(key), 4))
    # Drawn with attributes alone: the policy allows no style within a page.
    picture = segno.make(device.config_url, error="m").svg_inline(omitsize=True, light="#fff", svgclass="code-picture")
    return screen(request, "setup", _("Set up a second factor"), form=form, key=words, picture=picture)


def state_screen(request):
    """Say whether the second factor is on, and let it be changed."""
    state = second_factor.state_of(request.user)
    form = PasswordForm(request.POST or None, request=request)
    if request.method == "POST" and state.is_on and form.is_valid():
        if "codes" in request.POST:
            codes = second_factor.new_recovery_codes(request.user)
            return screen(request, "codes", _("Your new recovery codes"), codes=codes)
        if "off" in request.POST and not settings.REQUIRE_SECOND_FACTOR:
            second_factor.take_away(request.user)
            messages.success(request, _("The second factor is off: your password alone opens the desk now."))
            return redirect("admin:second_factor")
    may_end = not settings.REQUIRE_SECOND_FACTOR
    return screen(request, "state", _("Second factor"), form=form, state=state, may_end=may_end)


def pass_on(request, device) -> None:
    """Let the session through; under a new name, as it is worth more from now on."""
    request.session.cycle_key()
    django_otp.login(request, device)
    request.user.proved_enough = True


def screen(request, template: str, title: str, **context):
    own = {"title": title, "is_nav_sidebar_enabled": False, **context}
    address = f"admin/missions/second_factor/{template}.html"
    return TemplateResponse(request, address, admin.site.each_context(request) | own)


urls = [
    path("second-factor/", admin.site.admin_view(state_screen), name="second_factor"),
    path("second-factor/step/", step_screen, name="second_factor_step"),
    path("second-factor/setup/", setup_screen, name="second_factor_setup"),
]
