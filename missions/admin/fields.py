"""Form fields that read what people type and leave alone what they did not touch."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.forms.widgets import Textarea

from missions.admin.widgets import EdtfWidget, read
from missions.editions.record import section
from missions.editions.statements import TEXTS
from missions.models import Mission
from missions.models.fields import CitationsField, tidy
from missions.text.dates import DateError, understand

LINE_BREAKS = re.compile(r"\s*\n\s*")


class TextFormField(forms.CharField):
    """Text of several lines; browsers send `\\r\\n`, which is no change."""

    def to_python(self, value):
        return super().to_python(tidy(value))

    def has_changed(self, initial, data):
        # Both stripped: a file may end its text with a line break, which a form never sends back.
        return super().has_changed(self.to_python(initial), data)


class LineFormField(TextFormField):
    """One line in a box that shows all of it; a pasted line break becomes a space."""

    def to_python(self, value):
        return LINE_BREAKS.sub(" ", super().to_python(value))


class EdtfFormField(forms.CharField):
    """A date as people write it ("October 2018", "since 2019"), kept as EDTF."""

    widget = EdtfWidget

    def prepare_value(self, value):
        return typeable(value)

    def widget_attrs(self, widget):
        # The longest length is that of the EDTF; the words for it may be longer.
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return typed
        try:
            return understand(typed)
        except DateError as error:
            raise ValidationError(error.sentence, code=error.code) from error


def typeable(edtf: str | None) -> str | None:
    """Return a date in the words that read back as the very same date; as it is where none do."""
    said = read(edtf)
    try:
        return said if said and understand(said) == edtf else edtf
    except DateError:
        return edtf


def cites(db_field: Field) -> str:
    """Return how a field of content cites (see `faults`), "" for one that does not."""
    texts = TEXTS.get("mission" if db_field.model is Mission else section(db_field.model), ())  # type: ignore[arg-type]  # all but missions are entries
    modes = {name: "note" if mode == "row" else mode for name, mode in texts if mode in ("blocks", "line", "row")}
    if isinstance(db_field, CitationsField):
        return "needed" if {"row", "fact"} & {mode for _name, mode in texts} else "whole"
    return modes.get(db_field.name, "")


def long_line_widget() -> Textarea:
    return Textarea(attrs={"rows": 3, "class": "vLargeTextField", "dir": "auto"})
