"""Whether a history from elsewhere is one that a site like this published: its chain, and each edition's content."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.editions.document import FORMAT, lift
from missions.editions.seal import follows
from missions.editions.soundness import Unsound, refuse_unsound
from missions.models import Edition, Notice
from missions.text.visible import has_words

LONGEST_REASON = Edition._meta.get_field("reason").max_length or 0
CLOCKS_DIFFER = timedelta(days=1)


class AdoptionRefused(Exception):
    """A history may not be taken over: a stable code, a full sentence, the number of the edition (0: none of them)."""

    def __init__(self, code: str, sentence: str, *, number: int = 0):
        self.code, self.sentence, self.number = code, sentence, number
        super().__init__(sentence)


@dataclass(frozen=True)
class History:
    """The editions and notices of one mission, oldest first, as rows that are not saved.

    `notices` are pairs of an edition's number and a notice about it. `renamed` maps the number of an edition to those
    keys of its sources that are other keys now.
    """

    mission_key: str
    editions: tuple[Edition, ...]
    notices: tuple[tuple[int, Notice], ...] = ()
    renamed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def published_seal(self, edition: Edition) -> str:
        """Return the seal an edition was published under, which the next one continues."""
        removals = (notice for number, notice in self.notices if number == edition.number and notice.replaced_seal)
        return next((notice.replaced_seal for notice in removals), edition.seal)


def verify(history: History, *, previous: str = "", proven: Collection[str] = ()) -> None:
    """Check all that can be checked without the record's draft. Raises AdoptionRefused.

    `previous` is the seal before the first edition, if that is not in the record yet; `proven` holds seals of editions
    whose content was checked before: where a seal holds, the content is the same.
    """
    first = history.editions[0].number if history.editions else 1
    if first > 1 and not previous:
        before = Edition.objects.filter(mission__key=history.mission_key, number=first - 1)
        previous = one.published_seal if (one := before.defer("document").first()) else ""
    for number, edition in enumerate(history.editions, first):
        if not follows(edition, mission_key=history.mission_key, number=number, previous=previous):
            sentence = _("its seal does not follow: it was altered, or an edition before it is missing.")
            raise AdoptionRefused("chain-broken", sentence, number=edition.number)
        if edition.seal not in proven:
            check(edition, history.mission_key)
        previous = history.published_seal(edition)
    for number, notice in history.notices:
        clean(notice, number, ("edition", "made_by"))


def check(edition: Edition, mission_key: str) -> None:
    """Refuse an edition whose seal holds, but which this site could not have published."""
    clean(edition, edition.number, ("mission", "published_by", "document"))
    try:
        document = lifted(edition.document)
        refuse_unsound(document)
        if (document["mission"]["key"], document["mission"]["slug"]) != (mission_key, edition.slug):
            raise Unsound("another-mission", _("its document is that of another mission, or of another address."))
    except Unsound as fault:
        raise AdoptionRefused(fault.code, fault.sentence, number=edition.number) from fault


def lifted(document: Any) -> Mapping:
    form = document.get("format") if isinstance(document, dict) else None
    if type(form) is int and form > FORMAT:
        sentence = _("it was published by a newer version of this software. Upgrade this site first.")
        raise Unsound("format-unknown", sentence)
    try:
        return lift(document)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise Unsound("document-unreadable", _("its document is not that of a record.")) from error


def clean(row: Edition | Notice, number: int, exclude: Collection[str]) -> None:
    words, at = ("reason", "published_at") if isinstance(row, Edition) else ("words", "made_at")
    try:
        row.clean_fields(exclude=exclude)
        if not has_words(getattr(row, words)) or len(getattr(row, words)) > LONGEST_REASON:
            sentence = _("write words that can be read, at most %d characters.") % LONGEST_REASON
            raise ValidationError({words: sentence})
        if getattr(row, at) > timezone.now() + CLOCKS_DIFFER:
            raise ValidationError({at: _("this time has not come yet.")})
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise AdoptionRefused("field", f"{name}: {' '.join(messages)}", number=number) from error
