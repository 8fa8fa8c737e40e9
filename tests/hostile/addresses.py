"""Every public address there is on a site of `planted`, made from the URL conf itself.

An address with a part that is not named here fails: say what may stand in it.
"""

from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

from django.urls import URLPattern, reverse

from missions.pages.exports.tables import TABLES
from missions.public.urls import urlpatterns
from missions.text.exchange.formats import FORMATS
from tests.hostile.planted import DAY, LATER, MARK, NEW

# No record, source or edition was ever called so.
NOBODY = "qwrty"
SLUGS = ("nmi-page", "unami-page", NEW, f"{LATER}-0", NOBODY)
KEYS = ("nato-start", "left-source", f"{MARK}-source", NOBODY)
DAYS = (DAY, "2018-10-31", "2020-01-01", "9999-12-31")
PARTS: dict[str, tuple] = {
    "slug": SLUGS,
    "key": KEYS,
    "number": (1, 2, 3),
    "first": (1,),
    "second": (2, 3),
    "day": DAYS,
    "page": (1, 2),
    "table": TABLES,
    "suffix": tuple(FORMATS),
    "name": ("about", "method", "accessibility", "licence"),
}
TYPED = (MARK, f"{MARK}-source", f'"{MARK} passage"', "mission", DAY, "1907")
# What forms and links put behind the question mark.
QUESTIONS: dict[str, list[dict[str, str]]] = {
    "search": [
        *({"q": typed} for typed in TYPED),
        *({"q": typed, "show": "sources"} for typed in TYPED),
        *({"q": "mission", "in": slug} for slug in SLUGS),
        {"q": "mission", "organisation": MARK, "country": MARK, "kind": "civilian"},
    ],
    "catalogue": [{"organisation": MARK}, {"country": MARK}, {"kind": "civilian"}, {"from": "1900", "to": "1910"}],
    "timeline": [{"organisation": MARK}, {"kind": "civilian"}],
    "compare": [{"first": "1", "second": "2"}, {"first": "2", "second": "3"}, {}],
    "on-day": [{"day": DAY}, {"day": MARK}],
    "since-day": [{"day": DAY}, {"day": "today"}],
    "changes-day": [{"day": DAY}],
}


def addresses() -> Iterator[tuple[str, str]]:
    """Yield every address as its path and its query."""
    for pattern in urlpatterns:
        for values in places(pattern):
            path = reverse(str(pattern.name), kwargs=values)
            yield path, ""
            for question in QUESTIONS.get(str(pattern.name), ()):
                yield path, urlencode(question)


def places(pattern: URLPattern) -> Iterator[dict]:
    """Yield what may stand in a route: with the first record or source, all there is; with the others, one of each."""
    names = list(pattern.pattern.converters or pattern.pattern.regex.groupindex)
    if missing := set(names) - PARTS.keys():
        raise NotImplementedError(f"Say in tests/hostile/addresses.py what stands in {missing} of {pattern.name}.")
    first = names[0] if names and names[0] in ("slug", "key") else None
    for values in product(*(PARTS[name] for name in names)):
        named = dict(zip(names, values, strict=True))
        is_first = first is None or named[first] == PARTS[first][0]
        if is_first or all(named[name] == PARTS[name][0] for name in names if name != first):
            yield named
