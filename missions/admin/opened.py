"""The entries of one kind on their mission's form, of which only those that were opened are forms."""

import re
from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from missions.admin.forms import EntryFormSet, place_last
from missions.admin.order import ORDERED, arranged, moved, numbers, write
from missions.models import Entry


class OpenedFormSet(EntryFormSet):
    """Shown, it has a form for each entry whose key is in `opened`, then one for each of `new`: what it begins with.

    `first` is the number of the first form, and without `may_order` no order is taken. Sent, the forms may have any
    numbers below TOTAL_FORMS: one with an id is that entry's, one without is a new entry, and an entry that was not
    sent stays untouched.
    """

    model: type[Entry]
    prefix: str
    queryset: QuerySet

    def __init__(
        self,
        *args,
        opened: Collection[str] = (),
        new: Collection[dict] = (),
        first: int = 0,
        may_order: bool = False,
        **kwargs,
    ):
        self.opened = opened
        self.new = new
        self.first = first
        self.may_order = may_order and self.model in ORDERED
        super().__init__(*args, initial=list(new), **kwargs)

    @cached_property
    def management_form(self):
        form = super().management_form
        # Some browsers bring the numbers of before a reload back, of forms that are not there any more.
        for field in form.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        return form

    @cached_property
    def rows(self) -> list[Entry]:
        """Return all entries of this kind, opened or not, in reading order."""
        return list(self.queryset)

    @cached_property
    def sent(self) -> tuple[list[int], list[int]]:
        """Return the numbers of the forms that came: those of entries, then those of new ones."""
        name_of_a_field = re.compile(rf"{re.escape(self.prefix)}-(0|[1-9][0-9]{{0,3}})-")
        found = {int(match[1]) for name in self.data if (match := name_of_a_field.match(name))}
        came = sorted(number for number in found if number < super(OpenedFormSet, self).total_form_count())
        known = [number for number in came if self.data.get(f"{self.prefix}-{number}-id")]
        return known, sorted({*came} - {*known})

    @cached_property
    def standing(self) -> list[Entry]:
        """Return the entries that are forms, in the order of their forms; a blank one for what is none of them."""
        if not self.is_bound:
            return [row for row in self.rows if row.key in self.opened]
        known = {str(row.pk): row for row in self.rows}
        named = (self.data[f"{self.prefix}-{number}-id"] for number in self.sent[0])
        return [known.get(pk) or self.model() for pk in named]

    def get_queryset(self):
        return self.standing

    def initial_form_count(self):
        return len(self.sent[0]) if self.is_bound else len(self.standing)

    def total_form_count(self):
        return self.initial_form_count() + (len(self.sent[1]) if self.is_bound else len(self.new))

    def add_prefix(self, index):
        if isinstance(index, int):
            index = [*self.sent[0], *self.sent[1]][index] if self.is_bound else self.first + index
        return super().add_prefix(index)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.is_bound and index is not None and index < self.initial_form_count():
            # Django's own field would ask the database once for each form.
            form.fields["id"] = RowField(self.standing[index])
            # What was opened and left as it is need not be checked, row by row, against every rule of the database.
            form.empty_permitted = True

    @cached_property
    def taken(self) -> set[str]:
        return {row.key for row in self.rows}

    def clean(self):
        pks = [row.pk for row in self.standing if row.pk]
        if len(pks) > len(set(pks)):
            raise ValidationError(_("An entry was sent twice, so nothing was saved. Reload the page."), code="twice")
        if len(self.standing) != self.management_form.cleaned_data["INITIAL_FORMS"]:
            words = _("The form did not arrive whole, so nothing was saved. Your text is still here: save it again.")
            raise ValidationError(words, code="not-whole")
        shown = numbers(self.data.get(f"{self.prefix}-shown", ""))
        there = [row.pk for row in self.rows if row.pk in shown]
        if self.wanted and shown and there != [pk for pk in shown if pk in there]:
            words = _("Somebody else changed the order meanwhile. This is their order: move your entries again.")
            raise ValidationError(words, code="order-moved")
        super().clean()

    @cached_property
    def wanted(self) -> list[int]:
        """Return the numbers of entries in the order that was asked for, [] if none was."""
        if not self.may_order:
            return []
        kind, _separator, rest = self.data.get("_move", "").partition(":")
        if kind == self.prefix:
            pk, _separator, direction = rest.partition(":")
            return moved(self.rows, *numbers(pk)[:1] or [0], up=direction == "up")
        return numbers(self.data.get(f"{self.prefix}-order", ""))

    def save(self, commit=True):
        saved = super().save(commit)
        rows = self.model.objects.filter(mission=self.instance) if self.wanted else ()
        self.moved_objects = write(arranged(rows, self.wanted))
        return saved

    def save_existing(self, form, obj, commit=True):
        if "kind" in form.changed_data:
            place_last(form)
        return super().save_existing(form, obj, commit)


class RowField(forms.Field):
    """Which entry a form is for: found among those that were read."""

    widget = forms.HiddenInput

    def __init__(self, row: Entry):
        super().__init__(initial=row.pk)
        self.row = row

    def clean(self, value):
        if not self.row.pk:
            words = _(
                "This entry is not in the record any more: it was deleted, or the form was altered. Your text is still "
                "here. Copy it into a new entry, tick “Delete” here, and save again."
            )
            raise ValidationError(words, code="gone")
        return self.row

    def has_changed(self, initial, data):
        return False
