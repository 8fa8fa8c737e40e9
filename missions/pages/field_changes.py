"""What became of one field: texts word by word as readers see them, dates and states in a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import BooleanField, Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.editions.compare import EntryChange, FieldChange
from missions.editions.statements import TEXTS, stem_of
from missions.models.fields import CitationsField, EdtfField
from missions.pages.cited import SourceNames, citation_sentences
from missions.pages.dates import words
from missions.pages.names import field_name, field_of
from missions.pages.sources import language_name
from missions.pages.stretches import Stretch, stretches, whole
from missions.text.citations import Citation, CitationError, read_field
from missions.text.rewording import Reworded, reworded, reworded_line


@dataclass(frozen=True, slots=True)
class PartWords:
    """What became of a part of a text. `kind` is "same", "changed", "added", "removed", "moved", "divided", "joined".

    `place` names it, "" where the field is one part; `anchor` is its id on the page of the new edition, of the old one
    if it was removed, "" where it has none. `count` is the number of parts that stayed the same, which are folded.
    """

    kind: str
    place: str
    anchor: str
    sentences: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    count: int = 1

    @property
    def is_gone(self) -> bool:
        return self.kind == "removed"


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What became of a field: its name, what is said of it as a whole, and its text part by part."""

    name: str
    sentences: tuple[str, ...]
    parts: tuple[PartWords, ...]
    is_date: bool = False


def field_words(change: EntryChange, one: FieldChange, names: SourceNames) -> FieldWords:
    field = field_of(change.section, one.field)
    name = field_name(change.section, one.field)
    mode = dict(TEXTS.get(change.section, ())).get(one.field)
    stem = f"mission-{one.field}" if change.section == "mission" else stem_of(change.section, change.key)
    if isinstance(field, CitationsField):
        return FieldWords(name, citation_sentences(citations(one.old), citations(one.new), names), ())
    if mode == "link":
        return FieldWords(name, citation_sentences(whole_source(one.old), whole_source(one.new), names), ())
    if mode == "blocks":
        return text_words(name, reworded(one.old, one.new), names, stem)
    if mode in ("line", "row"):
        line = stem if change.section == "mission" else ""
        return text_words(name, (reworded_line(one.old, one.new),), names, line, is_line=True)
    old, new = (value_words(field, value) for value in (one.old, one.new))
    is_date = isinstance(field, EdtfField)
    if change.kind == "changed" and (is_date or field.choices or isinstance(field, BooleanField)):
        return FieldWords(name, (replaced(old, new, is_period=is_period(one)),), (), is_date)
    return FieldWords(name, (), (PartWords("changed", "", "", (), stretches(old, new)),), is_date)


def text_words(
    name: str, found: tuple[Reworded, ...], names: SourceNames, stem: str, *, is_line: bool = False
) -> FieldWords:
    parts = tuple(folded_parts(found, names, stem, is_line=is_line))
    if all(part.kind == "same" for part in parts):
        return FieldWords(name, (_("Only its markup is another: readers see the same words and sources."),), parts)
    return FieldWords(name, (), parts)


def folded_parts(found: tuple[Reworded, ...], names: SourceNames, stem: str, *, is_line: bool) -> Iterator[PartWords]:
    """Yield the parts of a text; neighbours that stayed the same come as one."""
    for stayed, group in groupby(found, key=lambda one: one.is_same and not one.is_moved):
        if stayed:
            same = tuple(Stretch("same", one.new_words) for one in group)
            yield PartWords("same", "", "", (), same, len(same))
        else:
            yield from (part_words(one, names, stem, is_line=is_line) for one in group)


def part_words(one: Reworded, names: SourceNames, stem: str, *, is_line: bool) -> PartWords:
    standing = one.new or one.old
    ordinal = next((part.ordinal for part in standing if part.ordinal), 0)
    place = "" if is_line else capfirst(" – ".join(dict.fromkeys((standing[0].place, standing[-1].place))))
    anchor = stem if is_line or not ordinal else f"{stem}.{ordinal}"
    kind = kind_of(one)
    if kind == "added":
        shown = whole("inserted", one.new_words)
    elif kind == "removed":
        shown = whole("deleted", one.old_words)
    else:
        shown = stretches(one.old_words, one.new_words)
    return PartWords(kind, place, anchor, tuple(part_sentences(one, kind, names)), shown)


def kind_of(one: Reworded) -> str:
    if not one.old or not one.new:
        return "added" if one.new else "removed"
    if len(one.new) > len(one.old):
        return "divided"
    if len(one.new) < len(one.old):
        return "joined"
    return "moved" if one.is_moved else "changed"


def part_sentences(one: Reworded, kind: str, names: SourceNames) -> Iterator[str]:
    if one.is_moved:
        yield _("Moved: it was %(place)s.") % {"place": one.old[0].place}
    if kind == "divided":
        yield _("Divided: it was one with what follows.") if len(one.old) == 1 else _("Divided in another way.")
    elif kind == "joined":
        yield _("Joined: it was in several parts.")
    elif one.old and one.new and one.old[0].kind != one.new[0].kind:
        yield _("It was a %(old)s and is now a %(new)s.") % {"old": one.old[0].kind, "new": one.new[0].kind}
    yield from citation_sentences(one.old_citations, one.new_citations, names)
    old, new = (tuple(link for part in side for link in part.links) for side in (one.old, one.new))
    if one.old and one.new and old != new:
        yield from (_("It now links to %(address)s.") % {"address": link} for link in new if link not in old)
        yield from (_("It no longer links to %(address)s.") % {"address": link} for link in old if link not in new)


def replaced(old: str, new: str, *, is_period: bool) -> str:
    """Say what stands instead of what: "from October 2018 to 31 October 2018"."""
    values = {"old": old, "new": new}
    if not old:
        return _("%(new)s, where nothing was given") % values
    if not new:
        return _("no longer given; it was %(old)s") % values
    return _("now “%(new)s” instead of “%(old)s”") % values if is_period else _("from %(old)s to %(new)s") % values


def is_period(one: FieldChange) -> bool:
    """Return whether a date has words of its own for "from" and "to"."""
    return "/" in one.old or "/" in one.new


def value_words(field: Field, value: str) -> str:
    """Return a field's value as pages show it: a date in words, a choice by its name."""
    if isinstance(field, BooleanField):
        return _("announced") if value else _("confirmed")
    if isinstance(field, EdtfField):
        return words(value)
    if field.name == "language" and value:
        return language_name(value)
    return str(dict(field.flatchoices).get(value, value))


def citations(text: str) -> tuple[Citation, ...]:
    """Return the citations of a whole entry; a field that cannot be read names none."""
    try:
        return read_field(text)
    except CitationError:
        return ()


def whole_source(key: str) -> tuple[Citation, ...]:
    return (Citation(key),) if key else ()
