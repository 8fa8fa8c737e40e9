"""A published history that comes from elsewhere: taken over whole and unchanged, or not at all.

`publish.adopt` is the door to what stands here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from missions.editions.document import FORMAT, lift
from missions.editions.edges import places_of, write_edges
from missions.editions.record import section
from missions.editions.seal import follows
from missions.editions.statements import printed_citations_of, rows_of
from missions.models import ENTRIES, Address, Content, Edition, Mission, Notice, Source

MODELS: Mapping[str, type[Content]] = {"mission": Mission, "sources": Source, **{section(m): m for m in ENTRIES}}
# What every row of a document has, by section.
FIELDS = {name: {field.name for field in model.content_fields()} - {"mission"} for name, model in MODELS.items()}


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


@dataclass(frozen=True)
class Adopted:
    """How many editions and notices were new; both are 0 where the record held the same history."""

    editions: int = 0
    notices: int = 0


def verify(history: History, *, previous: str = "") -> None:
    """Check all that can be checked without the record's draft. Raises AdoptionRefused.

    `previous` is the seal before the first edition, if that is not in the record yet.
    """
    first = history.editions[0].number if history.editions else 1
    if first > 1 and not previous:
        before = Edition.objects.filter(mission__key=history.mission_key, number=first - 1)
        previous = before.values_list("seal", flat=True).first() or ""
    for number, edition in enumerate(history.editions, first):
        if not follows(edition, mission_key=history.mission_key, number=number, previous=previous):
            sentence = _("its seal does not follow: it was altered, or an edition before it is missing.")
            raise AdoptionRefused("chain-broken", sentence, number=edition.number)
        check(edition, history.mission_key)
        previous = edition.seal
    for number, notice in history.notices:
        clean(notice, number, ("edition", "made_by"))


def adds_to_record(history: History) -> bool:
    """Return whether the record lacks any of a history's editions or notices."""
    numbers = {edition.number for edition in history.editions} | {number for number, _notice in history.notices}
    there = Edition.objects.filter(mission__key=history.mission_key, number__in=numbers)
    notices = Notice.objects.filter(edition__in=there)
    return there.count() < len(numbers) or notices.count() < len(history.notices)


def check(edition: Edition, mission_key: str) -> None:
    """Refuse an edition whose seal holds, but which this site could not show."""
    clean(edition, edition.number, ("mission", "published_by", "document"))
    try:
        if edition.document["format"] > FORMAT:
            sentence = _("it was published by a newer version of this software. Upgrade this site first.")
            raise AdoptionRefused("format-unknown", sentence, number=edition.number)
        document = lift(edition.document)
        cited = {printed.citation.key for printed in printed_citations_of(document)}
        rows = [*rows_of(document), *(("sources", source) for source in document["sources"])]
        is_whole = (
            (document["mission"]["key"], document["mission"]["slug"]) == (mission_key, edition.slug)
            and cited == {source["key"] for source in document["sources"]}
            and all(FIELDS[section] <= row.keys() for section, row in rows)
        )
    except (AttributeError, LookupError, TypeError, ValueError):
        is_whole = False
    if not is_whole:
        raise AdoptionRefused("document-unreadable", _("its document is not that of a record."), number=edition.number)


def clean(row: Edition | Notice, number: int, exclude: Collection[str]) -> None:
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise AdoptionRefused("field", f"{name}: {' '.join(messages)}", number=number) from error


def take_over(mission: Mission, history: History) -> Adopted:
    """Write what the record does not hold of a verified history. The caller holds the lock."""
    there = {edition.number: edition for edition in Edition.objects.filter(mission=mission).defer("document")}
    for edition in history.editions:
        if edition.number in there and there[edition.number].seal != edition.seal:
            sentence = _("the record holds another edition of this number: these are two histories.")
            raise AdoptionRefused("another-history", sentence, number=edition.number)
    new = [edition for edition in history.editions if edition.number not in there]
    refuse_addresses_of_others(mission, new)
    sources = {edition.number: sources_of(edition, history.renamed.get(edition.number, {})) for edition in new}
    for edition in new:
        edition.mission = mission
        edition.save(force_insert=True)
        write_edges(edition, sources[edition.number], places_of(lift(edition.document)))
        there[edition.number] = edition
    return Adopted(len(new), take_over_notices(history.notices, there))


def refuse_addresses_of_others(mission: Mission, editions: list[Edition]) -> None:
    slugs = {edition.slug: edition.number for edition in editions}
    for address in Address.objects.filter(slug__in=slugs).exclude(mission=mission).select_related("mission"):
        sentence = _("the address “%(slug)s” belongs to the mission “%(owner)s”.")
        words = {"slug": address.slug, "owner": address.mission.key}
        raise AdoptionRefused("address-taken", sentence % words, number=slugs[address.slug])


def sources_of(edition: Edition, renamed: Mapping[str, str]) -> dict[str, int]:
    """Map the keys in an edition's document to the ids of sources."""
    keys = {source["key"]: renamed.get(source["key"], source["key"]) for source in edition.document["sources"]}
    found = Source.objects.select_for_update().filter(key__in=keys.values()).order_by("key")
    pks = dict(found.values_list("key", "pk"))
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


def words_of(notice: Notice) -> tuple:
    return notice.kind, notice.words, notice.made_at, notice.maker
