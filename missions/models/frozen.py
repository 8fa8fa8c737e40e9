"""What is published stays: rows that can be added through one door and never be changed or deleted.

The guard stands in Python, on every path the ORM offers (save, raw save, update, bulk writes, delete, cascades),
because database triggers are lost whenever SQLite rebuilds a table.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.db import models
from django.db.models.signals import pre_delete, pre_save

door_is_open = ContextVar("door_is_open", default=False)
may_remove = ContextVar("may_remove", default=False)


class FrozenError(Exception):
    """Somebody tried to change or delete what is published."""

    def __init__(self, model):
        super().__init__(
            f"{model._meta.verbose_name_plural.capitalize()} are never changed or deleted. "
            "Publish a new edition, or withdraw the record, instead."
        )


@contextmanager
def open_door():
    """Let the actions in `missions.editions` add frozen rows; nothing else may use this."""
    token = door_is_open.set(True)
    try:
        yield
    finally:
        door_is_open.reset(token)


@contextmanager
def open_for_removal():
    """Let `editions.redact` take words out of frozen rows, as the law may demand; nothing else may use this."""
    token = may_remove.set(True)
    try:
        with open_door():
            yield
    finally:
        may_remove.reset(token)


class FrozenQuerySet(models.QuerySet):
    def update(self, **changes):
        if may_remove.get() and self.model.redacts.issuperset(changes):  # type: ignore[attr-defined]
            return super().update(**changes)
        # Deleting an account empties the link to it; the name that was published stays in its own column.
        forgotten = {name: None for name in self.model.forgets if name in changes}  # type: ignore[attr-defined]
        if not changes or changes != forgotten:
            raise FrozenError(self.model)
        return super().update(**changes)

    def delete(self):
        raise FrozenError(self.model)

    def _raw_delete(self, using):
        raise FrozenError(self.model)

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts or not door_is_open.get():
            raise FrozenError(self.model)
        return super().bulk_create(objs, *args, **kwargs)


def frozen(model):
    """Guard a model class against every change of a stored row."""
    pre_save.connect(refuse_changes, sender=model)
    pre_delete.connect(refuse_deletion, sender=model)
    return model


def refuse_changes(sender, instance, raw, **kwargs):
    if raw or instance.pk is not None or not door_is_open.get():
        raise FrozenError(sender)


def refuse_deletion(sender, **kwargs):
    raise FrozenError(sender)


class Frozen(models.Model):
    """The base of frozen rows.

    `forgets` names the links to accounts that may become empty, `redacts` the fields that a removal may change.
    """

    forgets: tuple[str, ...] = ()
    redacts: frozenset[str] = frozenset()

    objects: ClassVar[Any] = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
