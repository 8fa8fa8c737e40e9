"""A difference in one line: the reason that the publish form proposes."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from missions.editions.compare import EntryChange
from missions.pages.names import SECTIONS, field_of, noun, plural, verb


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
        return _("changed the mission: %(fields)s") % {"fields": names}
    titles = list(dict.fromkeys(change.title for change in changes))
    named = {
        "verb": verb(kind),
        "count": len(changes),
        "nouns": noun(section) if len(changes) == 1 else plural(section),
    }
    # Entries of one title, as figures of one day that count the same, are told apart by their number alone.
    if len(changes) > limit or len(titles) < len(changes):
        return _("%(verb)s %(count)d %(nouns)s") % named
    quoted = [_("“%(title)s”") % {"title": title} for title in titles]
    return _("%(verb)s %(nouns)s %(titles)s") % {**named, "titles": get_text_list(quoted, _("and"))}
