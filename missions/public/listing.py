"""The readers' second door: the live records as lists and search read them. Returns what pages print."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from django.db.models import Count, QuerySet, Sum

from missions.editions import search_answers
from missions.editions.search_answers import OFFERED, Answers
from missions.models import ListedMission, ListedSource
from missions.models.listed import BY_NAME, in_period
from missions.pages.cards import Card
from missions.pages.catalogue import Catalogue
from missions.pages.chosen import Chosen, Traits
from missions.pages.facets import Facets
from missions.pages.findings import Findings, FoundMission, FoundSource
from missions.pages.home import Home
from missions.pages.paging import Paging
from missions.pages.pictures.timeline import Timeline
from missions.public.past import lines, site_events
from missions.public.reading import find
from missions.text.asked import Asked
from missions.text.marking import Marker

CARDS_AT_HOME, EVENTS_AT_HOME = 12, 4
# Looked through for those of live records.
LATEST = 20
CARDS, BARS, RECORDS, SOURCES = 50, 50, 10, 50
# What filters are made of beside `OFFERED`, and what a card says.
YEARS = ("first_year", "last_year")
CARD = ("slug", "name", "acronym", "kind", "organisation", "host_country", "dates", "as_of", "summary", "statements",
        "sourced", "changed_at")  # fmt: skip
# Within a year, dates are written so that an earlier one comes first.
BY_TIME = ["first_year", "dates", *BY_NAME]
BEGUN_LAST = ["-first_year", "-dates", "pk"]
# A first taste of many.
FEW_SOURCES, FEW_LINES = 4, 3
MANY_LINES = 200


def home() -> Home:
    """Return the missions that began last, how much there is in all, and what changed last."""
    totals = ListedMission.objects.aggregate(
        missions=Count("*"), statements=Sum("statements", default=0), sourced=Sum("sourced", default=0)
    )
    begun = in_order(ListedMission.objects.all(), BEGUN_LAST, slice(CARDS_AT_HOME))
    return Home(
        cards=tuple(Card.listed(row) for row in begun.values()),
        events=tuple(one for one in site_events(lines()[:LATEST]) if not one.is_withdrawn)[:EVENTS_AT_HOME],
        sources=ListedSource.objects.count(),
        **totals,
    )


def catalogue(query: Mapping[str, str], *, path: str) -> Catalogue:
    """Return a page of the live missions that pass the filters in a query string, by name."""
    found, facets, count, total = filtered(query, path=path)
    paging = Paging.of(query.get("page", ""), count, size=CARDS, address=facets.page)
    cards = tuple(Card.listed(row) for row in in_order(found, BY_NAME, paging.rows).values(*CARD))
    return Catalogue(cards, count, total, facets, paging)


def timeline(query: Mapping[str, str], *, path: str) -> Timeline:
    """Return a page of the live missions that pass the filters in a query string, in the order they began in."""
    found, facets, count, total = filtered(query, path=path)
    paging = Paging.of(query.get("page", ""), count, size=BARS, address=facets.page)
    rows = in_order(found, BY_TIME, paging.rows)
    return Timeline.of(rows.values(), count=count, total=total, facets=facets, paging=paging)


def in_order(found: QuerySet, order: Sequence[str], part: slice) -> QuerySet:
    """Return a part of records in their order: no more of the others is read than the order needs."""
    wanted = found.order_by(*order).values("pk")[part]
    return ListedMission.objects.filter(pk__in=wanted).order_by(*order)


def filtered(query: Mapping[str, str], *, path: str) -> tuple[QuerySet, Facets, int, int]:
    """Return the live missions that pass the filters in a query string, the filters, how many pass, and of how many."""
    chosen = Chosen.read(query)
    # Years are counted and not keys: all of it stands in one index.
    meeting = Count("first_year", filter=in_period(chosen.begin, chosen.end))
    rows = ListedMission.objects.order_by().values_list(*OFFERED).annotate(Count("first_year"), meeting=meeting)
    counts, total = {}, 0
    for *names, in_all, meeting in rows:
        counts[Traits(*names)] = meeting
        total += in_all
    facets = Facets.of(counts, chosen, path=path)
    passing = sum(count for traits, count in counts.items() if facets.chosen.admits(traits))
    return ListedMission.objects.chosen(**facets.chosen.filters), facets, passing, total


def search(query: Mapping[str, str], *, path: str) -> Findings:
    """Answer the question in a query string: records, best first, with the statements that answer, and sources."""
    asked = Asked.read(query.get("q", ""))
    kept = {"q": asked.typed} if asked.typed else {}
    if not asked:
        return Findings(asked, Facets.of({}, Chosen.read(query), path=path, kept=kept))
    answers, facets = answered(asked, Chosen.read(query), path=path, kept=kept)
    found = answers.records
    paging = Paging.of(query.get("page", ""), len(found), size=RECORDS, address=facets.page)
    # A source belongs to no organisation, country or time of a mission.
    cited = [] if facets.chosen else answers.sources
    records, sources_shown = shown(answers.asked, found[paging.rows], cited[:FEW_SOURCES], most=FEW_LINES)
    return Findings(
        asked,
        facets,
        missions=records,
        count=len(found),
        has_more=answers.has_more,
        sources=sources_shown,
        source_count=len(cited),
        has_more_sources=answers.has_more_sources and not facets.chosen,
        paging=paging,
    )


def answered(asked: Asked, chosen: Chosen, *, path: str, kept: Mapping[str, str]) -> tuple[Answers, Facets]:
    """Return what answers and passes the filters, the best first, and the filters."""
    facets_of = partial(Facets.of, chosen=chosen, path=path, kept=kept)
    if chosen:
        extent = search_answers.extent(asked)
        answers = None if extent.is_many else search_answers.look_up(asked)
        if answers is None or answers.has_more:
            # Filters come before the bound: else they would narrow only what happened to be ranked.
            facets = facets_of(uncounted(extent.offered), is_counted=False)
            passing = ListedMission.objects.chosen(**facets.chosen.filters)
            return search_answers.look_up_among(answers.asked if answers else asked, passing), facets
    else:
        answers = search_answers.look_up(asked)
        if answers.has_more:
            # Where not all that answer are known, no count of them would be true.
            return answers, facets_of(uncounted(answers.offered), is_counted=False)
    traits = traits_of(answers.records)
    facets = facets_of(Counter(traits.values()))
    records = [pk for pk in answers.records if pk in traits and facets.chosen.admits(traits[pk])]
    return replace(answers, records=records), facets


def within(slug: str, query: Mapping[str, str], *, path: str) -> Findings | None:
    """Answer from one live record alone, with all that answers in it; None if there is no such record."""
    asked = Asked.read(query.get("q", ""))
    found = find(slug)
    if found is None or not asked or not ListedMission.objects.filter(pk=found.mission_id).exists():
        return None
    facets = Facets.of({}, Chosen(), path=path, kept={"q": asked.typed})
    # Answered as by the search of all records, so that what leads on from there finds the same.
    records, _none = shown(search_answers.look_up(asked).asked, [found.mission_id], [], most=MANY_LINES)
    return Findings(asked, facets, missions=records, count=1, is_within=True)


def sources(query: Mapping[str, str], *, path: str) -> Findings:
    """Answer with the sources alone, a page of them."""
    asked = Asked.read(query.get("q", ""))
    facets = Facets.of({}, Chosen(), path=path, kept={"q": asked.typed, "show": "sources"})
    if not asked:
        return Findings(asked, facets, is_of_sources=True)
    answers = search_answers.look_up(asked)
    found = answers.sources
    paging = Paging.of(query.get("page", ""), len(found), size=SOURCES, address=facets.page)
    _none, cited = shown(answers.asked, [], found[paging.rows])
    return Findings(
        asked,
        facets,
        sources=cited,
        source_count=len(found),
        has_more_sources=answers.has_more_sources,
        paging=paging,
        is_of_sources=True,
    )


def shown(
    asked: Asked, records: list[int], sources: list[int], *, most: int = 0
) -> tuple[tuple[FoundMission, ...], tuple[FoundSource, ...]]:
    """Return records and sources in this order, each record with `most` lines that hold most of what was asked for."""
    found = search_answers.results(asked, records=records, sources=sources, most=most)
    marker = Marker(asked)
    return (
        tuple(FoundMission.of(found.heads[pk], found.lines[pk], marker) for pk in records if pk in found.heads),
        tuple(FoundSource.of(found.wordings[pk], marker) for pk in sources if pk in found.wordings),
    )


def uncounted(offered: Mapping[str, set[str]]) -> dict[Traits, int]:
    """Return each value that live records have, alone and not counted."""
    return {
        Traits(*(value if other == column else "" for other in OFFERED)): 1  # type: ignore[arg-type]
        for column in OFFERED
        for value in offered[column]
    }


def traits_of(pks: list[int]) -> dict[int, Traits]:
    rows = ListedMission.objects.filter(pk__in=pks).order_by().values_list("pk", *OFFERED, *YEARS)
    return {pk: Traits(*traits) for pk, *traits in rows}
