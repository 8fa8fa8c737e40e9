"""Filters: read from an address, counted, said in words, taken back by a link."""

from collections import Counter

import pytest

from missions.pages.chosen import Chosen, Traits
from missions.pages.facets import Facets

IRAQ = Traits("NATO", "Iraq", "advisory", 2018)
NTM = Traits("NATO", "Iraq", "training", 2004, 2011)
KOSOVO = Traits("NATO", "Kosovo", "peacekeeping", 1999)
UNAMI = Traits("United Nations", "Iraq", "political", 2003, 2025)
ALL = [IRAQ, NTM, KOSOVO, UNAMI]


def facets(kept=None, **query) -> Facets:
    return Facets.of(Counter(ALL), Chosen.read(query), path="/missions/", kept=kept)


def admitted(**query) -> list[Traits]:
    found = facets(**query)
    return [one for one in ALL if found.chosen.admits(one)]


def options(found: Facets, name: str) -> list[tuple[str, int]]:
    facet = next(facet for facet in found.facets if facet.name == name)
    return [(option.label, option.count) for option in facet.options]


def test_nothing_chosen_admits_all():
    assert admitted() == ALL
    assert not facets().removals


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"organisation": "NATO", "country": "Iraq"}, [IRAQ, NTM]),
        ({"kind": "political"}, [UNAMI]),
        ({"from": "2012"}, [IRAQ, KOSOVO, UNAMI]),
        ({"to": "2003"}, [KOSOVO, UNAMI]),
        ({"from": "2004", "to": "2005"}, [NTM, KOSOVO, UNAMI]),
        ({"from": "2005", "to": "2004"}, [NTM, KOSOVO, UNAMI]),
        ({"country": "iraq", "organisation": " nato "}, [IRAQ, NTM]),
    ],
)
def test_filters_narrow_together(query, found):
    assert admitted(**query) == found


def test_counts_say_what_choosing_would_leave():
    found = facets(country="Iraq")
    assert options(found, "organisation") == [("NATO", 2), ("United Nations", 1)]
    assert options(found, "country") == [("Iraq", 3), ("Kosovo", 1)]
    assert options(found, "kind") == [("Advisory", 1), ("Political", 1), ("Training", 1)]


def test_a_chosen_filter_is_removed_by_a_plain_link():
    found = facets(country="Iraq", kind="training", **{"from": "2004"})
    assert [(one.label, one.value, one.address) for one in found.removals] == [
        ("Host country", "Iraq", "/missions/?kind=training&from=2004"),
        ("Kind", "Training", "/missions/?country=Iraq&from=2004"),
        ("Years", "from 2004", "/missions/?country=Iraq&kind=training"),
    ]
    assert found.clear == "/missions/"


def test_addresses_keep_what_else_was_asked():
    found = facets({"q": "l’OTAN & co"}, country="Iraq")
    assert found.page(2) == "/missions/?q=l%E2%80%99OTAN+%26+co&country=Iraq&page=2"
    assert found.removals[0].address == found.clear == "/missions/?q=l%E2%80%99OTAN+%26+co"


@pytest.mark.parametrize("name", ["organisation", "country", "kind"])
def test_an_unknown_value_leaves_nothing_and_is_said(name):
    found = facets(**{name: "<b>Atlantis</b>\0"})
    assert not [one for one in ALL if found.chosen.admits(one)]
    assert "“<b>Atlantis</b>”" in found.problems[0]
    assert found.removals[0].address == "/missions/"


@pytest.mark.parametrize("typed", ["soon", "20035", "-1", "²⁰⁰³", "0", "٢٠٠٣"])
def test_what_is_no_year_filters_nothing_and_is_said(typed):
    found = facets(**{"from": typed})
    assert [one for one in ALL if found.chosen.admits(one)] == ALL
    assert f"“{typed}” is not a year" in found.problems[0]


def test_filters_are_shown_where_there_is_something_to_choose():
    assert facets().is_useful
    assert not Facets.of({IRAQ: 1}, Chosen(), path="/").is_useful
    assert Facets.of({IRAQ: 1}, Chosen(country="Iraq"), path="/").is_useful
