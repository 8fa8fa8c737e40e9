"""What files last put into the draft."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRow(models.Model):
    """A content row as a file last loaded it: who it is, and the fingerprint of what it said.

    It stands apart from the row, so that nothing an editor does can touch it: a row whose content has another
    fingerprint was edited; where there is no such row, an editor removed, moved or renamed it. An empty fingerprint
    says that the files themselves gave the row up (`loaddata --prune`).
    """

    model = models.CharField(_("model"), max_length=20)
    # Of an entry and of a mission, the mission's key; of a source "".
    mission = models.CharField(_("mission"), max_length=80, blank=True)
    key = models.CharField(_("key"), max_length=80)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("loaded row")
        verbose_name_plural = _("loaded rows")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["model", "mission", "key"], name="row_is_remembered_once"),
        ]

    def __str__(self):
        return f"{self.model} {self.mission}/{self.key}"
