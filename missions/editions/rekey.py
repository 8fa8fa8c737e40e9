"""A source of the library under another key, or merged into another: in all drafts, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from missions.editions.naming import Naming, namings, taken_keys
from missions.models import EarlierKey, Link, Mission, Source
from missions.text.rekeying import with_keys


class RekeyRefused(Exception):
    """A source cannot have that key, or cannot be merged: the words say why and what to do."""


@dataclass(frozen=True)
class Rekeyed:
    """What was rewritten: the number of citations by mission. Readers see it once those missions are published."""

    counts: dict[Mission, int]


def rename(source: Source, key: str) -> Rekeyed:
    """Give a source another key and rewrite the citations of all drafts. Raises RekeyRefused; then nothing is written.

    The key it had leads to it for ever, and no other source may take it.
    """
    taken = _("Another source has or had the key “%s”. Choose another.") % key
    try:
        with transaction.atomic():
            lock_everything()
            source.refresh_from_db()
            refuse_merged(source)
            if key == source.key:
                return Rekeyed({})
            if taken_keys([key], source=source):
                raise RekeyRefused(taken)
            found = list(namings(source))
            EarlierKey.objects.filter(key=key).delete()
            EarlierKey.objects.create(key=source.key, source=source)
            was, source.key = source.key, key
            source.save()
            return rewrite(found, was, source)
    except IntegrityError as overtaken:
        # A new source, which no lock holds back, took the key in the same moment.
        raise RekeyRefused(taken) from overtaken


def merge(source: Source, *, into: Source) -> Rekeyed:
    """Let another source stand wherever drafts name a source; its keys lead there for ever. Raises RekeyRefused.

    A source that editions cite stays in its table, out of every list; any other is deleted.
    """
    with transaction.atomic():
        lock_everything()
        source.refresh_from_db()
        into.refresh_from_db()
        refuse_merged(source)
        refuse_merged(into)
        if source == into:
            raise RekeyRefused(_("Choose another source: this one cannot be merged into itself."))
        was = source.key
        rekeyed = rewrite(list(namings(source)), was, into)
        source.earlier_keys.update(source=into)
        if not source.citations.exists():
            source.delete()
        EarlierKey.objects.create(key=was, source=into)
        return rekeyed


def lock_everything() -> None:
    """Lock the missions, then the sources, in key order: nobody cites a source while its key changes."""
    # Without the keys of missions, as in `publish.lock_all`: whoever writes a relation needs the one it points to.
    list(Mission.objects.select_for_update(no_key=True).order_by("key").values_list("pk"))
    list(Source.objects.select_for_update().order_by("key").values_list("pk"))


def refuse_merged(source: Source) -> None:
    if not Source.objects.in_use().filter(pk=source.pk).exists():
        raise RekeyRefused(_("“%s” was merged into another source.") % source)


def rewrite(found: Sequence[Naming], was: str, source: Source) -> Rekeyed:
    counts: dict[Mission, int] = {}
    for naming in found:
        row = naming.row
        if isinstance(row, Link) and naming.is_link:
            row.source = source
        for field in naming.counts:
            text = with_keys(field.value_from_object(row), {was: source.key})
            if field.max_length and len(text) > field.max_length:
                raise RekeyRefused(
                    _("%(mission)s: the field “%(field)s” would grow too long with this key. Choose a shorter one.")
                    % {"mission": naming.mission, "field": field.verbose_name}
                )
            setattr(row, field.attname, text)
        row.save()
        counts[naming.mission] = counts.get(naming.mission, 0) + naming.count
    return Rekeyed(counts)
