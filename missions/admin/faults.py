"""What a text lacks as one writes, in sentences, each with the edits that mend it in place.

What is a statement and how it is cited is asked of `missions.text`; a browser only puts words where it is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from missions.editions.naming import present_keys
from missions.models import Source
from missions.text.citations import Citation, CitationError, read_field, write_field
from missions.text.cited_items import items
from missions.text.markdown import inline_statement, problems_of
from missions.text.mending import Edit, Gap, Stray, gaps, strays, to_repeat

# How a field cites: text in blocks, one line, a note beside the citations of its entry, those citations, and those
# of an entry that must have some, in the one or the other.
BLOCKS, LINE, NOTE, WHOLE, NEEDED = MODES = ("blocks", "line", "note", "whole", "needed")


@dataclass(frozen=True, slots=True)
class Cure:
    """A button: its words, and what it puts from `start` to `end`; `asks` says that a source is chosen first.

    Places are counted as browsers count, in UTF-16. `found` stands there and `before` before it, or else the text is
    another by now.
    """

    words: str
    start: int
    end: int
    text: str
    before: str
    found: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence about a text, and its cures."""

    sentence: str
    cures: tuple[Cure, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a field in its entry: the citations of the whole, a note, and the citations further above."""

    whole: str = ""
    note: str = ""
    above: str = ""


def faults(text: str, mode: str, beside: Beside) -> list[Fault]:
    """Return what is wrong with a field as it stands, in reading order."""
    whole = read_or_none(beside.whole if mode not in (WHOLE, NEEDED) else text)
    found: list[Fault] = []
    if mode in (WHOLE, NEEDED):
        found += in_field(text, mode, beside)
    elif mode != NOTE and not whole:
        found += (unsourced(text, gap) for gap in gaps(text, inline=mode == LINE))
    found += unknown(text)
    if mode in (BLOCKS, LINE, NOTE):
        found += (Fault(problem.sentence) for problem in problems_of(text, inline=mode != BLOCKS))
    return found


def in_field(text: str, mode: str, beside: Beside) -> Iterator[Fault]:
    try:
        read_field(text)
    except CitationError as error:
        yield Fault(error.sentence)
        return
    if mode == NEEDED and not text.strip() and not inline_statement(beside.note).citations:
        above = to_repeat(read_or_none(beside.above))
        cures = [cure(_("Same source as above"), text, Edit(0, len(text), write_field(above)))] if above else []
        cures.append(cure(_("Choose a source"), text, Edit(0, len(text), ""), asks="group"))
        yield Fault(_("No source yet: what is stated here needs one."), tuple(cures))


def unsourced(text: str, gap: Gap) -> Fault:
    words = _("No source: %s") % Truncator(gap.statement.text).chars(60)
    if gap.at is None:
        return Fault(words)
    offered = (
        (_("Same source as above"), gap.same_as_above, ""),
        (_("Choose a source"), Edit(gap.at, gap.at, ""), "spaced"),
        (_("These are our own words"), gap.editorial, ""),
    )
    return Fault(words, tuple(cure(said, text, edit, asks=asks) for said, edit, asks in offered if edit))


def unknown(text: str, *, is_beside: bool = False) -> Iterator[Fault]:
    """Yield the citations of a text whose sources are not there; of another field's text, without cures."""
    keys = {item.citation.key for item in items(text)}
    known = set(Source.objects.in_use().filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    found = strays(text, known)
    renamed = present_keys({stray.key for stray in found}) if found else {}
    for stray in found:
        fault = stranger(text, stray, renamed.get(stray.key, ""))
        yield Fault(fault.sentence) if is_beside else fault


def stranger(text: str, stray: Stray, present: str) -> Fault:
    if present:
        words = _("The key “%(key)s” is “%(present)s” today.") % {"key": stray.key, "present": present}
    else:
        words = _("No source has the key “%s”.") % stray.key
    offered = (
        (_("write “%s”") % present, stray.under(present) if present else None, ""),
        (_("Same source as above"), stray.same_as_above, ""),
        (_("Choose a source"), stray.under(""), "key"),
        (_("These are our own words"), stray.editorial, ""),
    )
    return Fault(words, tuple(cure(said, text, edit, asks=asks) for said, edit, asks in offered if edit))


def cure(words: str, text: str, edit: Edit, *, asks: str = "") -> Cure:
    start, end = units(text[: edit.start]), units(text[: edit.end])
    before, found = text[max(0, edit.start - 40) : edit.start], text[edit.start : edit.end]
    return Cure(words, start, end, "" if asks else edit.text, before, found, asks)


def units(text: str) -> int:
    """Return the length of a text as browsers count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_or_none(field: str) -> tuple[Citation, ...]:
    try:
        return read_field(field)
    except CitationError:
        return ()


def known_sources(citations: Iterable[Citation]) -> dict[str, Source]:
    """Map the keys of the sources that exist to them, in the order in which they are first cited."""
    keys = list(dict.fromkeys(citation.key for citation in citations))
    there = {source.key: source for source in Source.objects.in_use().filter(key__in=keys)}
    return {key: there[key] for key in keys if key in there}
