"""Sources in their new wording on live pages, and nothing else: what is unpublished in drafts stays there."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from missions.editions.compare import EntryChange, compare
from missions.editions.document import canonical, fingerprint, lift
from missions.editions.edges import places_of
from missions.editions.parts import parts_of
from missions.editions.problems import PublicationRefused, problems
from missions.editions.proposal import Proposal
from missions.editions.publish import DraftMoved, freeze, lock_all, refuse_reason
from missions.editions.record import Record, plain, section
from missions.models import ENTRIES, Edition, Mission, Source
from missions.models.fields import tidy
from missions.models.frozen import open_door


@dataclass(frozen=True)
class Outdated:
    """A live edition that prints a source otherwise than it is worded now, and its document with the new wording."""

    edition: Edition
    document: dict

    @property
    def mission(self) -> Mission:
        return self.edition.mission

    @property
    def difference(self) -> tuple[EntryChange, ...]:
        return compare(lift(self.edition.document), self.document)


def with_sources(live_document: Mapping, sources: Mapping[str, Mapping]) -> dict:
    """Return a live document with other wordings of some of its sources, by the keys it knows them by.

    Their numbers and keys stay: a key is no wording, and stands in the texts.
    """
    reworded = [
        {"number": source["number"], **sources.get(source["key"], source), "key": source["key"]}
        for source in live_document["sources"]
    ]
    return {**live_document, "sources": reworded}


def outdated(source: Source) -> list[Outdated]:
    """Return the live editions that print a source otherwise than it is worded now, by address."""
    now = plain(source, {})
    cited = source.citations.filter(edition__in=Edition.objects.live().values("pk"))
    keys = dict(cited.values_list("edition_id", "key"))
    editions = Edition.objects.filter(pk__in=keys).select_related("mission").order_by("slug")
    found = ((edition, lift(edition.document)) for edition in editions)
    new = [(edition, before, with_sources(before, {keys[edition.pk]: now})) for edition, before in found]
    return [Outdated(edition, document) for edition, before, document in new if document != before]


def fingerprint_of(found: list[Outdated]) -> str:
    """Return what names exactly these editions with exactly this wording."""
    return fingerprint({"found": [[one.edition.seal, canonical(one.document)] for one in found]})


def publish_wording(source: Source, *, by, reason: str, minor: bool = False, seen: str) -> list[Edition]:
    """Publish the wording of a source in every live record that prints another; all of them or none.

    `seen` is the fingerprint of what was shown. Raises DraftMoved if it is another now, and PublicationRefused.
    """
    reason = tidy(reason).strip()
    refuse_reason(reason)
    with transaction.atomic(), open_door():
        lock_all(one.mission for one in outdated(source))
        Source.objects.select_for_update().get(pk=source.pk)
        source.refresh_from_db()
        found = outdated(source)
        if fingerprint_of(found) != seen:
            raise DraftMoved
        return [publish_one(one, by=by, reason=reason, minor=minor) for one in found]


def publish_one(one: Outdated, *, by, reason: str, minor: bool) -> Edition:
    against = problems(one.document, mission_id=one.mission.pk)
    if against:
        raise PublicationRefused(str(one.mission), against)
    record = Record(
        mission=one.document["mission"],
        entries={section(model): tuple(one.document[section(model)]) for model in ENTRIES},
        sources={source["key"]: source for source in one.document["sources"]},
    )
    places, difference = places_of(one.document), one.difference
    proposal = Proposal(record, one.document, places, (), one.edition, difference, parts_of(difference), frozenset())
    # Under the keys of that time: a source may have been renamed since.
    sources = dict(one.edition.citations.values_list("key", "source_id"))
    return freeze(one.mission, proposal, one.edition, sources, by=by, reason=reason, minor=minor)
