"""Words about an edition, added after it was published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.fields import LineField, TextField
from missions.models.frozen import Frozen, frozen


@frozen
class Notice(Frozen):
    """A public notice that an edition was withdrawn or republished, or that words were removed from it, and why.

    Never changes. Where words were removed, it keeps the seal that the edition had before.
    """

    class Kind(models.TextChoices):
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPUBLISHED = "republished", _("republished")
        REDACTED = "redacted", _("words removed")

    edition = models.ForeignKey("missions.Edition", models.PROTECT, related_name="notices", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    words = TextField(_("words"), max_length=2000)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    maker = LineField(_("made by"), max_length=200)
    replaced_seal = models.CharField(_("replaced seal"), max_length=64, blank=True, default="")

    forgets = ("made_by",)
    redacts = frozenset({"words", "maker"})

    class Meta(Frozen.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="notice_newest_first")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="notice_has_words"),
            models.CheckConstraint(condition=~models.Q(maker=""), name="notice_names_its_maker"),
            models.CheckConstraint(
                condition=models.Q(kind="redacted") & ~models.Q(replaced_seal="")
                | ~models.Q(kind="redacted") & models.Q(replaced_seal=""),
                name="notice_of_a_removal_keeps_the_seal_before",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.words}"
