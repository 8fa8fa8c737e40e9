"""The difference of two documents in words: what became of each entry, as a template prints it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.editions.compare import EntryChange, compare
from missions.editions.statements import statements_of, stem_of
from missions.models import Source
from missions.pages.cited import SourceNames
from missions.pages.field_changes import FieldWords, field_words
from missions.pages.names import noun, verb
from missions.pages.sources import PrintedSource

# What an entry is called by: another one is a new name, and said as such.
TITLES = {"phases": "title", "initiatives": "title", "links": "label"}

# Unicode's isolates: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
FIRST_STRONG, END_OF_IT = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What became of an entry. `kind` is "added", "removed", "changed" or "moved"; `verb` says it.

    `sentences` tell what words beside each other cannot show. `anchor` is its place on the page of the new edition, of
    the old one if it was removed; `id` its place among the changes, `part` its name there where an entry has several.
    """

    kind: str
    verb: str
    section: str
    noun: str
    title: str
    anchor: str
    sentences: tuple[str, ...]
    fields: tuple[FieldWords, ...]
    part: str = ""

    @property
    def id(self) -> str:
        return f"change-{self.part or self.anchor or self.section}"

    @property
    def is_gone(self) -> bool:
        return self.kind == "removed"


def changes_between(old: Mapping, new: Mapping) -> tuple[ChangeWords, ...]:
    """Return what lies between two documents of the present format."""
    return words_of(compare(old, new), old, new)


def words_of(
    difference: Iterable[EntryChange], old: Mapping | None = None, new: Mapping | None = None
) -> tuple[ChangeWords, ...]:
    """Return a difference as a template prints it, in its own order.

    `old` and `new` are the documents, from which sources have their numbers and names. A source that came or went is
    one line, in its reference wording and without fields.
    """
    difference = tuple(difference)
    names = SourceNames.of(old, new)
    supports = SupportCounts(new)
    moved = {change.section for change in difference if change.follows is not None}
    worded = (change_words(change, names, supports, is_explained=change.section in moved) for change in difference)
    return tuple(one for one in worded if one)


class SupportCounts:
    """How many statements of a document each source supports, counted when first asked."""

    def __init__(self, document: Mapping | None):
        self.document = document
        self.counts: dict[str, int] | None = None

    def of(self, key: str) -> int:
        if self.counts is None:
            self.counts = {}
            for stated in statements_of(self.document) if self.document else ():
                for cited in {citation.key for citation in stated.citations}:
                    self.counts[cited] = self.counts.get(cited, 0) + 1
        return self.counts.get(key, 0)


def change_words(
    change: EntryChange, names: SourceNames, supports: SupportCounts, *, is_explained: bool
) -> ChangeWords | None:
    """Return what became of one entry.

    None where nothing but its number in the order is another because entries beside it moved, which is said there.
    """
    is_renumbered = [one.field for one in change.fields] == ["position"] and change.kind == "changed"
    if is_renumbered and change.follows is None and is_explained:
        return None
    kind = "moved" if is_renumbered and change.follows is not None else change.kind
    return ChangeWords(
        kind=kind,
        verb=capfirst(verb(kind)),
        section=change.section,
        noun=noun(change.section),
        title=title(change),
        anchor=anchor_of(change, names),
        sentences=tuple(sentences(change, supports)),
        fields=() if is_whole_source(change) else tuple(fields_of(change, names)),
    )


def title(change: EntryChange) -> str:
    """Return what stands above a change: a source that came or went in its reference wording."""
    if change.section == "mission":
        return ""
    if is_whole_source(change):
        return plain_words(PrintedSource.of(source_of(change)).words)
    return change.title


def plain_words(html: str) -> str:
    """Return words without markup; what an element kept apart from the direction around it, characters keep apart."""
    return unescape(strip_tags(html.replace("<bdi", f"{FIRST_STRONG}<bdi").replace("</bdi>", f"</bdi>{END_OF_IT}")))


def anchor_of(change: EntryChange, names: SourceNames) -> str:
    """Return the id of an entry on its page, "" for the mission as a whole."""
    if change.section == "mission":
        return ""
    if change.section == "sources":
        source = (names.old if change.kind == "removed" else names.new).get(change.key)
        return f"ref-{source['number']}" if source else ""
    return stem_of(change.section, change.key)


def sentences(change: EntryChange, supports: SupportCounts) -> Iterator[str]:
    values = {one.field: one for one in change.fields}
    renamed = values.get(TITLES.get(change.section, ""))
    if renamed and change.kind == "changed":
        yield _("Renamed from “%(old)s” to “%(new)s”.") % {"old": renamed.old, "new": renamed.new}
    if change.follows:
        yield _("Moved: it now follows “%(title)s”.") % {"title": change.follows}
    elif change.follows == "":
        yield _("Moved: it now stands first of its kind.")
    elif "position" in values and change.kind == "changed":
        yield _("Its number in the order is another; it stands where it stood.")
    if change.section == "sources" and change.kind != "removed" and (count := supports.of(change.key)):
        yield ngettext("It supports %(count)d statement.", "It supports %(count)d statements.", count) % {
            "count": count
        }


def fields_of(change: EntryChange, names: SourceNames) -> Iterator[FieldWords]:
    for one in change.fields:
        # Both are told above the fields.
        if one.field not in ("position", TITLES.get(change.section)):
            yield field_words(change, one, names)


def is_whole_source(change: EntryChange) -> bool:
    return change.section == "sources" and change.kind != "changed"


def source_of(change: EntryChange) -> dict[str, str]:
    """Return a source as a document has it, as far as the change tells: the whole of one that came or went."""
    source = {field.name: "" for field in Source.content_fields()} | {"key": change.key}
    return source | {field.field: field.new or field.old for field in change.fields}
