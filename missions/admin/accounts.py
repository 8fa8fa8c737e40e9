"""Forms of accounts: what a colleague may do, and the name that readers see."""

from typing import ClassVar

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.models import Colleague
from missions.models.fields import LineField

OF_ONESELF = gettext_lazy("Readers see it beside every edition you publish from now on. Left empty: “the editors”.")
OF_OTHERS = gettext_lazy(
    "Readers see it beside editions this colleague publishes. Left empty: “the editors”. The colleague can change it."
)


def public_name_field(help_text) -> forms.CharField:
    """Return a field for the name that readers see."""
    return forms.CharField(
        label=gettext_lazy("Public name"),
        help_text=help_text,
        required=False,
        max_length=150,
        validators=list(LineField.refusals),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "class": "vTextField"}),
    )


def refuse_login(name: str, login: str) -> None:
    """Refuse to show readers half of what it takes to log in."""
    if name and name.casefold() == login.casefold():
        raise ValidationError(_("Choose another name: readers never see a login."), code="login")


class NamedForm(forms.Form):
    """A form with a public name, of the account that `account()` returns."""

    public_name = public_name_field(OF_ONESELF)

    def account(self) -> Colleague:
        raise NotImplementedError

    def clean_public_name(self):
        name = self.cleaned_data["public_name"]
        refuse_login(name, self.account().get_username())
        return name


class PublicNameForm(NamedForm):
    """Somebody's own public name."""

    def __init__(self, *args, colleague: Colleague, **kwargs):
        super().__init__(*args, **kwargs)
        self.colleague = colleague
        self.initial = {"public_name": colleague.get_full_name()}

    def account(self):
        return self.colleague

    def save(self):
        self.colleague.choose_public_name(self.cleaned_data["public_name"])
        self.colleague.save(update_fields=["first_name", "last_name"])


class WelcomeForm(NamedForm, SetPasswordForm):
    """A first or a new password, and the public name, which is its owner's to choose."""

    field_order = ("new_password1", "new_password2", "public_name")

    def account(self):
        return self.user

    def save(self, commit=True):
        self.user.choose_public_name(self.cleaned_data["public_name"])
        return super().save(commit)


class ColleagueForm(forms.ModelForm):
    """An account with its role. `by` is who fills it in; shown is what Meta names at the desk: see `colleagues`."""

    by: ClassVar[Colleague]
    public_name = public_name_field(OF_OTHERS)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Colleague.Role.choices, widget=forms.RadioSelect, initial="Writers"
    )
    manages = forms.BooleanField(
        label=gettext_lazy("May manage colleagues"),
        required=False,
        help_text=gettext_lazy("Adds colleagues, changes their roles and makes links to set a password."),
    )

    class Meta:
        model = Colleague
        fields = ["username", "email", "is_active"]
        labels = {"username": gettext_lazy("Login"), "is_active": gettext_lazy("May log in")}
        help_texts = {
            "username": gettext_lazy("The name to log in with. Readers never see it. Example: zeynep"),
            "email": gettext_lazy("For a forgotten password. Readers never see it."),
            "is_active": gettext_lazy("Without the tick the account is closed; what it published stays as it is."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self._meta.fields or ()):
            del self.fields[name]
        colleague = self.instance
        if colleague.pk:
            rights = {"role": colleague.role(), "manages": colleague.is_manager()}
            self.initial.update(rights, public_name=colleague.get_full_name())
        if colleague.pk == self.by.pk:
            for name in {"is_active", "manages"} & set(self.fields):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Nobody locks themselves out: another manager can change this for you.")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        try:
            refuse_login(cleaned.get("public_name", ""), cleaned.get("username", ""))
        except ValidationError as error:
            self.add_error("public_name", error)
        return cleaned

    def save(self, commit=True):
        self.instance.choose_public_name(self.cleaned_data["public_name"])
        if not self.instance.pk:
            self.instance.is_staff = True
            self.instance.set_unusable_password()
        return super().save(commit)

    def _save_m2m(self):
        super()._save_m2m()  # type: ignore[misc]  # the stubs do not know it; Django's save() calls it
        if "role" in self.fields:
            self.instance.give_role(self.cleaned_data["role"], manages=self.cleaned_data["manages"])
