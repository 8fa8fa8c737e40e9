"""Further reading."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.content import Entry, key_constraints
from missions.models.fields import LineField


class Link(Entry):
    """A source that readers are sent to."""

    label = LineField(_("label"), max_length=300, help_text=_("Says what the reader finds there."))
    source = models.ForeignKey("missions.Source", models.PROTECT, related_name="links", verbose_name=_("source"))
    position = models.PositiveIntegerField(_("position"), default=0, help_text=_("Smaller numbers come first."))

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["mission", "position", "key"]
        constraints = key_constraints("link")

    def __str__(self):
        return self.label
