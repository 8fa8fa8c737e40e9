"""The rows of a spool into the tables, in sets and in bulk. Runs within the load's one transaction."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from missions.files.prune import prune
from missions.files.refusals import LoadRefused
from missions.files.rows import ORDER, POINTS, digest, identity_of, sentences_of, stored
from missions.files.spool import IS_WRITTEN, Spool, Spooled, Verdict, in_batches
from missions.files.watch import Watch
from missions.models import Content, LoadedRow, Mission, Source

MOVED = "somebody changed this record while the files were being read. Load again."


def write(spool: Spool, watch: Watch, *, prunes: bool) -> None:
    """Write what the plan says, model by model, so that what is pointed at stands before what points at it.

    The caller holds the lock.
    """
    total, done = spool.one(f"SELECT count(*) FROM row WHERE {IS_WRITTEN}"), 0
    for number, model in enumerate(ORDER):
        for rows in in_batches(spool.rows(f"model = ? AND {IS_WRITTEN}", number, order="mission, key")):
            refuse_what_moved(model, {row.pk: row.was for row in rows if row.pk}, rows)
            write_rows(model, rows)
            done += len(rows)
            watch.progress(_("written"), done, total)
    if prunes:
        prune(spool)
    remember(spool)


def lock(spool: Spool) -> None:
    """Lock the missions of the files, then the sources that change, in key order: the order every writer keeps."""
    for keys in spool.missions():
        list(Mission.objects.select_for_update(no_key=True).filter(key__in=keys).order_by("key").values_list("pk"))
    changing = spool.ask(
        f"SELECT key FROM row WHERE model = ? AND {IS_WRITTEN} AND pk IS NOT NULL ORDER BY key",
        ORDER.index(Source),
    )
    for keys in in_batches(key for (key,) in changing):
        list(Source.objects.select_for_update(no_key=True).filter(key__in=keys).order_by("key").values_list("pk"))


def refuse_what_moved(model: type[Content], planned: dict, rows: list[Spooled]) -> None:
    """Refuse rows that are no longer what the plan was made for: an editor saved between the plan and the lock."""
    if planned:
        now = {pk: digest(content) for pk, content in stored(model, pk__in=planned)}
        if now != planned:
            raise LoadRefused(row.origin.says(_(MOVED)) for row in rows if row.pk and now.get(row.pk) != row.was)


def write_rows(model: type[Content], rows: list[Spooled]) -> None:
    pks = {
        name: dict(target.objects.filter(key__in={row.content[name][0] for row in rows}).values_list("key", "pk"))
        for name, target in POINTS[model].items()
    }
    for row in rows:
        for name, target in POINTS[model].items():
            if row.content[name][0] not in pks[name]:
                sentence = _("there is no %(what)s “%(key)s” in the files or in the record.")
                words = {"what": target._meta.verbose_name, "key": row.content[name][0]}
                raise LoadRefused([row.origin.says(sentence % words, name)])
    instances = list(made(model, rows, pks))
    try:
        with transaction.atomic():
            model.objects.bulk_create([instance for instance in instances if not instance.pk])
            if changed := [instance for instance in instances if instance.pk]:
                names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
                model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=names)
    except IntegrityError as error:
        raise LoadRefused(list(culprits(rows, instances)) or [str(error)]) from error


def made(model: Any, rows: list[Spooled], pks: dict) -> Iterator[Content]:
    for row in rows:
        values = {
            f"{name}_id" if name in pks else name: pks[name][value[0]] if name in pks else value
            for name, value in row.content.items()
        }
        yield model(pk=row.pk, **values)


def culprits(rows: list[Spooled], instances: list[Content]) -> Iterator[str]:
    """Yield what the database would not take, and why: its constraints are asked row by row, only now."""
    for row, instance in zip(rows, instances, strict=True):
        instance.pk = row.pk
        try:
            instance.validate_unique()
            for constraint in instance._meta.constraints:
                if isinstance(constraint, models.CheckConstraint):
                    constraint.validate(type(instance), instance)
                elif identity_taken(row):
                    raise ValidationError(_(MOVED))
        except ValidationError as error:
            yield from sentences_of(row.origin, error)


def identity_taken(row: Spooled) -> bool:
    model, (mission, key) = row.origin.model, row.identity
    where = {"mission__key": mission, "key": key} if "mission" in POINTS[model] else {"key": key}
    return any(identity_of(model, content) == row.identity and pk != row.pk for pk, content in stored(model, **where))


def remember(spool: Spool) -> None:
    """Note what the files put into each row, or found there already."""
    where = f"({IS_WRITTEN} OR verdict = ?) AND coalesce(base, '') != digest"
    for rows in in_batches(spool.rows(where, Verdict.SAME.value)):
        LoadedRow.objects.bulk_create(
            (
                LoadedRow(
                    model=str(row.origin.model._meta.model_name),
                    mission=row.origin.mission,
                    key=row.origin.key,
                    fingerprint=row.digest,
                )
                for row in rows
            ),
            update_conflicts=True,
            unique_fields=["model", "mission", "key"],
            update_fields=["fingerprint"],
        )
