"""A difference in short: so many phases changed, so many sources added, each with the way to its change."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.pages.changes import ChangeWords
from missions.pages.names import noun, plural, verb


@dataclass(frozen=True, slots=True)
class SummaryLink:
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """What happened to entries of one kind: "3 phases changed", and where each of them stands among the changes."""

    words: str
    links: tuple[SummaryLink, ...]


def summary_of(changes: Iterable[ChangeWords]) -> tuple[SummaryLine, ...]:
    """Return a line for each kind of entry and of change, in reading order; changed dates are counted once more."""
    changes = tuple(changes)
    groups: dict[tuple[str, str], list[ChangeWords]] = {}
    for change in changes:
        groups.setdefault((change.section, change.kind), []).append(change)
    lines = [SummaryLine(counted(section, kind, group), links(group)) for (section, kind), group in groups.items()]
    dated = [change for change in changes if change.kind == "changed" and any(one.is_date for one in change.fields)]
    dates = sum(one.is_date for change in dated for one in change.fields)
    if dates:
        words = ngettext("%(count)d date changed", "%(count)d dates changed", dates) % {"count": dates}
        lines.append(SummaryLine(words, tuple(SummaryLink(date_title(change), change.id) for change in dated)))
    return tuple(lines)


def counted(section: str, kind: str, group: list[ChangeWords]) -> str:
    if section == "mission":
        return _("the mission itself %(verb)s") % {"verb": verb(kind)}
    number = len(group)
    named = {"count": number, "nouns": noun(section) if number == 1 else plural(section), "verb": verb(kind)}
    return _("%(count)d %(nouns)s %(verb)s") % named


def links(group: Iterable[ChangeWords]) -> tuple[SummaryLink, ...]:
    return tuple(SummaryLink(change.title or names_of_fields(change), change.id) for change in group)


def date_title(change: ChangeWords) -> str:
    return change.title or ", ".join(field.name for field in change.fields if field.is_date)


def names_of_fields(change: ChangeWords) -> str:
    return ", ".join(field.name for field in change.fields) or capfirst(change.noun)
