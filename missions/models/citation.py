"""An edge from an edition to a source it cites."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.frozen import Frozen, frozen


@frozen
class Citation(Frozen):
    """A source's number in an edition and the places that cite it. Written with the edition; never changes."""

    edition = models.ForeignKey("missions.Edition", models.PROTECT, related_name="citations")
    source = models.ForeignKey("missions.Source", models.PROTECT, related_name="citations")
    key = models.CharField(_("key at that time"), max_length=80)
    number = models.PositiveIntegerField(_("number"))
    # Ids of the statements it supports, in reading order, then of links: ["phase-request.2", "link-official"].
    places = models.JSONField(_("places"))

    redacts = frozenset({"key", "places"})

    class Meta(Frozen.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="citation_number_is_unique_in_its_edition"),
            models.UniqueConstraint(fields=["edition", "source"], name="source_is_numbered_once_in_an_edition"),
        ]
        indexes = [models.Index(fields=["key"], name="citation_by_key")]

    def __str__(self):
        return f"{self.number}: {self.key}"
