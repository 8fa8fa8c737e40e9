"""Words that the law wants gone leave every edition, notice and draft, in the open: a notice says when and why.

A seal then covers what remains, and the notice keeps the seal that it replaced: the chain verifies and says so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.editions import search_index
from missions.editions.document import lift
from missions.editions.edges import places_of
from missions.editions.held import Finding, find
from missions.editions.publish import DraftMoved, public_name, refuse_reason
from missions.editions.rekey import lock_everything
from missions.editions.removal import Change, Held, Keys, Path, remains, sealed_words
from missions.editions.removals_kept import Kept, keep
from missions.editions.seal import seal
from missions.editions.soundness import Unsound, refuse_unsound
from missions.models import CheckedAddress, Citation, Content, EarlierKey, Edition, Entry, Notice
from missions.models.fields import tidy
from missions.models.frozen import open_for_removal
from missions.text.removal import Cut, Words


class RedactionRefused(Exception):
    """Words cannot be removed as asked; the sentence says why and what to do."""


@dataclass(frozen=True)
class Redacted:
    """The notices that were made, and how many rows of drafts, notices and the log changed besides."""

    notices: tuple[Notice, ...]
    others: int


def redact(
    phrases: Collection[str], *, by, reason: str, seen: tuple[Held, ...], missions: Collection[str] = ()
) -> Redacted:
    """Remove words wherever they stand, in one step: of some missions alone if their keys are given.

    `seen` is what `find` showed; raises DraftMoved if more or less holds the words now, RedactionRefused and
    ValueError in sentences. Then nothing was changed.
    """
    reason = tidy(reason).strip()
    refuse_reason(reason)
    if Words(phrases).are_in(reason):
        raise RedactionRefused(_("Give a reason without the words themselves: readers see it."))
    with transaction.atomic(), open_for_removal():
        lock_everything()
        finding = find(phrases, missions=missions)
        if finding.held != seen:
            raise DraftMoved
        if finding.otherwise:
            where = ", ".join(f"{one.where}: {one.place}" for one in finding.otherwise)
            raise RedactionRefused(_("Markup stands within the words here; name them as they are typed: %s.") % where)
        at = timezone.now()
        notices, kept = [], []
        for edition, cuts in notable(finding):
            replaced = edition.seal
            rewrite(edition, cuts, finding.removal.keys)
            maker = public_name(by)
            notices.append(notify(edition, replaced, words=reason, at=at, by=by, maker=maker))
            kept.append(Kept.of(notices[-1], edition, cuts))
        change_others(finding)
        for mission_id in dict.fromkeys(notice.edition.mission_id for notice in notices):
            search_index.update(mission_id)
        # Before anything is confirmed: a removal that is not kept would come back with a backup.
        keep(kept)
    return Redacted(tuple(notices), len(finding.others))


def notable(finding: Finding) -> Iterable[tuple[Edition, Mapping[Path, list[Cut]]]]:
    """Return the editions that readers have to be told of, by mission: words left them, or a notice about them."""
    told = {change.row.pk: (change.row, change.cuts) for change in finding.editions}
    for change in finding.others:
        if isinstance(change.row, Notice):
            told.setdefault(change.row.edition_id, (change.row.edition, {}))
    return sorted(told.values(), key=lambda pair: (pair[0].mission.key, pair[0].number))


def rewrite(edition: Edition, cuts: Mapping[Path, Iterable[Cut]], keys: Keys) -> None:
    """Take the cuts out of an edition, and seal what remains. The caller holds the locks and has opened the door."""
    before, was_sound = sealed_words(edition), is_sound(edition.document)
    left = remains(before, cuts)
    fault = fault_of(left["document"])
    if fault and was_sound:
        sentence = _("%(edition)s could not stand without these words: %(fault)s Name more words, or fewer.")
        raise RedactionRefused(sentence % {"edition": edition, "fault": fault})
    for name, words in left.items():
        setattr(edition, name, words)
    edition.seal = reseal(edition)
    Edition.objects.filter(pk=edition.pk).update(**left, seal=edition.seal)
    renamed = {key: new for (section, key), new in keys.items() if section == "sources"}
    places = places_of(lift(edition.document))
    for citation in edition.citations.all():
        key = renamed.get(citation.key, citation.key)
        if (key, places.get(key)) != (citation.key, citation.places):
            Citation.objects.filter(pk=citation.pk).update(key=key, places=places.get(key, []))


def reseal(edition: Edition) -> str:
    head = ("number", "slug", "published_at", "publisher", "reason", "minor", "document")
    return seal(
        mission_key=edition.mission.key,
        previous=edition.continued_seal,
        **{name: getattr(edition, name) for name in head},
    )


def notify(edition: Edition, replaced: str, *, words: str, at: datetime, by, maker: str) -> Notice:
    return Notice.objects.create(
        edition=edition,
        kind=Notice.Kind.REDACTED,
        words=words,
        made_at=at,
        made_by=by,
        maker=maker,
        replaced_seal=replaced,
    )


def change_others(finding: Finding) -> None:
    """Take the words out of notices, drafts and the log, and forget what the machine saw where they stand."""
    forget_addresses(finding.removal.words)
    for key, new in finding.removal.source_keys.items():
        # What says that a source was merged goes by its key.
        EarlierKey.objects.filter(key=key).update(key=new)
    for change in finding.others:
        if isinstance(change.row, Notice | LogEntry):
            type(change.row).objects.filter(pk=change.row.pk).update(**change.fields)
        else:
            save_draft(change)


def forget_addresses(words: Words) -> None:
    """Let go of what the machine saw at addresses that hold the words, or lead to such: it can be asked again."""
    rows = CheckedAddress.objects.values_list("pk", "url", "moved_to")
    CheckedAddress.objects.filter(pk__in=[pk for pk, *known in rows if any(map(words.are_in, known))]).delete()


def save_draft(change: Change) -> None:
    row, key = change.row, change.fields.get("key")
    if key and has_namesake(row, key):
        # It came back with files from before, beside what remains of it.
        if isinstance(row, Entry):
            row.delete()
            return
        change.fields["key"] = f"{key}-{row.pk}"
    for name, text in change.fields.items():
        field = change.row._meta.get_field(name)
        if field.max_length and len(text) > field.max_length:
            sentence = _("%(row)s: without these words and with the mark “%(field)s” is too long. Name more words.")
            raise RedactionRefused(sentence % {"row": change.row, "field": field.verbose_name})
        setattr(change.row, name, text)
    change.row.save()


def has_namesake(row: Content, key: str) -> bool:
    others = type(row).objects.filter(key=key).exclude(pk=row.pk)
    return (others.filter(mission=row.mission_id) if isinstance(row, Entry) else others).exists()


def is_sound(document) -> bool:
    return not fault_of(document)


def fault_of(document) -> str:
    try:
        refuse_unsound(lift(document))
    except Unsound as fault:
        return fault.sentence
    return ""
