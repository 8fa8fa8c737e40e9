"""Removals done again on a record from before them, as a backup or old files bring it."""

from collections.abc import Iterable
from datetime import UTC

from django.db import transaction
from django.utils.translation import gettext as _

from missions.editions import search_index
from missions.editions.held import find
from missions.editions.redact import RedactionRefused, change_others, notify, rewrite
from missions.editions.rekey import lock_everything
from missions.editions.removal import sealed_words
from missions.editions.removals_kept import Kept
from missions.models import Edition
from missions.models.frozen import open_for_removal


def redo(kept: Iterable[Kept]) -> int:
    """Remove again what was removed before from editions that hold it still, as those of a backup; return how many.

    Raises RedactionRefused if an edition does not become what it was after the removal.
    """
    count = 0
    for one in kept:
        if not Edition.objects.filter(seal=one.replaced_seal).exists():
            continue
        with transaction.atomic(), open_for_removal():
            edition = Edition.objects.select_related("mission").filter(seal=one.replaced_seal).first()
            if edition is None or not one.is_lacking(edition):
                continue
            lock_everything()
            held = sealed_words(edition)
            keys, phrases = one.keys(held), one.phrases(held)
            rewrite(edition, one.cuts, keys)
            if edition.seal != one.seal:
                sentence = _("%s is not what it was when words were removed from it.")
                raise RedactionRefused(sentence % edition)
            notify(edition, one.replaced_seal, words=one.words, at=one.made_at, by=None, maker=one.maker)
            finding = find(phrases, day=one.made_at.astimezone(UTC).date(), keys=keys)
            change_others(finding)
            search_index.update(edition.mission_id)
            count += 1
    return count
