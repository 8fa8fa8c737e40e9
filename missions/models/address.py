"""Where a mission was ever published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.frozen import Frozen, frozen


@frozen
class Address(Frozen):
    """A slug a mission was published under: leads to that mission for ever and never to another."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    mission = models.ForeignKey("missions.Mission", models.PROTECT, related_name="addresses")

    class Meta(Frozen.Meta):
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["slug"]

    def __str__(self):
        return self.slug
