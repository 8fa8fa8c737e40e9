"""What the index answers: records, the best first; the lines of a record that answer; sources."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet

from missions.editions.search_index import MISSIONS, SOURCES
from missions.editions.search_tables import Statement
from missions.editions.search_words import table
from missions.models import ListedLine, ListedMission, ListedSource
from missions.text.asked import Asked, Term, folded_line

# Of all matches no more than these are ranked, so that a word of every record costs no more than another.
MOST = 100
MOST_SOURCES = 200
# With fewer records, the last word of a question is taken for the beginning of one.
ENOUGH = 10
LISTED_MISSION, LISTED_LINE, LISTED_SOURCE = (
    model._meta.db_table for model in (ListedMission, ListedLine, ListedSource)
)
# What filters are made of.
OFFERED = ("organisation", "host_country", "kind")
# What the head of a result says, and a line of it.
HEAD = ("mission_id", "slug", "name", "acronym", "organisation", "host_country", "dates", "summary")
LINE = ("mission_id", "section", "field", "anchor", "entry", "text", "language")


@dataclass(frozen=True, slots=True)
class Answers:
    """The ids of live records that answer `asked`, and of sources, the best first.

    `has_more` of either were not ranked. Where all records were looked at, `offered` holds what they have in `OFFERED`.
    """

    asked: Asked
    records: list[int]
    has_more: bool
    sources: list[int] = field(default_factory=list)
    has_more_sources: bool = False
    offered: dict[str, set[str]] = field(default_factory=dict)


class Extent(NamedTuple):
    """Whether more records answer than are ranked, and what live records have in `OFFERED`."""

    is_many: bool
    offered: dict[str, set[str]]


def look_up(asked: Asked) -> Answers:
    """Return what answers, of all records; where it is too little, the last word may be unfinished."""
    records, sources, values = table(MISSIONS).ask(*records_and_sources(asked), value_statement())
    settled, unfinished = asked, asked.unfinished()
    if unfinished != asked and len(set(records)) < ENOUGH:
        settled = unfinished
        records, sources = table(MISSIONS).ask(*records_and_sources(settled))
    return Answers(settled, *bounded(records, MOST), *bounded(sources, MOST_SOURCES), offered=values_by_column(values))


def look_up_among(asked: Asked, among: QuerySet[ListedMission]) -> Answers:
    """Return the records of some that answer; whether a word is unfinished was settled over all of them."""
    # What is the shortest way depends on how many these are.
    [records] = table(MISSIONS).ask(records_of(asked, among), is_kept=False)
    return Answers(asked, *bounded(records, MOST))


def extent(asked: Asked) -> Extent:
    """Return how far a question goes; nothing is ranked to tell."""
    beyond, values = table(MISSIONS).ask(table(MISSIONS).beyond(asked, most=MOST), value_statement())
    return Extent(bool(beyond), values_by_column(values))


def records_and_sources(asked: Asked) -> tuple[Statement, Statement]:
    return records_of(asked), table(SOURCES).ranked(asked, most=MOST_SOURCES + 1)


def records_of(asked: Asked, among: QuerySet[ListedMission] | None = None) -> Statement:
    """Ask for the live records that answer: first the one whose very name was typed, then those named so."""
    name = folded_line(asked.typed)
    named = f"SELECT mission_id FROM {LISTED_MISSION} WHERE folded_name = %s OR folded_acronym = %s", [name, name]
    wanted = None if among is None else among.order_by().values("pk")
    return table(MISSIONS).in_turn(asked, named, most=MOST + 1, among=wanted)


def bounded(rows: Iterable[tuple[int]], most: int) -> tuple[list[int], bool]:
    """Return the first ids of rows, each once, and whether there are more."""
    found = list(dict.fromkeys(identity for (identity,) in rows))
    return found[:most], len(found) > most


def value_statement() -> Statement:
    """Ask for the values that live records have in `OFFERED`: each is looked up after the one before it."""
    found = [
        f"""of_{column} (value) AS (
            SELECT MIN({column}) FROM {LISTED_MISSION}
            UNION ALL
            SELECT (SELECT MIN({column}) FROM {LISTED_MISSION} WHERE {column} > value)
            FROM of_{column} WHERE value IS NOT NULL
        )"""
        for column in OFFERED
    ]
    every = (f"SELECT '{column}', value FROM of_{column} WHERE value IS NOT NULL" for column in OFFERED)
    return f"WITH RECURSIVE {', '.join(found)} {' UNION ALL '.join(every)}", []


def values_by_column(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {column: set() for column in OFFERED}
    for column, value in rows:
        values[column].add(value)
    return values


@dataclass(frozen=True, slots=True)
class Results:
    """What is said of those that answer, by their ids: of records what heads them and their lines; of sources all."""

    heads: dict[int, dict]
    lines: dict[int, list[dict]]
    wordings: dict[int, dict]


def results(asked: Asked, *, records: Sequence[int] = (), sources: Sequence[int] = (), most: int = 0) -> Results:
    """Return what is said of live records, with no more than `most` lines of each, and of sources."""
    if not records and not sources:
        return Results({}, {}, {})
    statements = heads_of(records), lines_of(records, asked, most=most), wordings_of(sources)
    heads, of_records, wordings = table(MISSIONS).ask(*statements)
    lines: dict[int, list[dict]] = {pk: [] for pk in records}
    for line in of_records:
        lines[line[0]].append(dict(zip((*LINE, "total"), line, strict=True)))
    return Results(
        {head[0]: dict(zip(HEAD, head, strict=True)) for head in heads},
        lines,
        {identity: json.loads(wording) for identity, wording in wordings},
    )


def heads_of(records: Sequence[int]) -> Statement:
    return f"SELECT {', '.join(HEAD)} FROM {LISTED_MISSION} WHERE mission_id IN ({placed(records)})", records


def wordings_of(sources: Sequence[int]) -> Statement:
    return f"SELECT id, wording FROM {LISTED_SOURCE} WHERE id IN ({placed(sources)})", sources


def lines_of(records: Sequence[int], asked: Asked, *, most: int) -> Statement:
    """Ask for the lines of records that hold as much as the best of each, in order; `total` counts all of those."""
    conditions, needles = zip(*(holding(term, table(MISSIONS).holds) for term in asked.terms), strict=True)
    held = " + ".join(f"CASE WHEN {condition} THEN 1 ELSE 0 END" for condition in conditions)
    sql = f"""
        WITH held AS (
            SELECT id, mission_id, position, {held} AS held
            FROM {LISTED_LINE} WHERE mission_id IN ({placed(records)})
        ), ranked AS (
            SELECT id, held, MAX(held) OVER (PARTITION BY mission_id) AS best,
                ROW_NUMBER() OVER (PARTITION BY mission_id, held ORDER BY position) AS place,
                COUNT(*) OVER (PARTITION BY mission_id, held) AS total
            FROM held WHERE held > 0
        )
        SELECT {", ".join(LINE)}, total
        FROM ranked JOIN {LISTED_LINE} ON {LISTED_LINE}.id = ranked.id
        WHERE held = best AND place <= %s ORDER BY mission_id, place
    """
    return sql, [*(needle for several in needles for needle in several), *records, most]


def placed(values: Sequence) -> str:
    """Return the places of values in a statement; nothing is equal to that of none."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def holding(term: Term, holds: str) -> tuple[str, list[str]]:
    """Return the condition that a line holds what is asked for, and its values: words stand between spaces."""
    needles = [f" {' '.join(term.forms)} "] if term.forms else []
    needles += [f" {term.beginning}"] if term.beginning else []
    return " OR ".join(f"{holds}(words, %s) > 0" for _needle in needles), needles
