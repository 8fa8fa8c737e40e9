"""The only door that writes editions and notices: publish, withdraw, republish, adopt; `redact` takes words out."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.editions import search_index
from missions.editions.adopt import Adopted, take_over
from missions.editions.edges import write_edges
from missions.editions.problems import Problem, PublicationRefused
from missions.editions.proposal import Proposal, propose
from missions.editions.record import Record
from missions.editions.seal import seal
from missions.editions.statements import Place
from missions.editions.verify import AdoptionRefused, History, verify
from missions.models import Edition, Mission, Notice, Source
from missions.models.fields import tidy
from missions.models.frozen import open_door
from missions.text.visible import has_words

THE_EDITORS = "the editors"
LONGEST_REASON = Edition._meta.get_field("reason").max_length or 0
LONGEST_NAME = Edition._meta.get_field("publisher").max_length


class DraftMoved(Exception):
    """The draft is no longer the one that was shown; show the new difference and ask again."""


def publish(
    mission: Mission,
    *,
    by,
    reason: str,
    minor: bool = False,
    seen: str = "",
    together: Iterable[str] = (),
    parts: Collection[str] | None = None,
    proposal: Proposal | None = None,
) -> Edition | None:
    """Freeze the draft of a mission, or `parts` of it, as its next edition; None if readers would see no change.

    `seen` is the fingerprint of the document that was shown, `proposal` what was proposed before a lock was taken.
    Raises PublicationRefused with the problems, and DraftMoved if the draft is another than was shown or changed while
    it was checked.
    """
    reason = tidy(reason).strip()
    together = frozenset(together)
    # Reading, checking and comparing take their time before the lock, not under it.
    proposal = proposal or propose(mission, together=together, parts=parts)
    if seen and seen != proposal.fingerprint:
        raise DraftMoved
    if proposal.last and not proposal.difference:
        return None
    if proposal.problems:
        raise PublicationRefused(str(mission), proposal.problems)
    refuse_reason(reason)
    with transaction.atomic(), open_door():
        sources = lock(mission, proposal.sources)
        if Record.from_draft(mission.pk, together=together) != proposal.record:
            raise DraftMoved
        last = Edition.objects.filter(mission=mission).order_by("-number").first()
        if (last and last.as_it_stands) != (proposal.last and proposal.last.as_it_stands):
            raise DraftMoved
        # What keeps its live form may cite a source that the draft no longer names, and that has another key by now.
        if not proposal.sources.issubset(sources):
            raise DraftMoved
        if not proposal.difference:
            return None
        return freeze(mission, proposal, last, sources, by=by, reason=reason, minor=minor)


def withdraw(mission: Mission, *, by, reason: str) -> Notice:
    """Take a live record out of lists and search, with public words why; its editions stay readable."""
    return notify(mission, Notice.Kind.WITHDRAWN, by=by, words=reason)


def republish(mission: Mission, *, by, reason: str) -> Notice:
    """Bring a withdrawn record back as it was, with public words why."""
    return notify(mission, Notice.Kind.REPUBLISHED, by=by, words=reason)


def notify(mission: Mission, kind: Notice.Kind, *, by, words: str) -> Notice:
    refuse_reason(words)
    with transaction.atomic(), open_door():
        lock(mission)
        editions = Edition.objects.withdrawn() if kind == Notice.Kind.REPUBLISHED else Edition.objects.live()
        edition = editions.filter(mission=mission).first()
        if edition is None:
            sentence = (
                _("%s is not withdrawn.") if kind == Notice.Kind.REPUBLISHED else _("%s is not live.")
            ) % mission
            place = Place("mission", mission.key, "name")
            raise PublicationRefused(
                str(mission), (Problem("wrong-state", sentence, place, _("Reload the page to see its state.")),)
            )
        notice = Notice.objects.create(
            edition=edition,
            kind=kind,
            words=words.strip(),
            made_at=max(timezone.now(), edition.published_at),
            made_by=by,
            maker=public_name(by),
        )
        search_index.update(mission.pk)
        return notice


def refuse_reason(reason: str) -> None:
    """Raise ValueError with a sentence unless a reason has words that readers see, and room where it is kept."""
    if not has_words(reason):
        raise ValueError(_("Say why, in words: readers see the reason."))
    if len(reason) > LONGEST_REASON:
        raise ValueError(_("Give a shorter reason: it may have %d characters.") % LONGEST_REASON)


def adopt(history: History, *, proven: Collection[str] = ()) -> Adopted:
    """Take over a mission's editions and notices as they are, if their chain verifies and continues the record's own.

    `proven` holds seals of editions whose content `verify` has checked before a lock was taken. Raises
    AdoptionRefused; then nothing was written. The draft is not touched.
    """
    verify(history, proven=proven)
    with transaction.atomic(), open_door():
        mission = Mission.objects.filter(key=history.mission_key).first()
        if mission is None:
            sentence = _("there is no mission “%s” in the files or in the record: load its file as well.")
            raise AdoptionRefused("unknown-mission", sentence % history.mission_key)
        lock(mission)
        adopted = take_over(mission, history)
        search_index.update(mission.pk)
        return adopted


def lock(mission: Mission, sources: Iterable[str] = ()) -> dict[str, int]:
    """Lock a mission, then sources, in key order: the order every writer keeps. Return the ids of sources by key."""
    return lock_all([mission], sources)


def lock_all(missions: Iterable[Mission], sources: Iterable[str] = ()) -> dict[str, int]:
    """Lock missions in the order of their keys, then sources in theirs. Return the ids of sources by key."""
    # Without its key, which no writer changes: a relation that points to a locked mission can be written meanwhile.
    # Two missions that name each other would otherwise wait for each other for ever.
    for mission in sorted(missions, key=lambda mission: mission.key):
        Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)
    keys = sorted(sources)
    if not keys:
        return {}
    return dict(
        Source.objects.select_for_update(no_key=True).filter(key__in=keys).order_by("key").values_list("key", "pk")
    )


def freeze(
    mission: Mission,
    proposal: Proposal,
    last: Edition | None,
    sources: Mapping[str, int],
    *,
    by,
    reason: str,
    minor: bool,
) -> Edition:
    """Write an edition with its edges and its address. The caller holds the lock and has checked the document."""
    document = proposal.document
    head = {
        "number": last.number + 1 if last else 1,
        "slug": document["mission"]["slug"],
        # Under a clock that was set back, an edition is no older than the one before it.
        "published_at": max(timezone.now(), last.published_at) if last else timezone.now(),
        "publisher": public_name(by),
        "reason": reason,
        "minor": minor,
        "document": document,
    }
    sealed = seal(mission_key=mission.key, previous=last.published_seal if last else "", **head)
    edition = Edition.objects.create(mission=mission, published_by=by, seal=sealed, **head)
    write_edges(edition, sources, proposal.places)
    search_index.update(mission.pk)
    return edition


def public_name(user) -> str:
    """Return the name readers see: the chosen full name on one line, never the login."""
    chosen = "".join(letter for letter in user.get_full_name() if letter.isprintable()) if user else ""
    chosen = chosen[:LONGEST_NAME].strip()
    is_login = bool(chosen) and chosen.casefold() == user.get_username().casefold()
    return THE_EDITORS if is_login else chosen or THE_EDITORS
