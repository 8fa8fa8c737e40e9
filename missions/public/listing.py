"""The readers' second door: the live records as lists and search read them. Returns what pages print."""

from collections.abc import Mapping

from django.db.models import Count, Sum

from missions.editions import search_answers
from missions.editions.search_answers import TRAITS
from missions.models import ListedMission, ListedSource
from missions.pages.cards import Card
from missions.pages.catalogue import Catalogue
from missions.pages.chosen import Chosen, Traits
from missions.pages.facets import Facets
from missions.pages.findings import Findings, FoundMission, FoundSource
from missions.pages.home import Home
from missions.pages.paging import Paging
from missions.public.past import lines, site_events
from missions.text.asked import Asked

CARDS_AT_HOME, EVENTS_AT_HOME = 12, 4
CARDS, RECORDS, SOURCES = 50, 10, 50
# A first taste of many.
FEW_SOURCES, FEW_LINES = 4, 3
MANY_LINES = 200


def home() -> Home:
    """Return the missions that began last, how much there is in all, and what changed last."""
    totals = ListedMission.objects.aggregate(
        missions=Count("pk"), statements=Sum("statements", default=0), sourced=Sum("sourced", default=0)
    )
    begun = ListedMission.objects.order_by("-first_year", "-dates", "pk")[:CARDS_AT_HOME]
    return Home(
        cards=tuple(Card.listed(row) for row in begun.values()),
        events=site_events(lines()[:EVENTS_AT_HOME]),
        sources=ListedSource.objects.count(),
        **totals,
    )


def catalogue(query: Mapping[str, str], *, path: str) -> Catalogue:
    """Return a page of the live missions that pass the filters in a query string, by name."""
    traits = [Traits(*row) for row in ListedMission.objects.order_by().values_list(*TRAITS)]
    facets = Facets.of(traits, Chosen.read(query), path=path)
    found = ListedMission.objects.chosen(**facets.chosen.filters)
    count = found.count()
    paging = Paging.of(query.get("page", ""), count, size=CARDS, address=facets.page)
    cards = tuple(Card.listed(row) for row in found[paging.start : paging.end].values())
    return Catalogue(cards, count, len(traits), facets, paging)


def search(query: Mapping[str, str], *, path: str) -> Findings:
    """Answer the question in a query string: records, best first, with the statements that answer, and sources."""
    asked = Asked.read(query.get("q", ""))
    kept = {"q": asked.typed} if asked.typed else {}
    if not asked:
        return Findings(asked, Facets.of((), Chosen.read(query), path=path, kept=kept))
    answers = search_answers.records(asked)
    # Where not all are known, no count would be true.
    traits = everywhere() if answers.has_more else [Traits(*row) for row in answers.records.values()]
    facets = Facets.of(traits, Chosen.read(query), path=path, kept=kept, is_counted=not answers.has_more)
    found = list(answers.records)
    if facets.chosen and answers.has_more:
        answers = search_answers.records(asked, among=ListedMission.objects.chosen(**facets.chosen.filters))
        found = list(answers.records)
    elif facets.chosen:
        found = [pk for pk, one in zip(found, traits, strict=True) if facets.chosen.admits(one)]
    paging = Paging.of(query.get("page", ""), len(found), size=RECORDS, address=facets.page)
    shown = missions(found[paging.start : paging.end], asked, most=FEW_LINES)
    # A source belongs to no organisation, country or time of a mission.
    cited = [] if facets.chosen else search_answers.sources(asked)
    return Findings(
        asked,
        facets,
        missions=shown,
        count=len(found),
        has_more=answers.has_more,
        sources=worded(cited[:FEW_SOURCES], asked),
        source_count=len(cited),
        paging=paging,
    )


def within(slug: str, query: Mapping[str, str], *, path: str) -> Findings | None:
    """Answer from one live record alone, with all that answers in it; None if there is no such record."""
    asked = Asked.read(query.get("q", ""))
    record = ListedMission.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if record is None or not asked:
        return None
    facets = Facets.of((), Chosen(), path=path, kept={"q": asked.typed})
    return Findings(asked, facets, missions=missions([record], asked, most=MANY_LINES), count=1, is_within=True)


def sources(query: Mapping[str, str], *, path: str) -> Findings:
    """Answer with the sources alone, a page of them."""
    asked = Asked.read(query.get("q", ""))
    facets = Facets.of((), Chosen(), path=path, kept={"q": asked.typed, "show": "sources"})
    found = search_answers.sources(asked)
    paging = Paging.of(query.get("page", ""), len(found), size=SOURCES, address=facets.page)
    shown = worded(found[paging.start : paging.end], asked)
    return Findings(asked, facets, sources=shown, source_count=len(found), paging=paging, is_of_sources=True)


def missions(pks: list[int], asked: Asked, *, most: int) -> tuple[FoundMission, ...]:
    """Return records in this order, each with the lines that hold most of what was asked for."""
    rows = {row["mission_id"]: row for row in ListedMission.objects.filter(pk__in=pks).order_by().values()}
    lines: dict[int, list[dict]] = {pk: [] for pk in pks}
    for line in search_answers.lines(pks, asked, most=most):
        lines[line["mission_id"]].append(line)
    return tuple(FoundMission.of(rows[pk], lines[pk], asked) for pk in pks if pk in rows)


def worded(pks: list[int], asked: Asked) -> tuple[FoundSource, ...]:
    rows = ListedSource.objects.in_bulk(pks)
    return tuple(FoundSource.of(rows[pk].wording, asked) for pk in pks if pk in rows)


def everywhere() -> list[Traits]:
    """Return each combination of values that live records have."""
    rows = ListedMission.objects.order_by().values_list("organisation", "host_country", "kind").distinct()
    return [Traits(*row) for row in rows]
