"""What the index answers: records, the best first; the lines of a record that answer; sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from missions.editions.search_index import MISSIONS, SOURCES
from missions.editions.search_words import table
from missions.models import ListedLine, ListedMission
from missions.text.asked import Asked, Term, folded_line

# Of all matches no more than these are ranked, so that a word of every record costs no more than another.
MOST = 200
MOST_SOURCES = 200
# With fewer records, the last word of a question is taken for the beginning of one.
ENOUGH = 10
MISSION, LINES = ListedMission._meta.db_table, ListedLine._meta.db_table
# What the head of a result says, and a line of it.
HEAD = ("slug", "name", "acronym", "organisation", "host_country", "dates", "summary")
LINE = ("section", "field", "anchor", "entry", "text", "language")


@dataclass(frozen=True, slots=True)
class Answers:
    """The ids of live records that answer `asked`, the best first; `has_more` were not ranked."""

    asked: Asked
    records: list[int]
    has_more: bool


def records(asked: Asked, *, among: QuerySet[ListedMission] | None = None) -> Answers:
    """Return the live records that answer, of all or of some; too few, and the last word may be unfinished."""
    answers = found(asked, among)
    unfinished = asked.unfinished()
    if len(answers.records) < ENOUGH and unfinished != asked:
        return found(unfinished, among)
    return answers


def are_many(asked: Asked) -> bool:
    """Return whether more records answer than are ranked; none is ranked to tell."""
    return table(MISSIONS).has_more(asked, than=MOST)


def found(asked: Asked, among: QuerySet[ListedMission] | None) -> Answers:
    """Return the live records that answer: first the one whose very name was typed, then those named so."""
    name = folded_line(asked.typed)
    named = f"SELECT mission_id FROM {MISSION} WHERE folded_name = %s OR folded_acronym = %s", [name, name]
    wanted = None if among is None else among.order_by().values("pk")
    best = table(MISSIONS).in_turn(asked, named, most=MOST + 1, among=wanted)
    return Answers(asked, best[:MOST], has_more=len(best) > MOST)


def results(missions: Sequence[int], asked: Asked, *, most: int) -> dict[int, tuple[dict, list[dict]]]:
    """Return of each live record what heads it and the lines of it, `most`, that hold as much as its best.

    `total` counts all lines that do.
    """
    if not missions:
        return {}
    words = table(MISSIONS)
    conditions, needles = zip(*(holding(term, words.holds) for term in asked.terms), strict=True)
    held = " + ".join(f"CASE WHEN {condition} THEN 1 ELSE 0 END" for condition in conditions)
    wanted = f"mission_id IN ({', '.join(['%s'] * len(missions))})"
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
    found = {}
    for identity, *values in words.rows(sql, parameters):
        head, line = values[: len(HEAD)], values[len(HEAD) :]
        _head, of_it = found.setdefault(identity, (dict(zip(HEAD, head, strict=True)), []))
        if line[0] is not None:
            of_it.append(dict(zip((*LINE, "total"), line, strict=True)))
    return found


def holding(term: Term, holds: str) -> tuple[str, list[str]]:
    """Return the condition that a line holds what is asked for, and its values: words stand between spaces."""
    needles = [f" {' '.join(term.forms)} "] if term.forms else []
    needles += [f" {term.beginning}"] if term.beginning else []
    return " OR ".join(f"{holds}(words, %s) > 0" for _needle in needles), needles


def values(*columns: str) -> list[set[str]]:
    """Return the values that live records have in each of these columns: each is looked up after the one before it."""
    found = [
        f"""of_{column} (value) AS (
            SELECT MIN({column}) FROM {MISSION}
            UNION ALL
            SELECT (SELECT MIN({column}) FROM {MISSION} WHERE {column} > value) FROM of_{column} WHERE value IS NOT NULL
        )"""
        for column in columns
    ]
    every = (f"SELECT {at:d}, value FROM of_{column} WHERE value IS NOT NULL" for at, column in enumerate(columns))
    sql = f"WITH RECURSIVE {', '.join(found)} {' UNION ALL '.join(every)}"
    of_columns: list[set[str]] = [set() for _column in columns]
    for place, value in table(MISSIONS).rows(sql, []):
        of_columns[place].add(value)
    return of_columns


def sources(asked: Asked) -> list[int]:
    """Return the ids of the sources that answer, the best first; there are more where all that are ranked answer."""
    return table(SOURCES).ranked(asked, most=MOST_SOURCES)
