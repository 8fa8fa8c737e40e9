"""A pasted reference fills the form of a source: what was understood, what was left, and what was typed before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.admin.widgets import read
from missions.models import Source
from missions.text.addresses import plain_address
from missions.text.exchange.pasted import NotAReference, Pasted, read_pasted

# What the library says of other sources from the same site.
TOLD_BY_NEIGHBOURS = ("publisher", "kind", "language")


@dataclass(frozen=True)
class Reading:
    """What a form shows of a pasted reference: its values, and pairs of name and words; `sentence` if it failed."""

    values: Mapping[str, str]
    format: str = ""
    understood: tuple[tuple[str, str], ...] = ()
    neighbours: tuple[tuple[str, str], ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    sentence: str = ""
    others: str = ""


def read_into(typed: Mapping[str, str]) -> Reading:
    """Read what was pasted into the form; what was typed stays, whatever the reference says of it."""
    there = {name: typed[name] for name in FIELDS if typed.get(name, "").strip()}
    try:
        pasted = read_pasted(typed.get("pasted", ""))
    except NotAReference as error:
        return Reading(there, sentence=error.sentence)
    own = {name: value for name, value in there.items() if value != FIELDS[name].get_default()}
    neighbours = {name: value for name, value in from_neighbours(pasted).items() if name not in own}
    understood = {name: value for name, value in pasted.values.items() if own.get(name, value) == value}
    kept = {name: value for name, value in pasted.values.items() if name not in understood}
    return Reading(
        values={**there, **neighbours, **understood},
        format=_("an address") if pasted.format == "address" else pasted.format,
        understood=in_words(understood),
        neighbours=in_words(neighbours),
        kept=in_words(kept),
        unread=in_words(pasted.unread),
        left_out=tuple(pasted.left_out.items()),
        others=others(pasted.others),
    )


def from_neighbours(pasted: Pasted) -> dict[str, str]:
    """Return what most sources from the same site have in common, of that which the reference does not say."""
    host = plain_address(pasted.values.get("url", "")).partition("/")[0]
    missing = [name for name in TOLD_BY_NEIGHBOURS if name not in pasted.values]
    if not host or not missing:
        return {}
    there = list(Source.objects.in_use().filter(plain_url__startswith=f"{host}/").values_list(*missing)[:500])
    found = {}
    for name, values in zip(missing, zip(*there, strict=True), strict=False):
        value, count = Counter(values).most_common(1)[0]
        if count * 2 > len(values) and value != FIELDS[name].get_default():
            found[name] = value
    return found


def in_words(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return fields and values as people read them, in the order of the form."""
    return tuple(
        (str(field.verbose_name), said(name, values[name])) for name, field in FIELDS.items() if name in values
    )


def said(name: str, value: str) -> str:
    if FIELDS[name].choices:
        return str(dict(FIELDS[name].flatchoices).get(value, value))
    return read(value) or value if name in ("published", "accessed") else value


def others(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d further entry was left out. Paste it into a form of its own.",
        "%(count)d further entries were left out. Paste each into a form of its own.",
        count,
    ) % {"count": count}


FIELDS = {field.name: field for field in Source.content_fields()}
