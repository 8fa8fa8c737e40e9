"""Leaders' terms: in each role one follows the other, or a note says why not."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from missions.editions.statements import Place
from missions.review.findings import Finding
from missions.review.spans import end_of, start_of

EXPLAINED = re.compile(
    r"\b(gap|vacan|acting|interim|overlap|together|not found|no report|not known|unknown|differ|only)", re.IGNORECASE
)
ONE_DAY = timedelta(days=1)


def review_leaders(mission: str, document: Mapping) -> Iterator[Finding]:
    by_role: dict[str, list[Mapping]] = {}
    for leader in document["leaders"]:
        by_role.setdefault(leader["role"], []).append(leader)
    for leaders in by_role.values():
        for before, after in pairwise(leaders):
            yield from review_pair(mission, before, after)


def review_pair(mission: str, before: Mapping, after: Mapping) -> Iterator[Finding]:
    """Find a gap or an overlap between two leaders who follow each other in a list."""
    if after["is_announced"] or EXPLAINED.search(f"{before['note']} {after['note']}"):
        return
    place = Place("leaders", after["key"], "dates")
    ended, began = end_of(before["dates"]), start_of(after["dates"])
    words = {"after": after["name"], "before": before["name"]}
    if ended[1] < date.max and ended[1] + ONE_DAY < began[0]:
        sentence = _("between %(before)s and %(after)s nobody led, and no note says why.") % words
        yield Finding("gap", sentence, mission, place)
    if began[1] < ended[0]:
        sentence = _("%(before)s still led when %(after)s began, and no note says why.") % words
        yield Finding("overlap", sentence, mission, place)
