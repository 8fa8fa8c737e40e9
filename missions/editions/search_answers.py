"""What the index answers: records, the best first; the lines of a record that answer; sources."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from missions.editions.search_index import MISSIONS, SOURCES
from missions.editions.search_tables import Statement
from missions.editions.search_words import table
from missions.models import ListedLine, ListedMission, ListedSource
from missions.text.asked import Asked, Term, folded_line

# Of all matches no more than these are ranked, so that a word of every record costs no more than another.
MOST = 200
MOST_SOURCES = 200
# With fewer records, the last word of a question is taken for the beginning of one.
ENOUGH = 10
MISSION, LINES, SOURCE = (model._meta.db_table for model in (ListedMission, ListedLine, ListedSource))
# What filters are made of.
OFFERED = ("organisation", "host_country", "kind")
# What the head of a result says, and a line of it.
HEAD = ("slug", "name", "acronym", "organisation", "host_country", "dates", "summary")
LINE = ("section", "field", "anchor", "entry", "text", "language")


@dataclass(frozen=True, slots=True)
class Answers:
    """The ids of live records that answer `asked`, and of sources, the best first; `has_more` records were not ranked.

    Where all records were looked at, `offered` holds the values that live records have: see `offered_values`.
    """

    asked: Asked
    records: list[int]
    has_more: bool
    sources: list[int] = field(default_factory=list)
    offered: dict[str, set[str]] = field(default_factory=dict)


def look_up(asked: Asked, *, among: QuerySet[ListedMission] | None = None) -> Answers:
    """Return what answers: of all, or of some records alone; too few, and the last word may be unfinished."""
    found = found_in_all(asked) if among is None else found_among(asked, among)
    unfinished = asked.unfinished()
    if len(found.records) < ENOUGH and unfinished != asked:
        return look_up(unfinished, among=among)
    return found


def found_in_all(asked: Asked) -> Answers:
    records, sources, values = table(MISSIONS).asked(
        records_of(asked), table(SOURCES).ranked(asked, most=MOST_SOURCES), offered_values()
    )
    best = each_once(records)
    return Answers(asked, best[:MOST], len(best) > MOST, each_once(sources), offered(values))


def found_among(asked: Asked, among: QuerySet[ListedMission]) -> Answers:
    [records] = table(MISSIONS).asked(records_of(asked, among))
    best = each_once(records)
    return Answers(asked, best[:MOST], has_more=len(best) > MOST)


def records_of(asked: Asked, among: QuerySet[ListedMission] | None = None) -> Statement:
    """Ask for the live records that answer: first the one whose very name was typed, then those named so."""
    name = folded_line(asked.typed)
    named = f"SELECT mission_id FROM {MISSION} WHERE folded_name = %s OR folded_acronym = %s", [name, name]
    wanted = None if among is None else among.order_by().values("pk")
    return table(MISSIONS).in_turn(asked, named, most=MOST + 1, among=wanted)


def each_once(rows: Iterable[tuple[int]]) -> list[int]:
    return list(dict.fromkeys(identity for (identity,) in rows))


def are_many(asked: Asked) -> tuple[bool, dict[str, set[str]]]:
    """Return whether more records answer than are ranked, and what live records have; none is ranked to tell."""
    beyond, values = table(MISSIONS).asked(table(MISSIONS).beyond(asked, most=MOST), offered_values())
    return bool(beyond), offered(values)


def offered_values() -> Statement:
    """Ask for the values that live records have in `OFFERED`: each is looked up after the one before it."""
    found = [
        f"""of_{column} (value) AS (
            SELECT MIN({column}) FROM {MISSION}
            UNION ALL
            SELECT (SELECT MIN({column}) FROM {MISSION} WHERE {column} > value) FROM of_{column} WHERE value IS NOT NULL
        )"""
        for column in OFFERED
    ]
    every = (f"SELECT '{column}', value FROM of_{column} WHERE value IS NOT NULL" for column in OFFERED)
    return f"WITH RECURSIVE {', '.join(found)} {' UNION ALL '.join(every)}", []


def offered(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {column: set() for column in OFFERED}
    for column, value in rows:
        values[column].add(value)
    return values


@dataclass(frozen=True, slots=True)
class Results:
    """What is said of those that answer: of records what heads them and their lines, of sources their wording."""

    records: dict[int, tuple[dict, list[dict]]]
    sources: dict[int, dict]


def results(asked: Asked, *, records: Sequence[int] = (), sources: Sequence[int] = (), most: int = 0) -> Results:
    """Return what is said of live records, with no more than `most` lines of each, and of sources; by their ids."""
    lines, wordings = table(MISSIONS).asked(lines_of(records, asked, most=most), wordings_of(sources))
    heads: dict[int, tuple[dict, list[dict]]] = {}
    for identity, *values in lines:
        head, line = values[: len(HEAD)], values[len(HEAD) :]
        _head, of_it = heads.setdefault(identity, (dict(zip(HEAD, head, strict=True)), []))
        if line[0] is not None:
            of_it.append(dict(zip((*LINE, "total"), line, strict=True)))
    return Results(heads, {identity: json.loads(wording) for identity, wording in wordings})


def wordings_of(sources: Sequence[int]) -> Statement:
    return f"SELECT id, wording FROM {SOURCE} WHERE id IN ({placed(sources)})", sources


def lines_of(missions: Sequence[int], asked: Asked, *, most: int) -> Statement:
    """Ask for live records and the lines of them that hold as much as the best of it; `total` counts all of those."""
    words = table(MISSIONS)
    conditions, needles = zip(*(holding(term, words.holds) for term in asked.terms), strict=True)
    held = " + ".join(f"CASE WHEN {condition} THEN 1 ELSE 0 END" for condition in conditions)
    wanted = f"mission_id IN ({placed(missions)})"
    sql = f"""
        WITH held AS (
            SELECT id, mission_id, position, {held} AS held FROM {LINES} WHERE {wanted}
        ), ranked AS (
            SELECT id, held, MAX(held) OVER (PARTITION BY mission_id) AS best,
                ROW_NUMBER() OVER (PARTITION BY mission_id, held ORDER BY position) AS place,
                COUNT(*) OVER (PARTITION BY mission_id, held) AS total
            FROM held WHERE held > 0
        ), shown AS (
            SELECT {LINES}.*, place, total FROM ranked JOIN {LINES} ON {LINES}.id = ranked.id
            WHERE held = best AND place <= %s
        )
        SELECT {MISSION}.mission_id, {", ".join((*HEAD, *LINE))}, total
        FROM {MISSION} LEFT JOIN shown ON shown.mission_id = {MISSION}.mission_id
        WHERE {MISSION}.{wanted} ORDER BY 1, place
    """
    parameters = [*(needle for several in needles for needle in several), *missions, most, *missions]
    return sql, parameters


def placed(values: Sequence) -> str:
    """Return the places of values in a statement; nothing is equal to that of none."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def holding(term: Term, holds: str) -> tuple[str, list[str]]:
    """Return the condition that a line holds what is asked for, and its values: words stand between spaces."""
    needles = [f" {' '.join(term.forms)} "] if term.forms else []
    needles += [f" {term.beginning}"] if term.beginning else []
    return " OR ".join(f"{holds}(words, %s) > 0" for _needle in needles), needles
