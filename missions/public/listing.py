"""The readers' second door: the live records as lists and search read them. Returns what pages print."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from missions.editions.search_index import MISSIONS, SOURCES
from missions.editions.search_words import table
from missions.models import ListedLine, ListedMission, ListedSource
from missions.pages.cards import Card
from missions.pages.catalogue import Catalogue
from missions.pages.chosen import Chosen, Traits
from missions.pages.facets import Facets
from missions.pages.findings import Findings, FoundMission, FoundSource
from missions.pages.paging import Paging
from missions.text.asked import Asked, Term

CARDS, RECORDS, SOURCES_OF_A_LIST = 50, 10, 50
# A first taste of many.
FEW_SOURCES, FEW_LINES = 4, 3
MANY_LINES = 200
# No more matches than these are ranked, so that a word of every record costs no more than another.
MOST = 2000

TRAITS = ("organisation", "host_country", "kind", "first_year", "last_year")
NAMES = ("folded_name", "folded_acronym")


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
    ranked, has_more = find(asked)
    traits = everywhere() if has_more else map(traits_of, ranked.values())
    facets = Facets.of(traits, Chosen.read(query), path=path, kept=kept, is_counted=not has_more)
    if facets.chosen and has_more:
        ranked, has_more = find(asked, among=ListedMission.objects.chosen(**facets.chosen.filters))
    elif facets.chosen:
        ranked = {found: row for found, row in ranked.items() if facets.chosen.admits(traits_of(row))}
    paging = Paging.of(query.get("page", ""), len(ranked), size=RECORDS, address=facets.page)
    findings = Findings(
        asked,
        facets,
        missions=missions(list(ranked)[paging.start : paging.end], asked, most=FEW_LINES),
        count=len(ranked),
        has_more=has_more,
        paging=paging,
    )
    if facets.chosen:
        # A source belongs to no organisation, country or time of a mission.
        return findings
    found = found_sources(asked)
    return replace(findings, sources=worded(found[:FEW_SOURCES], asked), source_count=len(found))


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
    found = found_sources(asked)
    paging = Paging.of(query.get("page", ""), len(found), size=SOURCES_OF_A_LIST, address=facets.page)
    shown = worded(found[paging.start : paging.end], asked)
    return Findings(asked, facets, sources=shown, source_count=len(found), paging=paging, is_of_sources=True)


def find(asked: Asked, among: QuerySet | None = None) -> tuple[dict[int, dict], bool]:
    """Return the traits of the records that answer, best first, and whether there are more than were ranked.

    Whoever types a name or an acronym exactly wants that record; then come those that answer in their names.
    """
    words = table(MISSIONS)
    wanted = None if among is None else among.order_by().values("pk")
    matches = words.ranked(asked, most=MOST + 1, among=wanted)
    in_titles = words.ranked(asked, most=MOST, among=wanted, in_titles=True)
    order = dict.fromkeys([found for found, _score in (*in_titles, *matches)])
    # What is not listed is not live: whatever the table of words may hold, readers do not see it.
    rows = {
        row["pk"]: row for row in ListedMission.objects.filter(pk__in=order).order_by().values("pk", *TRAITS, *NAMES)
    }
    named = [found for found, row in rows.items() if asked.folded in (row["folded_acronym"], row["folded_name"])]
    ranked = [found for found in dict.fromkeys([*named, *order]) if found in rows]
    return {found: rows[found] for found in ranked[:MOST]}, len(matches) > MOST


def missions(pks: list[int], asked: Asked, *, most: int) -> tuple[FoundMission, ...]:
    """Return records in this order, each with the lines that hold most of what was asked for."""
    rows = ListedMission.objects.filter(pk__in=pks).in_bulk()
    lines: dict[int, list[ListedLine]] = {pk: [] for pk in pks}
    for line in answering(pks, asked, most=most):
        lines[line.mission_id].append(line)
    return tuple(FoundMission.of(vars(rows[pk]), [vars(line) for line in lines[pk]], asked) for pk in pks)


def answering(pks: list[int], asked: Asked, *, most: int) -> QuerySet[ListedLine]:
    """Return the best lines of records, `most` of each, with the number of all that answer in it as `total`."""
    held = [Case(When(holds(term), then=1), default=0, output_field=IntegerField()) for term in asked.terms]
    of_record = {"partition_by": F("mission_id")}
    lines = ListedLine.objects.filter(mission__in=pks).annotate(held=sum(held[1:], held[0])).filter(held__gt=0)
    lines = lines.annotate(
        place=Window(RowNumber(), order_by=[F("held").desc(), F("position").asc()], **of_record),
        total=Window(Count("pk"), **of_record),
    )
    return lines.filter(place__lte=most).order_by("mission_id", "place").defer("words")


def holds(term: Term) -> Q:
    """Return the condition that a line holds what is asked for: its words stand between spaces."""
    wanted = [f" {' '.join(term.forms)} "] if term.forms else []
    wanted += [f" {term.beginning}"] if term.beginning else []
    condition = Q()
    for words in wanted:
        condition |= Q(words__contains=words)
    return condition


def found_sources(asked: Asked) -> list[int]:
    return [found for found, _score in table(SOURCES).ranked(asked, most=MOST)]


def worded(pks: list[int], asked: Asked) -> tuple[FoundSource, ...]:
    rows = ListedSource.objects.in_bulk(pks)
    return tuple(FoundSource.of(rows[pk].wording, asked) for pk in pks if pk in rows)


def everywhere() -> Iterable[Traits]:
    """Return each combination of values that live records have."""
    rows = ListedMission.objects.order_by().values_list(*TRAITS[:3]).distinct()
    return (Traits(*row) for row in rows)


def traits_of(row: Mapping) -> Traits:
    return Traits(*(row[name] for name in TRAITS))
