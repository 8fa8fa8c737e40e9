"""How each draft stands to what readers see. Derived from drafts and editions, told again where one was written.

Whoever writes content leaves a mark in the same transaction, on every path the ORM offers. `editions.draft_states`
tells the states of marked drafts anew, and takes away only the marks it had seen before it read the draft.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.signals import post_save, pre_delete

from missions.models.listed import DERIVED


class DraftState(models.Model):
    """What a draft was when it was last looked at."""

    mission = models.OneToOneField("missions.Mission", **DERIVED, primary_key=True)
    # Whether publishing it would change what readers see.
    differs = models.BooleanField()
    # How many of its statements name no source, and the first of them: {"place", "title", "text"}.
    unsourced = models.PositiveIntegerField()
    statements = models.JSONField()
    # The last day that "as of" allows, None where it says nothing.
    true_until = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["mission"]

    def __str__(self):
        return f"{self.mission_id}: {self.differs}, {self.unsourced}"


class DraftMark(models.Model):
    """A draft, or what it names, was written since its state was told. Marks come and go and never change."""

    mission = models.ForeignKey("missions.Mission", **DERIVED)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.mission_id)


def mark(missions: Iterable[int]) -> None:
    DraftMark.objects.bulk_create([DraftMark(mission_id=pk) for pk in set(missions) if pk], batch_size=500)


class MarkingQuerySet(models.QuerySet[Any]):
    """Rows of content: what is written in bulk marks the drafts it bears on, as saving and deleting one row does."""

    def borne_on(self) -> list[int]:
        """Return the ids of the missions whose drafts, or live pages, show these rows."""
        return list(self.order_by().values_list(self.model.bears_on, flat=True).distinct())

    def update(self, **changes):
        borne_on = self.borne_on()
        changed = super().update(**changes)
        mark(borne_on)
        return changed

    def bulk_create(self, objs, *args, **kwargs):
        created = super().bulk_create(objs, *args, **kwargs)
        mark(self.model.objects.filter(pk__in=[row.pk for row in created]).borne_on())
        return created


def watch(*models_of_content: type[Any]) -> None:
    """Have every save and deletion of a row of these models leave its mark."""
    for model in models_of_content:
        post_save.connect(mark_row, sender=model)
        pre_delete.connect(mark_row, sender=model)


def mark_row(sender, instance, **kwargs):
    mark(sender._base_manager.filter(pk=instance.pk).values_list(sender.bears_on, flat=True).distinct())


def mark_published(instance, **kwargs):
    """Mark the mission of a new edition, and those that name it as related: they print its name as readers know it."""
    mark([instance.mission_id, *instance.mission.related_from.values_list("mission", flat=True)])
