"""Where words stand that have to go: in editions and notices, in drafts, and in the desk's log."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils import timezone

from missions.editions.held_at_desk import in_accounts, in_log
from missions.editions.removal import (
    AROUND,
    MODELS,
    Change,
    Held,
    Keys,
    Path,
    Removal,
    cuts_of,
    excerpt,
    places,
    rule_of,
    sealed_words,
)
from missions.models import Citation, EarlierKey, Edition, Entry, Mission, Notice, Source
from missions.text.plain import plain
from missions.text.removal import Words, mark, without

NEW_KEY = re.compile(r"removed-([0-9]+)")


@dataclass(frozen=True)
class Finding:
    """All that a removal would change; what holds the words and stays; and where readers meet them, typed otherwise."""

    removal: Removal
    editions: tuple[Change, ...]
    others: tuple[Change, ...]
    held: tuple[Held, ...]
    stays: tuple[Held, ...]
    otherwise: tuple[Held, ...]

    @property
    def is_empty(self) -> bool:
        return not self.held


def find(
    phrases: Iterable[str], *, missions: Collection[str] = (), day: date | None = None, keys: Keys | None = None
) -> Finding:
    """Return where words stand; in some missions alone if their keys are given.

    `day` and `keys` are those of an earlier removal that is done again; the day is today otherwise.
    """
    words = Words(phrases)
    given = keys or {}
    removal = Removal(words, mark(day or timezone.now().date()), {**new_keys(words, missions, given), **given})
    held: list[Held] = []
    stays: list[Held] = []
    otherwise: list[Held] = []
    editions = tuple(in_editions(removal, missions, held, stays, otherwise))
    others = (*in_notices(removal, missions, held), *in_drafts(removal, missions, held, stays), *in_log(removal, held))
    stays += in_accounts(words)
    return Finding(removal, editions, others, tuple(held), tuple(stays), tuple(otherwise))


def of_missions(rows, path: str, missions: Collection[str]):
    return rows.filter(**{f"{path}__in": missions}) if missions else rows


def new_keys(words: Words, missions: Collection[str], given: Keys) -> dict[tuple[str, str], str]:
    """Map the keys of entries and sources that hold the words to keys that no row has or had."""
    found: set[tuple[str, str]] = set()
    for edition in of_missions(Edition.objects.order_by("pk"), "mission__key", missions).iterator(20):
        for name in MODELS:
            if name != "mission":
                found.update((name, row["key"]) for row in edition.document[name])
    for name, model in MODELS.items():
        if issubclass(model, Entry):
            keys = of_missions(model.objects.all(), "mission__key", missions).values_list("key", flat=True)
            found.update((name, key) for key in keys)
    for rows in (Source.objects, EarlierKey.objects, Citation.objects):
        found.update(("sources", key) for key in rows.values_list("key", flat=True))
    there = {key for _name, key in found}.union(given.values())
    last = max((int(match[1]) for key in there if (match := NEW_KEY.fullmatch(key))), default=0)
    holding = sorted(pair for pair in found if words.are_in_key(pair[1]))
    return {pair: f"removed-{number}" for number, pair in enumerate(holding, last + 1)}


def in_editions(
    removal: Removal, missions, held: list[Held], stays: list[Held], otherwise: list[Held]
) -> Iterator[Change]:
    rows = of_missions(Edition.objects.select_related("mission"), "mission__key", missions)
    for edition in rows.order_by("mission__key", "number").iterator(20):
        where = f"{edition.mission.key}, edition {edition.number}"
        sealed = sealed_words(edition)
        cuts = cuts_of(sealed, removal)
        for place in places(sealed):
            said = f"{title(sealed, place.path)}{place.field}"
            if place.path in cuts:
                held.append(Held(where, said, excerpt(place.text, cuts[place.path])))
            elif removal.words.are_in(place.text) and rule_of(place.section, place.field) == "words":
                otherwise.append(Held(where, said, plain(place.text)))
            elif removal.words.are_in(place.text) or removal.words.are_in_key(place.text):
                stays.append(Held(where, said, place.text[:AROUND]))
        if cuts:
            yield Change(edition, {}, cuts)


def title(sealed, path: Path) -> str:
    """Return the key of the row that a text stands in, for people."""
    if path[0] != "document" or path[1] == "mission":
        return ""
    return f"{str(path[1]).removesuffix('s')} “{sealed['document'][path[1]][path[2]]['key']}”, "


def in_notices(removal: Removal, missions, held: list[Held]) -> Iterator[Change]:
    rows = of_missions(Notice.objects.select_related("edition__mission"), "edition__mission__key", missions)
    for notice in rows.order_by("pk"):
        where = f"{notice.edition.mission.key}, notice about edition {notice.edition.number}"
        yield from changed(notice, "edition", ("words", "maker"), removal, where, held)


def in_drafts(removal: Removal, missions, held: list[Held], stays: list[Held]) -> Iterator[Change]:
    for name, model in MODELS.items():
        rows = model.objects.order_by("pk")
        if model is not Source:
            rows = of_missions(rows, "key" if model is Mission else "mission__key", missions)
        for row in rows.select_related("mission") if issubclass(model, Entry) else rows:
            owner = row.mission.key if isinstance(row, Entry) else row.key if model is Mission else ""
            where = f"{owner}, draft" if owner else "the library of sources"
            names = [field.name for field in model.content_fields() if not field.is_relation]
            said = f"{model._meta.verbose_name} “{row.key}”, " if owner != row.key else ""
            yield from changed(row, name, names, removal, where, held, said=said)
            if model is Mission and (removal.words.are_in_key(row.key) or removal.words.are_in_key(row.slug)):
                stays.append(Held(where, "address", row.slug))


def changed(
    row: Model, name: str, fields: Iterable[str], removal: Removal, where: str, held: list[Held], *, said: str = ""
) -> Iterator[Change]:
    """Yield what becomes of a row, if anything, and note where it holds the words."""
    new = {}
    for field in fields:
        text = getattr(row, field)
        cuts = removal.cuts(name, field, text) if isinstance(text, str) else []
        if cuts:
            new[field] = without(text, cuts)
            held.append(Held(where, f"{said}{field}", excerpt(text, cuts)))
    if new:
        yield Change(row, new, {})
