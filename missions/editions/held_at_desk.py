"""Where the desk's log and accounts hold words that have to go."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model

from missions.editions.removal import AROUND, Change, Held, Removal
from missions.text.removal import Words, cuts_in_text, without


def in_log(removal: Removal, held: list[Held]) -> Iterator[Change]:
    """Find the words in what the desk notes of who changed what."""
    for entry in LogEntry.objects.order_by("pk").iterator(500):
        fields = {"object_repr": without_words(entry.object_repr, removal)[:200]}
        try:
            fields["change_message"] = json.dumps(in_every_text(json.loads(entry.change_message), removal))
        except ValueError:
            fields["change_message"] = without_words(entry.change_message, removal)
        said = (entry.object_repr, entry.get_change_message())
        if any(removal.words.are_in(text) for text in (*said, entry.change_message)):
            held.append(Held("the log of the desk", f"{entry.action_time:%Y-%m-%d %H:%M}", entry.object_repr[:AROUND]))
            yield Change(entry, fields, {})


def in_every_text(part: Any, removal: Removal) -> Any:
    if isinstance(part, dict):
        return {name: in_every_text(value, removal) for name, value in part.items()}
    if isinstance(part, list):
        return [in_every_text(one, removal) for one in part]
    return without_words(part, removal) if isinstance(part, str) else part


def without_words(text: str, removal: Removal) -> str:
    return without(text, cuts_in_text(text, removal.words, {}, removal.mark))


def in_accounts(words: Words) -> Iterator[Held]:
    for user in get_user_model().objects.order_by("pk"):
        if words.are_in(user.get_full_name()):
            yield Held("accounts", user.get_username(), user.get_full_name())
