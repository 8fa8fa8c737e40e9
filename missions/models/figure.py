"""A dated number about a mission."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.content import CitedEntry, key_constraints
from missions.models.fields import BoundField, EdtfField, LineField


class Figure(CitedEntry):
    """How many of something at a date, and in what sense: a target is not a count."""

    class Quality(models.TextChoices):
        PLANNED = "planned", _("planned")
        TARGET = "target", _("target")
        AUTHORISED = "authorised", _("authorised")
        REPORTED = "reported", _("reported")
        OFFICIAL = "official", _("official")
        ANNOUNCED = "announced", _("announced")

    counted = LineField(_("what is counted"), max_length=120, help_text=_("Example: Personnel"))
    low = models.PositiveIntegerField(_("number, or least"), null=True, blank=True)
    high = models.PositiveIntegerField(_("most"), null=True, blank=True, help_text=_("Only for a range."))
    wording = LineField(
        _("in words"),
        max_length=200,
        blank=True,
        help_text=_("As uncertain as the source puts it. Examples: about 500; several hundred"),
    )
    quality = models.CharField(
        _("quality"),
        max_length=12,
        choices=Quality.choices,
        help_text=_("Told apart on the page. Official: stated by the organisation; reported: by others."),
    )
    date = EdtfField(_("date"), help_text=_("The time the number is about. Example: May 2022"))
    note = LineField(_("note"), max_length=800, blank=True)
    earliest = BoundField(of="date", end="earliest")
    latest = BoundField(of="date", end="latest")

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["mission", "counted", models.F("earliest").asc(nulls_first=True), "key"]
        constraints = [
            *key_constraints("figure"),
            models.CheckConstraint(
                condition=models.Q(low__isnull=False) | ~models.Q(wording=""),
                name="figure_has_a_number_or_words",
                violation_error_message=_("Give a number, or say in words what the source says."),
            ),
            models.CheckConstraint(
                condition=models.Q(high__isnull=True) | models.Q(low__isnull=False, high__gt=models.F("low")),
                name="figure_range_runs_upward",
                violation_error_message=_("The most must be greater than the least; leave it empty for one number."),
            ),
        ]

    def __str__(self):
        return f"{self.counted}, {self.date}"
