"""What every content row has in common: a key, and the fields that are the record."""

from functools import cache
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.draft_state import MarkingQuerySet
from missions.models.fields import CitationsField, KeyField

CITATIONS_HELP = _(
    "Sources of the whole entry, printed at each statement that has none of its own. "
    "Example: [@nato-news-start-2018, p. 2; @afp-canada-2019]"
)

# How dated entries stand below their mission: by earliest day, then by latest.
BY_DATE = ("mission", models.F("earliest").asc(nulls_first=True), models.F("latest").asc(nulls_last=True), "key")


class Content(models.Model):
    """A row of the draft: identified by its key for ever."""

    # The path from a row to the missions whose drafts or pages show it.
    bears_on: ClassVar[str]
    key: models.Field
    objects: ClassVar[models.Manager]

    class Meta:
        abstract = True

    @classmethod
    @cache
    def content_fields(cls) -> tuple[models.Field, ...]:
        """Return the fields that are the record itself, in the order files and documents show them."""
        derived = ("id", "earliest", "latest", "folded", "plain_url")
        return tuple(field for field in cls._meta.concrete_fields if field.name not in derived)


class EntryManager(models.Manager.from_queryset(MarkingQuerySet)):  # type: ignore[misc]  # Django's own idiom
    def get_by_natural_key(self, mission_key, key):
        return self.get(mission__key=mission_key, key=key)


class Entry(Content):
    """A content row below a mission."""

    bears_on = "mission"
    mission = models.ForeignKey(
        "missions.Mission", models.CASCADE, related_name="%(class)ss", verbose_name=_("mission")
    )
    key = KeyField(
        _("key"),
        blank=True,
        help_text=_("Identifies the entry for ever. Left empty, it is made from the title. Example: brussels-summit"),
    )

    objects: ClassVar[models.Manager] = EntryManager()

    class Meta:
        abstract = True

    def natural_key(self):
        return (*self.mission.natural_key(), self.key)

    natural_key.dependencies = ["missions.mission"]  # type: ignore[attr-defined]  # how Django is told


class CitedEntry(Entry):
    """An entry that may name the sources of all it says in one place."""

    citations = CitationsField(_("citations"), blank=True, help_text=CITATIONS_HELP)

    class Meta:
        abstract = True


def key_constraints(name: str) -> list[models.BaseConstraint]:
    """Return the constraints that keep an entry's key: filled, and unique in its mission."""
    return [
        models.UniqueConstraint(fields=["mission", "key"], name=f"{name}_key_is_unique_in_its_mission"),
        models.CheckConstraint(condition=~models.Q(key=""), name=f"{name}_key_is_filled"),
    ]
