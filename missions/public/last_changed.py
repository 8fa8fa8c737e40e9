"""The second door of the readers' side to what is published: when each public page last changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from missions.models import Citation, Edition, Notice


@dataclass(frozen=True, slots=True)
class Changed:
    """When each public page last changed: the site, missions by slug, sources by key."""

    site: datetime | None
    missions: Mapping[str, datetime]
    sources: Mapping[str, datetime]


def changed() -> Changed:
    live = Edition.objects.live()
    slugs, times = {}, {}
    for mission, slug, at in live.values_list("mission_id", "slug", "published_at"):
        slugs[mission], times[mission] = slug, at
    for mission, at in Notice.objects.values_list("edition__mission", "made_at"):
        if mission in times:
            times[mission] = max(at, times[mission])
    # Words that were removed may have been a source's own.
    redacted = dict(Notice.objects.filter(kind=Notice.Kind.REDACTED).order_by("pk").values_list("edition", "made_at"))
    sources: dict[str, datetime] = {}
    cited = Citation.objects.filter(edition__in=live).values_list("key", "edition", "edition__published_at")
    for key, edition, published_at in cited:
        at = redacted.get(edition, published_at)
        sources[key] = max(at, sources.get(key, at))
    withdrawn = Notice.objects.values_list("made_at", flat=True).first()
    return Changed(
        site=max([*times.values(), withdrawn] if withdrawn else times.values(), default=None),
        missions={slug: times[mission] for mission, slug in slugs.items()},
        sources=sources,
    )
