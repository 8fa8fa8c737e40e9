"""Who led a mission."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.content import CitedEntry, key_constraints
from missions.models.fields import BoundField, EdtfField, LineField


class Leader(CitedEntry):
    """A person's term in a leading role."""

    role = LineField(_("role"), max_length=120, help_text=_("Example: Commander"))
    name = LineField(_("name"), max_length=120)
    rank = LineField(_("rank"), max_length=120, blank=True, help_text=_("At the time. Example: Major General"))
    nation = LineField(_("nation"), max_length=120, blank=True)
    dates = EdtfField(_("dates"), help_text=_("The term. Examples: 10 May 2022 to 24 May 2023; since 22 May 2025"))
    is_announced = models.BooleanField(
        _("announced"),
        default=False,
        help_text=_("Announced, not confirmed. The page says so until you clear this, whatever the date."),
    )
    note = LineField(_("note"), max_length=800, blank=True)
    earliest = BoundField(of="dates", end="earliest")
    latest = BoundField(of="dates", end="latest")

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")
        ordering = [
            "mission",
            models.F("earliest").asc(nulls_first=True),
            models.F("latest").asc(nulls_last=True),
            "key",
        ]
        constraints = key_constraints("leader")

    def __str__(self):
        return f"{self.name}, {self.role}"
