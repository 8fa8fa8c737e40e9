"""A stretch of a mission's history."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.content import CitedEntry, key_constraints
from missions.models.fields import BoundField, EdtfField, LineField, MarkdownField


class Phase(CitedEntry):
    """What happened between two dates, told in sourced statements."""

    title = LineField(_("title"), max_length=200, help_text=_("Example: Decision at the Brussels summit"))
    dates = EdtfField(
        _("dates"),
        help_text=_("As precise as the sources, no more. Examples: October 2018; 2017 to 2018; since 17 August 2023"),
    )
    is_announced = models.BooleanField(
        _("announced"),
        default=False,
        help_text=_("Announced, not confirmed. The page says so until you clear this, whatever the date."),
    )
    text = MarkdownField(_("text"), help_text=_("Markdown; each paragraph needs a source, for example [@cnbc-2021]"))
    earliest = BoundField(of="dates", end="earliest")
    latest = BoundField(of="dates", end="latest")

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = [
            "mission",
            models.F("earliest").asc(nulls_first=True),
            models.F("latest").asc(nulls_last=True),
            "key",
        ]
        constraints = key_constraints("phase")

    def __str__(self):
        return self.title
