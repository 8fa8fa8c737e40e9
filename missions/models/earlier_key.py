"""A key that a source had."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EarlierKey(models.Model):
    """Leads from a key a source had, or that of a source merged into it, to the source. No other source may take it.

    A merged source that editions cite stays in its table, since editions point to it: it is told by having its own
    key here, and belongs to no list of sources any more.
    """

    key = models.CharField(_("key"), max_length=80, unique=True)
    source = models.ForeignKey("missions.Source", models.PROTECT, related_name="earlier_keys")

    class Meta:
        verbose_name = _("earlier key")
        verbose_name_plural = _("earlier keys")
        default_permissions = ()
        ordering = ["key"]

    def __str__(self):
        return f"{self.key} → {self.source}"
