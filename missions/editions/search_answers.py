"""What the index answers: records, the best first; the lines of a record that answer; sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from missions.editions.search_index import MISSIONS, SOURCES
from missions.editions.search_words import table
from missions.models import ListedLine, ListedMission, ListedSource
from missions.text.asked import Asked, Term, folded_line

# No more matches than these are ranked, so that a word of every record costs no more than another.
MOST = 2000
TRAITS = ("organisation", "host_country", "kind", "first_year", "last_year")
LINE = ("mission_id", "section", "field", "anchor", "entry", "text", "language")


@dataclass(frozen=True, slots=True)
class Answers:
    """The ids of records and their traits, in the order of `TRAITS`, the best first; `has_more` were not ranked."""

    records: dict[int, tuple]
    has_more: bool


def records(asked: Asked, *, among: QuerySet[ListedMission] | None = None) -> Answers:
    """Return the live records that answer.

    Whoever types a name or an acronym exactly wants that record; then come those that answer in their names.
    """
    words = table(MISSIONS)
    wanted = None if among is None else among.order_by().values("pk")
    columns = ("folded_name", "folded_acronym", *TRAITS)
    found = words.ranked(asked, ListedMission, *columns, most=MOST + 1, among=wanted)
    titled = words.ranked(asked, ListedMission, *columns, most=MOST, among=wanted, in_titles=True)
    rows = {pk: row for pk, *row in (*titled, *found)}
    name = folded_line(asked.typed)
    named = [pk for pk, row in rows.items() if name in row[:2]]
    ranked = list(dict.fromkeys([*named, *rows]))[:MOST]
    return Answers({pk: tuple(rows[pk][2:]) for pk in ranked}, has_more=len(found) > MOST)


def lines(missions: Sequence[int], asked: Asked, *, most: int) -> list[dict]:
    """Return the lines of records, `most` of each, that hold as much as the best of it; `total` counts all of those."""
    if not missions:
        return []
    words = table(MISSIONS)
    conditions, needles = zip(*(holding(term, words.holds) for term in asked.terms), strict=True)
    held = " + ".join(f"CASE WHEN {condition} THEN 1 ELSE 0 END" for condition in conditions)
    line = ListedLine._meta.db_table
    sql = f"""
        WITH held AS (
            SELECT id, mission_id, position, {held} AS held
            FROM {line} WHERE mission_id IN ({", ".join(["%s"] * len(missions))})
        ), ranked AS (
            SELECT id, held, MAX(held) OVER (PARTITION BY mission_id) AS best,
                ROW_NUMBER() OVER (PARTITION BY mission_id, held ORDER BY position) AS place,
                COUNT(*) OVER (PARTITION BY mission_id, held) AS total
            FROM held WHERE held > 0
        )
        SELECT {", ".join(LINE)}, total
        FROM ranked JOIN {line} ON {line}.id = ranked.id
        WHERE held = best AND place <= %s ORDER BY mission_id, place
    """
    parameters = [*(needle for several in needles for needle in several), *missions, most]
    return [dict(zip((*LINE, "total"), row, strict=True)) for row in words.rows(sql, parameters)]


def holding(term: Term, holds: str) -> tuple[str, list[str]]:
    """Return the condition that a line holds what is asked for, and its values: words stand between spaces."""
    needles = [f" {' '.join(term.forms)} "] if term.forms else []
    needles += [f" {term.beginning}"] if term.beginning else []
    return " OR ".join(f"{holds}(words, %s) > 0" for _needle in needles), needles


def sources(asked: Asked) -> list[int]:
    """Return the ids of the sources that answer, the best first."""
    return [pk for (pk,) in table(SOURCES).ranked(asked, ListedSource, most=MOST)]
