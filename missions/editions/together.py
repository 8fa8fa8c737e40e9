"""Several missions published in one step with one reason: all of them, or none."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction

from missions.editions.problems import PublicationRefused
from missions.editions.proposal import Proposal, propose
from missions.editions.publish import DraftMoved, lock_all, publish
from missions.models import Edition, Mission


def propose_together(missions: Iterable[Mission], *, parts: Collection[str] | None = None) -> dict[Mission, Proposal]:
    """Return what publishing missions in one step would do, in the order of their keys; writes nothing."""
    in_order = sorted(missions, key=lambda mission: mission.key)
    keys = {mission.key for mission in in_order}
    return {mission: propose(mission, together=keys, parts=parts) for mission in in_order}


def publish_together(
    missions: Iterable[Mission],
    *,
    by,
    reason: str,
    minor: bool = False,
    seen: Mapping[str, str] | None = None,
    parts: Collection[str] | None = None,
) -> list[Edition]:
    """Publish missions, or the same `parts` of each, with one reason; return the editions of those that differed.

    `seen` maps keys of missions to the fingerprints of the documents that were shown. Raises as `publish` does; then
    nothing was published.
    """
    proposals = propose_together(missions, parts=parts)
    keys = {mission.key for mission in proposals}
    if seen is not None and seen != {mission.key: one.fingerprint for mission, one in proposals.items()}:
        raise DraftMoved
    for mission, proposal in proposals.items():
        if proposal.problems and (proposal.difference or not proposal.last):
            raise PublicationRefused(str(mission), proposal.problems)
    with transaction.atomic():
        # Missions first, then sources, as every writer does: two such steps wait for each other.
        lock_all(proposals, frozenset().union(*(proposal.sources for proposal in proposals.values())))
        made = [
            publish(mission, by=by, reason=reason, minor=minor, together=keys, proposal=proposal)
            for mission, proposal in proposals.items()
        ]
    return [edition for edition in made if edition]
