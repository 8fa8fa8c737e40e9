"""What a mission is, does and is known by; and what its sources disagree about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.content import CitedEntry, key_constraints
from missions.models.fields import LineField, MarkdownField


class Initiative(CitedEntry):
    """A characteristic, an initiative, a fact or a disputed question of a mission."""

    class Kind(models.TextChoices):
        CHARACTERISTIC = "characteristic", _("characteristic")
        INITIATIVE = "initiative", _("initiative")
        FACT = "fact", _("fact")
        DISPUTED = "disputed", _("disputed question")

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.INITIATIVE,
        help_text=_("A disputed question stands under “Where sources disagree”, one list item for each version."),
    )
    title = LineField(_("title"), max_length=200, help_text=_("Example: Train the trainer"))
    text = MarkdownField(_("text"), help_text=_("Markdown; each paragraph and list item needs a source."))
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Its place among entries of its kind: smaller numbers come first.")
    )

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["mission", "kind", "position", "key"]
        constraints = key_constraints("initiative")

    def __str__(self):
        return self.title
