"""The difference of two documents in words: a reason for the publish form, and entries a template can print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.editions.compare import EntryChange
from missions.models.fields import EdtfField
from missions.pages.dates import words
from missions.pages.names import SECTIONS, field_name, field_of, noun, plural
from missions.pages.stretches import Stretch, stretches


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What became of a field: its name, and its text as kept, removed and added stretches."""

    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What became of an entry. `kind` is "added", "removed" or "changed"; `verb` says it."""

    kind: str
    verb: str
    noun: str
    title: str
    fields: tuple[FieldWords, ...]


def reason_for(difference: Iterable[EntryChange]) -> str:
    """Return a reason that says what changed: "Added phase “Relocation”; changed 2 figures"."""
    changes = sorted(difference, key=lambda change: (KINDS.index(change.kind), SECTIONS.index(change.section)))
    if any(change.section == "mission" and change.kind == "added" for change in changes):
        return _("First edition")
    groups = groupby(changes, key=lambda change: (change.kind, change.section))
    return capfirst("; ".join(reason(kind, section, list(group)) for (kind, section), group in groups))


def words_of(difference: Iterable[EntryChange]) -> tuple[ChangeWords, ...]:
    """Return a difference as a template prints it, in its own order."""
    return tuple(
        ChangeWords(
            kind=change.kind,
            verb=capfirst(verb(change.kind)),
            noun=noun(change.section),
            title="" if change.section == "mission" else change.title,
            fields=tuple(field_words(change)),
        )
        for change in difference
    )


KINDS = ("added", "changed", "removed")


def reason(kind: str, section: str, changes: list[EntryChange]) -> str:
    if section == "mission":
        names = ", ".join(str(field_of(section, change.field).verbose_name) for change in changes[0].fields)
        return _("changed the mission’s %(fields)s") % {"fields": names}
    named = {"verb": verb(kind), "noun": noun(section), "title": changes[0].title, "count": len(changes)}
    if len(changes) == 1:
        return _("%(verb)s %(noun)s “%(title)s”") % named
    return _("%(verb)s %(count)d %(nouns)s") % {**named, "nouns": plural(section)}


def verb(kind: str) -> str:
    return {"added": _("added"), "removed": _("removed"), "changed": _("changed")}[kind]


def field_words(change: EntryChange) -> Iterator[FieldWords]:
    for field_change in change.fields:
        field = field_of(change.section, field_change.field)
        # An entry's place among others is news only when it moves.
        if field.name == "position" and change.kind != "changed":
            continue
        old, new = (value_words(field, value) for value in (field_change.old, field_change.new))
        yield FieldWords(field_name(change.section, field_change.field), stretches(old, new))


def value_words(field: Field, value: str) -> str:
    """Return a field's value as pages show it: a date in words, a choice by its name."""
    if isinstance(field, EdtfField):
        return words(value)
    return str(dict(field.flatchoices).get(value, value))
