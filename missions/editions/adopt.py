"""A published history that comes from elsewhere: taken over whole and unchanged, or not at all.

`publish.adopt` is the door to what stands here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from missions.editions.document import lift
from missions.editions.edges import places_of, write_edges
from missions.editions.verify import AdoptionRefused, History
from missions.models import Address, Edition, Mission, Notice, Source


@dataclass(frozen=True)
class Adopted:
    """How many editions and notices were new; both are 0 where the record held the same history."""

    editions: int = 0
    notices: int = 0


def adds_to_record(history: History) -> bool:
    """Return whether the record lacks any of a history's editions or notices."""
    numbers = {edition.number for edition in history.editions} | {number for number, _notice in history.notices}
    there = Edition.objects.filter(mission__key=history.mission_key, number__in=numbers)
    notices = Notice.objects.filter(edition__in=there)
    return there.count() < len(numbers) or notices.count() < len(history.notices)


def take_over(mission: Mission, history: History) -> Adopted:
    """Write what the record does not hold of a verified history. The caller holds the lock."""
    there = {edition.number: edition for edition in Edition.objects.filter(mission=mission).defer("document")}
    for edition in history.editions:
        if edition.number in there and there[edition.number].seal != edition.seal:
            refuse_another(there[edition.number], history.published_seal(edition))
    new = [edition for edition in history.editions if edition.number not in there]
    refuse_addresses_of_others(mission, new)
    sources = {edition.number: sources_of(edition, history.renamed.get(edition.number, {})) for edition in new}
    for edition in new:
        edition.mission = mission
        edition.save(force_insert=True)
        write_edges(edition, sources[edition.number], places_of(lift(edition.document)))
        there[edition.number] = edition
    adopted = Adopted(len(new), take_over_notices(history.notices, there))
    refuse_notices_out_of_turn(mission, newest=max(there, default=0))
    return adopted


def refuse_another(ours: Edition, published_seal: str) -> None:
    """Say why an edition is not the one that the record holds under its number."""
    if ours.published_seal != published_seal:
        sentence = _("the record holds another edition of this number: these are two histories.")
        raise AdoptionRefused("another-history", sentence, number=ours.number)
    sentence = _("words were removed from it, there or here. Remove the same words here, or export the files anew.")
    raise AdoptionRefused("words-removed", sentence, number=ours.number)


def refuse_addresses_of_others(mission: Mission, editions: list[Edition]) -> None:
    slugs = {edition.slug: edition.number for edition in editions}
    for address in Address.objects.filter(slug__in=slugs).exclude(mission=mission).select_related("mission"):
        sentence = _("the address “%(slug)s” belongs to the mission “%(owner)s”.")
        words = {"slug": address.slug, "owner": address.mission.key}
        raise AdoptionRefused("address-taken", sentence % words, number=slugs[address.slug])


def sources_of(edition: Edition, renamed: Mapping[str, str]) -> dict[str, int]:
    """Map the keys in an edition's document to the ids of sources."""
    keys = {source["key"]: renamed.get(source["key"], source["key"]) for source in edition.document["sources"]}
    found = Source.objects.select_for_update(no_key=True).filter(key__in=keys.values()).order_by("key")
    pks = dict(found.values_list("key", "pk"))
    if len(set(keys.values())) < len(keys):
        raise AdoptionRefused("renamed", _("two of its sources are said to be one now."), number=edition.number)
    for key in keys.values():
        if key not in pks:
            sentence = _("there is no source “%s” in the files or in the record: load the sources as well.") % key
            raise AdoptionRefused("unknown-source", sentence, number=edition.number)
    return {key: pks[now] for key, now in keys.items()}


def take_over_notices(notices: Iterable[tuple[int, Notice]], editions: Mapping[int, Edition]) -> int:
    """Add the notices that follow those the record holds of the same edition; return how many."""
    told: dict[int, list[Notice]] = {}
    for number, notice in notices:
        told.setdefault(number, []).append(notice)
    count = 0
    for number, ours in told.items():
        if number not in editions:
            raise AdoptionRefused("notice-astray", _("a notice is about an edition that is not there."), number=number)
        theirs = list(Notice.objects.filter(edition=editions[number]).order_by("pk"))
        if any(words_of(mine) != words_of(other) for mine, other in zip(ours, theirs, strict=False)):
            raise AdoptionRefused("another-history", _("the record holds other notices about it."), number=number)
        for notice in ours[len(theirs) :]:
            notice.edition = editions[number]
            notice.save(force_insert=True)
            count += 1
    return count


def refuse_notices_out_of_turn(mission: Mission, *, newest: int) -> None:
    """Refuse what no desk does: withdraw twice, republish what was not withdrawn, publish what is withdrawn."""
    turns = (Notice.Kind.WITHDRAWN, Notice.Kind.REPUBLISHED)
    told: dict[int, list[str]] = {}
    found = Notice.objects.filter(edition__mission=mission, kind__in=turns).order_by("pk")
    for number, kind in found.values_list("edition__number", "kind"):
        told.setdefault(number, []).append(kind)
    for number, kinds in told.items():
        is_in_turn = all(kind == turns[place % 2] for place, kind in enumerate(kinds))
        if not is_in_turn or (number < newest and kinds[-1] == Notice.Kind.WITHDRAWN):
            sentence = _("its notices are out of turn: what is withdrawn is republished before anything else.")
            raise AdoptionRefused("notice-out-of-turn", sentence, number=number)


def words_of(notice: Notice) -> tuple:
    return notice.kind, notice.words, notice.made_at, notice.maker, notice.replaced_seal
