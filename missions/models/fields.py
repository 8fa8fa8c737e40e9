"""Fields that keep what they are given: one line end, no control characters, dates no more certain than written."""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from missions.text.citations import CitationError, read_field
from missions.text.dates import DateError, bounds
from missions.text.markdown import TextTooLong, check_length
from missions.text.visible import is_visible

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Unicode's categories Cc and Cs, but for line feeds and tabs; and the two that no XML may hold, a feed for example.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def tidy(text):
    """Give text its one kind of line end, `\\n`; browsers send `\\r\\n`, files hold either."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) and "\r" in text else text


def refuse_control_characters(text: str) -> None:
    if found := CONTROL.search(text):
        raise ValidationError(
            _("Remove the invisible character U+%(code)s at position %(place)s: it cannot be shown or searched."),
            code="control-character",
            params={"code": f"{ord(found[0]):04X}", "place": found.start() + 1},
        )


def refuse_what_nobody_sees(text: str) -> None:
    if not is_visible(text):
        raise ValidationError(_("Nothing of this text can be seen. Write another or none."), code="invisible")


def refuse_line_breaks(text: str) -> None:
    if "\n" in text or "\t" in text:
        raise ValidationError(_("Remove the line break: this field holds one line."), code="line-break")


def refuse_bad_keys(key: str) -> None:
    if not KEY.fullmatch(key):
        raise ValidationError(
            _("Use small letters, digits and single hyphens only, for example “brussels-summit”."), code="key"
        )


def refuse_bad_dates(edtf: str) -> None:
    try:
        bounds(edtf)
    except DateError as error:
        raise ValidationError(error.sentence, code=error.code) from error


def refuse_bad_citations(text: str) -> None:
    try:
        named = read_field(text)
    except CitationError as error:
        raise ValidationError(error.sentence, code=error.code) from error
    if any(citation.is_editorial for citation in named):
        raise ValidationError(
            _("Mark single statements with [@editorial], in the text: a whole entry is never the editors’ own words."),
            code="editorial",
        )


def refuse_long_texts(text: str) -> None:
    try:
        check_length(text)
    except TextTooLong as error:
        raise ValidationError(str(error), code="text-too-long") from error


class PlainText(models.Field):
    """What every text field does whichever way it is filled: form, file, shell, bulk write or update()."""

    refusals: tuple[Callable[[str], None], ...] = (refuse_control_characters, refuse_what_nobody_sees)

    @property
    def validators(self):
        return [*super().validators, *self.refusals]

    def to_python(self, value):
        return tidy(super().to_python(value))

    def pre_save(self, model_instance, add):
        text = tidy(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, text)
        return text

    def get_db_prep_save(self, value, connection):
        text = tidy(value)
        if isinstance(text, str):
            refuse_control_characters(text)
        return super().get_db_prep_save(text, connection)


class LineField(PlainText, models.CharField):
    """One line of plain text or inline Markdown."""

    refusals: tuple[Callable[[str], None], ...] = (
        refuse_control_characters,
        refuse_line_breaks,
        refuse_what_nobody_sees,
    )


class TextField(PlainText, models.TextField):
    """Several lines of plain text."""


class MarkdownField(PlainText, MarkdownxField):
    """Markdown with Pandoc citations, edited beside its preview."""

    refusals = (refuse_control_characters, refuse_long_texts, refuse_what_nobody_sees)


class KeyField(LineField):
    """A short word that is an entry's identity in files, documents, differences and anchors."""

    refusals = (refuse_control_characters, refuse_bad_keys)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)


class CitationsField(LineField):
    """Citations of a whole entry: `[@key, p. 4; @other]`."""

    refusals = (refuse_control_characters, refuse_line_breaks, refuse_bad_citations)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 2000)
        super().__init__(*args, **kwargs)


class EdtfField(LineField):
    """A date or interval in EDTF (ISO 8601-2), as precise as its source and no more."""

    refusals = (refuse_control_characters, refuse_bad_dates)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)


class BoundField(models.DateField):
    """The earliest or latest day an EDTF field of the same row allows: derived at each save, for order and filters.

    `of` names the EDTF field, `end` is "earliest" or "latest". Empty where the end is open or unknown.
    """

    def __init__(self, *args, of: str = "dates", end: str = "earliest", **kwargs):
        self.of, self.end = of, end
        kwargs.update(null=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "end": self.end}

    def pre_save(self, model_instance, add):
        edtf = getattr(model_instance, self.of)
        day = None
        if edtf:
            try:
                day = bounds(edtf)[self.end == "latest"]
            except DateError as error:
                raise ValidationError({self.of: error.sentence}, code=error.code) from error
        setattr(model_instance, self.attname, day)
        return day
