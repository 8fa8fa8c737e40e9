"""Forms of content rows: keys that make themselves, dates read aloud, and unchanged fields left alone."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.admin.fields import EdtfFormField
from missions.admin.keys import key_for, slug_for
from missions.admin.widgets import SentThoughDisabled
from missions.models import Address, Entry, Initiative, Mission
from missions.models.fields import refuse_control_characters, tidy
from missions.text.dates import words
from missions.text.visible import has_words


class ContentForm(forms.ModelForm):
    """A form for any content row. `taken` holds the keys that other rows have or were just given."""

    def __init__(self, *args, taken: set[str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = taken
        if not self.instance.pk:
            return
        for field in self.fields.values():
            # What the form was opened with travels along: what changed is told from it, not from the row of today.
            field.show_hidden_initial = True
        if "key" in self.fields:
            self.fields["key"].disabled = True
            self.fields["key"].hidden_widget = SentThoughDisabled

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        self.keep_what_was_not_touched(cleaned)
        if "key" in self.fields and "key" not in self.errors and not cleaned.get("key"):
            taken = self.keys_of_others() if self.taken is None else self.taken
            cleaned["key"] = key_for(type(self.instance), cleaned, taken)
        if self.taken is not None and cleaned.get("key"):
            self.taken.add(cleaned["key"])
        return cleaned

    def keep_what_was_not_touched(self, cleaned: dict) -> None:
        """Give what was not touched back as stored now, to the last line break, whatever the form was opened with."""
        for name in self.initial:
            if name in cleaned and name not in self.changed_data and self.fields[name].show_hidden_initial:
                cleaned[name] = getattr(self.instance, name)

    def keys_of_others(self) -> set[str]:
        # Keys of entries differ within their mission, keys of missions and sources within the site.
        within = {}
        if isinstance(self.instance, Entry):
            within["mission"] = self.cleaned_data.get("mission") or self.instance.mission_id
        return set(type(self.instance).objects.filter(**within).values_list("key", flat=True))

    def readings(self) -> list[str]:
        """Say of each date that was typed in other words how it was read."""
        said = []
        for name, field in self.fields.items():
            if not isinstance(field, EdtfFormField) or name not in self.changed_data:
                continue
            edtf = self.cleaned_data.get(name)
            typed = str(self[name].data or "").strip()
            if edtf and typed.lower() not in (edtf.lower(), words(edtf).lower()):
                said.append(_("“%(typed)s” was read as %(words)s.") % {"typed": typed, "words": words(edtf)})
        return said


class MissionForm(ContentForm):
    """The head of a record; an address once published belongs to its mission for ever."""

    def clean(self):
        cleaned = super().clean()
        if "slug" not in self.fields or "slug" in self.errors:
            return cleaned
        if not cleaned.get("slug"):
            cleaned["slug"] = slug_for(cleaned.get("name", ""), self.slugs_of_others())
        elif cleaned["slug"] in self.addresses_of_others().values_list("slug", flat=True):
            sentence = _("This address belongs to another mission, which was published under it. Choose another.")
            self.add_error("slug", ValidationError(sentence, code="address-taken"))
        return cleaned

    def addresses_of_others(self):
        return Address.objects.exclude(mission_id=self.instance.pk)

    def slugs_of_others(self) -> set[str]:
        others = Mission.objects.exclude(pk=self.instance.pk).values_list("slug", flat=True)
        return {*others, *self.addresses_of_others().values_list("slug", flat=True)}


class EntryFormSet(BaseInlineFormSet):
    """The entries of one kind on their mission's form; new ones get keys that differ from each other's."""

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "taken": self.taken}

    def save_new(self, form, commit=True):
        form.instance.mission = self.instance
        place_last(form)
        return super().save_new(form, commit)

    @cached_property
    def taken(self) -> set[str]:
        if not self.instance.pk:
            return set()
        return set(self.get_queryset().values_list("key", flat=True))


def place_last(form: ContentForm) -> None:
    """Put an entry after the last of its kind, unless its position was typed. The mission's lock is held."""
    entry = form.instance
    if not hasattr(entry, "position") or "position" in form.changed_data:
        return
    neighbours = type(entry).objects.filter(mission=entry.mission)
    if isinstance(entry, Initiative):
        neighbours = neighbours.filter(kind=entry.kind)
    entry.position = (neighbours.aggregate(last=Max("position"))["last"] or 0) + 1


def refuse_no_words(text: str) -> None:
    if not has_words(text):
        raise ValidationError(_("Say why in words: these signs tell readers nothing."), code="no-words")


class ReasonForm(forms.Form):
    """Why a record is withdrawn or comes back: readers see these words."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        validators=[lambda text: refuse_control_characters(tidy(text)), refuse_no_words],
        error_messages={"required": gettext_lazy("Say why: readers see it.")},
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "dir": "auto"}),
        help_text=gettext_lazy("Readers see it, with the date and your public name."),
    )


class PublishForm(ReasonForm):
    """What goes with an edition, and the fingerprint of the draft that was shown."""

    minor = forms.BooleanField(
        label=gettext_lazy("Minor"),
        required=False,
        help_text=gettext_lazy("Folded in lists of changes, never hidden. For example a corrected spelling."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    # The reason that was filled in, to tell whether somebody wrote another.
    proposed = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def given(self) -> dict:
        """Return what `publish` asks for, once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("reason", "minor", "seen")}
