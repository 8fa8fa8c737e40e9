"""Colleagues: added on one screen, with a link that lets them set their password once."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from missions.admin import second_factor
from missions.admin.accounts import ColleagueForm, PublicNameForm
from missions.admin.refusals import refused
from missions.admin.welcome import ANOTHER, welcome_link
from missions.models import Colleague

NOT_YOURS = gettext_lazy("Your account may not change this colleague’s. Ask somebody who may do everything.")


class ColleagueAdmin(admin.ModelAdmin):
    """The screen of a colleague. An account that may do everything is changed only by somebody who may as well."""

    form = ColleagueForm
    actions = None
    list_display = ["login", "public_name", "rights", "may_log_in", "has_second_factor", "seen"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "first_name", "last_name"]

    @admin.display(description=gettext_lazy("login"), ordering="username")
    def login(self, colleague):
        return colleague.get_username()

    @admin.display(description=gettext_lazy("public name"), ordering="first_name")
    def public_name(self, colleague):
        return colleague.get_full_name() or _("the editors")

    @admin.display(description=gettext_lazy("rights"))
    def rights(self, colleague):
        if colleague.is_superuser:
            return _("may do everything")
        words = {Colleague.Role.WRITER: _("Writer"), Colleague.Role.PUBLISHER: _("Publisher")}
        role = words.get(colleague.role(), _("none"))
        return _("%s, manages colleagues") % role if colleague.is_manager() else role

    @admin.display(description=gettext_lazy("may log in"), boolean=True, ordering="is_active")
    def may_log_in(self, colleague):
        return colleague.is_active

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def has_second_factor(self, colleague):
        return any(device.confirmed for device in colleague.totpdevice_set.all())

    @admin.display(description=gettext_lazy("last logged in"), ordering="last_login")
    def seen(self, colleague):
        return colleague.last_login.date() if colleague.last_login else _("never")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups", "totpdevice_set")

    def lookup_allowed(self, lookup, value, request):
        # A list that is filtered by what a hash begins with gives the hash away, letter by letter.
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def get_fields(self, request, obj=None):
        return [
            "username",
            "public_name",
            *(["email"] if settings.HAS_MAIL else []),
            *([] if obj and obj.is_superuser else ["role", "manages"]),
            *(["is_active"] if obj else []),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_within_reach(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        is_oneself = obj is not None and obj.pk == request.user.pk
        return super().has_delete_permission(request, obj) and is_within_reach(request.user, obj) and not is_oneself

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("me/", view(own_name_screen), name="missions_colleague_me"),
            path("<int:pk>/link/", view(self.link_screen), name="missions_colleague_link"),
            path("<int:pk>/second-factor/", view(self.second_factor_screen), name="missions_colleague_second_factor"),
            *super().get_urls(),
        ]

    def link_screen(self, request, pk):
        """Make a link to set a password, for a colleague who lost the last one or forgot the password."""
        colleague = get_object_or_404(Colleague, pk=pk)
        if not self.has_change_permission(request, colleague):
            return refused(request, str(NOT_YOURS))
        if not colleague.is_active:
            form = reverse("admin:missions_colleague_change", args=[pk])
            return refused(request, _("This account is closed."), cure=(form, _("Open it first")), status=409)
        if colleague.pk == request.user.pk:
            cure = (reverse("admin:password_change"), _("Change your password"))
            return refused(request, _("Your own password is changed with the one you have."), cure=cure, status=409)
        if request.method == "POST":
            self.log_change(request, colleague, ANOTHER)
            return show_link(request, colleague)
        return page(request, "ask_link", _("New link to set a password"), colleague=colleague)

    def second_factor_screen(self, request, pk):
        """Take the second factor of a colleague away who lost the phone and the recovery codes."""
        colleague = get_object_or_404(Colleague, pk=pk)
        if not self.has_change_permission(request, colleague):
            return refused(request, str(NOT_YOURS))
        if colleague.pk == request.user.pk:
            cure = (reverse("admin:second_factor"), _("Your second factor"))
            return refused(request, _("Take your own second factor away with your password."), cure=cure, status=409)
        form = reverse("admin:missions_colleague_change", args=[pk])
        if request.method == "POST":
            if second_factor.take_away(colleague):
                self.log_change(request, colleague, gettext_noop("Took the second factor away."))
            messages.success(request, _("%s has no second factor now.") % colleague.get_username())
            return HttpResponseRedirect(form)
        return page(request, "take_away", _("Take the second factor away"), colleague=colleague)

    def add_view(self, request, form_url="", extra_context=None):
        # One way to save: it leads to the link.
        only = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {**(extra_context or {}), **only})

    def response_add(self, request, obj, post_url_continue=None):
        return show_link(request, obj)


def is_within_reach(user, colleague: Colleague | None) -> bool:
    return user.is_superuser or not (colleague and colleague.is_superuser)


def show_link(request, colleague: Colleague):
    """Show a new link, this once: the answer to a form, which nothing keeps."""
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    link = welcome_link(colleague)
    return page(request, "link", _("Link to set a password"), colleague=colleague, link=link, until=until)


def own_name_screen(request):
    """Let everybody at the desk choose the name that readers see beside their editions."""
    form = PublicNameForm(request.POST or None, colleague=Colleague.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved: editions you publish from now on bear this name."))
        return HttpResponseRedirect(reverse("admin:index"))
    return page(request, "own_name", _("Your public name"), form=form)


def page(request, template: str, title: str, **context):
    context = {**admin.site.each_context(request), "title": title, "opts": Colleague._meta, **context}
    return TemplateResponse(request, f"admin/missions/colleague/{template}.html", context)
