"""The difference of two documents in words: a reason for the publish form, and entries a template can print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from django.db.models import Field
from django.utils.html import strip_tags
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from missions.editions.compare import EntryChange
from missions.models import Source
from missions.models.fields import EdtfField
from missions.pages.dates import words
from missions.pages.names import SECTIONS, field_name, field_of, noun, plural
from missions.pages.sources import PrintedSource, language_name
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
    groups = [list(group) for _same, group in groupby(changes, key=lambda change: (change.kind, change.section))]
    for limit in (MOST_NAMED, 1, 0):
        words = capfirst("; ".join(reason(group, limit) for group in groups))
        if len(words) <= LONGEST_REASON:
            break
    return words


def words_of(difference: Iterable[EntryChange]) -> tuple[ChangeWords, ...]:
    """Return a difference as a template prints it, in its own order.

    A source that came or went is one line, in its reference wording and without fields.
    """
    return tuple(
        ChangeWords(
            kind=change.kind,
            verb=capfirst(verb(change.kind)),
            noun=noun(change.section),
            title=title(change),
            fields=() if is_whole_source(change) else tuple(field_words(change)),
        )
        for change in difference
    )


KINDS = ("added", "changed", "removed")
# A group of more entries is counted.
MOST_NAMED = 3
# What the field of a reason holds, less room for an editor's own words.
LONGEST_REASON = 1900


def reason(changes: list[EntryChange], limit: int) -> str:
    """Say what became of the entries of a section: by name up to the limit, else by their number."""
    kind, section = changes[0].kind, changes[0].section
    if section == "mission":
        names = ", ".join(str(field_of(section, change.field).verbose_name) for change in changes[0].fields)
        return _("changed the mission’s %(fields)s") % {"fields": names}
    titles = list(dict.fromkeys(change.title for change in changes))
    named = {
        "verb": verb(kind),
        "count": len(changes),
        "nouns": noun(section) if len(changes) == 1 else plural(section),
    }
    # Entries of one title, as figures that count the same, are told apart by their number alone.
    if len(changes) > limit or len(titles) < len(changes):
        return _("%(verb)s %(count)d %(nouns)s") % named
    quoted = [_("“%(title)s”") % {"title": title} for title in titles]
    return _("%(verb)s %(nouns)s %(titles)s") % {**named, "titles": get_text_list(quoted, _("and"))}


def verb(kind: str) -> str:
    return {"added": _("added"), "removed": _("removed"), "changed": _("changed")}[kind]


def title(change: EntryChange) -> str:
    """Return what stands above a change: a source that came or went in its reference wording."""
    if change.section == "mission":
        return ""
    if is_whole_source(change):
        return unescape(strip_tags(PrintedSource.of(source_of(change)).words))
    return change.title


def is_whole_source(change: EntryChange) -> bool:
    return change.section == "sources" and change.kind != "changed"


def source_of(change: EntryChange) -> dict[str, str]:
    """Return a source as a document has it, as far as the change tells: the whole of one that came or went."""
    source = {field.name: "" for field in Source.content_fields()} | {"key": change.key}
    return source | {field.field: field.new or field.old for field in change.fields}


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
    if field.name == "language" and value:
        return language_name(value)
    return str(dict(field.flatchoices).get(value, value))
