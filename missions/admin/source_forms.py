"""Forms of the library: a source that is not there yet, a key it may have, a source it is merged into."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.admin.forms import ContentForm
from missions.admin.widgets import KeyChooser
from missions.editions.naming import taken_keys
from missions.models import Citation, EarlierKey, Source
from missions.text.addresses import plain_address
from missions.text.citations import EDITORIAL

KEY = Source._meta.get_field("key")


class SourceForm(ContentForm):
    """A source of the library; an address that is there already is asked about once."""

    anyway = forms.BooleanField(label=gettext_lazy("Save anyway: this is another document"), required=False)

    def keys_of_others(self) -> set[str]:
        earlier = (model.objects.values_list("key", flat=True) for model in (EarlierKey, Citation))
        return {EDITORIAL, *super().keys_of_others(), *(key for keys in earlier for key in keys)}

    def clean(self):
        cleaned = super().clean()
        typed = self.cleaned_data.get("key")
        if typed and not self.instance.pk and typed != EDITORIAL and taken_keys([typed]):
            sentence = _("Another source has or had this key, which leads to it. Choose another.")
            self.add_error("key", ValidationError(sentence, code="taken"))
        if self.same and not cleaned.get("anyway"):
            sentence = _("This address is in the library already: see above.")
            self.add_error("url", ValidationError(sentence, code="duplicate"))
        return cleaned

    @cached_property
    def same(self) -> list[Source]:
        """Return the other sources with the address that was typed, however it is written."""
        url = getattr(self, "cleaned_data", {}).get("url")
        plain = plain_address(url) if url and "url" in self.changed_data else ""
        if not plain:
            return []
        return list(Source.objects.in_use().filter(plain_url=plain).exclude(pk=self.instance.pk)[:5])


class RenameForm(forms.Form):
    """Another key for a source."""

    key = forms.CharField(
        label=gettext_lazy("New key"),
        max_length=KEY.max_length,
        validators=KEY.validators,
        help_text=gettext_lazy("Small letters, digits and hyphens."),
    )


class MergeForm(forms.Form):
    """The source that stands for another from now on."""

    into = forms.CharField(
        label=gettext_lazy("Source to keep"),
        widget=KeyChooser,
        help_text=gettext_lazy("Its key. It takes the place of this source in every draft."),
        error_messages={"required": gettext_lazy("Name the source to keep by its key.")},
    )

    def __init__(self, *args, source: Source, **kwargs):
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_into(self) -> Source:
        key = self.cleaned_data["into"].strip().removeprefix("[").removeprefix("@").removesuffix("]")
        found = Source.objects.in_use().filter(key=key).first()
        if found is None:
            raise ValidationError(_("No source has the key “%(key)s”."), params={"key": key}, code="unknown")
        if found == self.source:
            raise ValidationError(_("Choose another source: this one cannot be merged into itself."), code="itself")
        return found
