"""How two missions belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.content import CitedEntry, key_constraints
from missions.models.fields import LineField


class Relation(CitedEntry):
    """A mission's predecessor, successor, parallel or comparable mission."""

    class Kind(models.TextChoices):
        PREDECESSOR = "predecessor", _("predecessor")
        SUCCESSOR = "successor", _("successor")
        PARALLEL = "parallel", _("parallel mission")
        COMPARABLE = "comparable", _("comparable mission")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    other = models.ForeignKey(
        "missions.Mission", models.PROTECT, related_name="related_from", verbose_name=_("other mission")
    )
    note = LineField(_("note"), max_length=800, blank=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["mission", "kind", "key"]
        constraints = [
            *key_constraints("relation"),
            models.CheckConstraint(
                condition=~models.Q(mission=models.F("other")),
                name="relation_is_to_another_mission",
                violation_error_message=_("Choose another mission: a mission is not related to itself."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.other}"
