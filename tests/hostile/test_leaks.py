"""No word of a draft leaves the desk: not in a page, a file, a header, and not in whether there is an answer."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from missions.models import ENTRIES, Mission, Source
from missions.public import urls
from tests.admin.addresses import ROOTS
from tests.hostile.addresses import NOBODY, addresses
from tests.hostile.asking import Site
from tests.hostile.planted import MARK, PRIVATE, make_site, marked, plant

MEMBERS = ("reader", "writer")
# Where something is taken and nothing is told.
TAKING = ("csp-reports/",)


def crawl(cookie: str = "") -> dict:
    """Return the answer of every public address, from a site that holds nothing yet."""
    site = Site()
    return {place: site.ask(place[0], query=place[1], HTTP_COOKIE=cookie) for place in addresses()}


def test_every_route_is_crawled_here_or_has_its_place_among_those_of_the_desk():
    readers = {pattern.name for pattern in urls.urlpatterns}
    assert None not in readers
    for pattern in get_resolver().url_patterns:
        route = str(pattern.pattern)
        inside = [pattern] if isinstance(pattern, URLPattern) else pattern.url_patterns
        assert route.startswith((*ROOTS, *TAKING)) or readers == {one.name for one in inside}, route


def test_a_draft_has_a_private_word_in_every_field():
    for model in (Mission, Source, *ENTRIES):
        names = {field.name for field in model.content_fields() if not field.is_relation}
        assert marked(model).keys() == names
        assert PRIVATE.search(str(marked(model)))


def test_what_readers_get_does_not_depend_on_any_draft(site, stopped, boss_client):
    """Byte for byte, headers and tags included: before there were drafts, beside them, and when they are gone."""
    made = make_site()
    stopped()
    before = crawl()
    assert sum(answer.status == 200 for answer in before.values()) > 100
    plant(made, boss_client)
    beside = crawl()
    assert [place for place, answer in beside.items() if answer != before[place]] == []
    assert leaks(beside) == []
    for model in ENTRIES:
        model.objects.all().delete()
    assert [place for place, answer in crawl().items() if answer != before[place]] == []


@pytest.mark.parametrize("role", MEMBERS)
def test_who_is_logged_in_reads_no_private_word_at_any_public_address(site, planted, cookie_of, role):
    assert leaks(crawl(cookie_of(role))) == []


def test_an_address_or_a_question_with_a_private_word_is_answered_as_one_that_nobody_wrote(site, planted, stopped):
    stopped()
    asked = [place for place in addresses() if private(place)]
    assert len(asked) > 80
    told = {}
    for place in asked:
        unknown = tuple(map(unwritten, place))
        answer, other = (site.ask(path, query=query) for path, query in (place, unknown))
        is_alike = answer.status == other.status and untagged(unwritten(answer.whole)) == untagged(other.whole)
        told |= {} if is_alike else {place: other}
    assert told == {}


def leaks(answers: dict) -> list[tuple[str, str]]:
    """Return the addresses whose answers hold a private word, where nobody asked for one."""
    return [place for place, answer in answers.items() if not private(place) and PRIVATE.search(answer.whole)]


def private(place: tuple[str, str]) -> bool:
    return any(map(PRIVATE.search, place)) or "1907" in place[1]


def untagged(whole: str) -> str:
    """Return an answer without its tag, which is made of the address as well."""
    return re.sub(r"\nETag: \S+", "\nETag:", whole)


def unwritten(text: str) -> str:
    """Return a text with words that no draft holds in the places of the private ones."""
    return text.replace(MARK, NOBODY).replace("1907", "1908")
