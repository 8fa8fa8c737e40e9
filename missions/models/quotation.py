"""Words somebody said."""

from django.utils.translation import gettext_lazy as _

from missions.models.content import BY_DATE, CitedEntry, key_constraints
from missions.models.fields import BoundField, EdtfField, LineField, TextField


class Quotation(CitedEntry):
    """A verbatim quotation with its speaker and occasion."""

    text = TextField(_("words"), max_length=5000, help_text=_("Verbatim, without quotation marks."))
    language = LineField(_("language"), max_length=20, default="en", help_text=_("Of the words above. Example: en"))
    speaker = LineField(_("speaker"), max_length=120)
    role = LineField(_("role"), max_length=120, blank=True, help_text=_("At the time. Example: NATO Secretary General"))
    occasion = LineField(_("occasion"), max_length=200, blank=True, help_text=_("Example: Visit to Baghdad"))
    date = EdtfField(_("date"))
    note = LineField(_("note"), max_length=800, blank=True, help_text=_("How the wording was checked."))
    earliest = BoundField(of="date", end="earliest")
    latest = BoundField(of="date", end="latest")

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = BY_DATE
        constraints = key_constraints("quotation")

    def __str__(self):
        return f"{self.speaker}, {self.date}"
