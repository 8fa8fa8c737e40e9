"""Whatever is asked, the site answers: in words, soon, and without a word of the question that a browser would run."""

import re
from functools import partial
from itertools import product
from urllib.parse import quote

import pytest

from missions.public import listing
from missions.public.urls import urlpatterns
from nmi_site.content_types import utf8_alone
from nmi_site.wsgi import application
from tests.admin.addresses import ADDRESSES, make_rows, names, path_to
from tests.calls import calls_of
from tests.hostile.asking import Answer, Site, Unread
from tests.hostile.fuzz import BODIES, HEADERS, METHODS, PARAMETERS, QUERIES, VALUES
from tests.makers import make_edition, make_mission
from tests.public.addresses import ADDRESSES as READERS
from tests.public.addresses import make_site

pytestmark = pytest.mark.django_db

# One address of every way that an answer is made.
SOME = ("/", "/missions/", "/search/", "/missions/nmi-page/", "/missions/nmi-page.json", "/data/missions.csv",
        "/readyz", "/sources/nato-start/", "/missions/nmi-page/since/2018-10-31/", "/nowhere/", "/static/nothing.css",
        "/preview/guessed/", "/admin/login/", "/admin/")  # fmt: skip
ASKING = ("/search/", "/missions/", "/timeline/", "/missions/nmi-page/editions/compare/", "/missions/nmi-page/on/",
          "/missions/nmi-page/since/", "/changes/since/", "/admin/login/", "/missions/earlier-page/")  # fmt: skip
OF_THE_DESK = ("q", "key", "id", "index", "p", "o", "e", "all", "kind__exact", "term", "mission", "open", "_popup")
IN_THE_DESK = (
    "admin/missions/{}/", "admin/missions/mission/{}/change/", "admin/missions/source/{}/history/", "admin/r/{}/{}/",
    "admin/welcome/{}/{}/", "preview/{}/", "admin/missions/mission/publish/{}/", "static/{}", "{}",
    "admin/missions/mission/1/entries/{}/{}/",
)  # fmt: skip
READING = [address.partition("?") for address in READERS.values()]
SENT = dict(zip(METHODS, [*BODIES.values()] * 2, strict=False))
PART = re.compile(r"<[^>]+>")
MARKUP = re.compile(r"<script>zqx|[\"']'?><script")
# More than any page of a site of this size takes, and far less than what grows with a question would.
MOST_CALLS = 400_000


@pytest.fixture
def published(db):
    """Publish a record twice, and one under two addresses."""
    make_site()
    moved = make_mission("kfor", name="Kosovo Force", slug="earlier-page")
    make_edition(moved)
    moved.slug = "kfor-page"
    moved.save()
    make_edition(moved)


def fault(answer: Answer) -> str:
    """Say what is wrong with an answer, "" for nothing."""
    if answer.status >= 500:
        return f"answers {answer.status}"
    if any("\n" in value or "\r" in value for _name, value in answer.headers):
        return "breaks a header"
    if "json" not in answer["Content-Type"] and MARKUP.search(answer.whole):
        return "repeats markup"
    place = answer["Location"]
    if place and not re.match(r"/(?!/)|http://localhost(:[0-9]+)?/", place):
        return f"leads to {place[:60]}"
    return ""


def faults(asked: dict, ask) -> dict:
    """Return what is wrong with the answers to named questions; a failure of Python is what a server answers 500 to."""
    found = {}
    for name, question in asked.items():
        try:
            found[name] = fault(ask(question))
        except Exception as failed:  # whatever comes out
            found[name] = f"fails: {failed!r:.100}"
    return {name: words for name, words in found.items() if words}


def test_nothing_that_stands_in_an_address_makes_it_fail(site, published):
    def ask(route: str, value: str | bytes) -> Answer:
        raw = value if isinstance(value, bytes) else value.encode()
        first, *others = (piece.encode() for piece in PART.split(route))
        usual = [b"nmi-page" if "slug" in part else b"1" for part in PART.findall(route)]
        # Each part in turn, and all at once.
        for turn in range(len(usual) + (len(usual) > 1)):
            parts = [raw if turn in (at, len(usual)) else one for at, one in enumerate(usual)]
            answer = site.ask(b"/" + first + b"".join(map(b"".join, zip(parts, others, strict=True))))
            if fault(answer):
                break
        return answer

    routes = [str(pattern.pattern) for pattern in urlpatterns if pattern.pattern.converters]
    assert {route: wrong for route in routes if (wrong := faults(VALUES, partial(ask, route)))} == {}


def test_nothing_that_stands_behind_the_question_mark_makes_an_address_fail(site, published):
    for_all = {name: "&".join(query.format(one) for one in PARAMETERS) for name, query in QUERIES.items()}
    kinds = ("markup", "huge number", "long", "operators")
    each = {f"{kind} in {one}": QUERIES[kind].format(one) for kind in kinds for one in PARAMETERS}
    for path in ASKING:
        assert faults(for_all | each, lambda query, path=path: site.ask(path, query=query)) == {}, path


def test_no_header_makes_an_address_fail(site, published):
    for path in SOME:
        assert faults(HEADERS, lambda headers, path=path: site.ask(path, **headers)) == {}, path
    # Past the baked pages, which answer some of them.
    for path in SOME[:4]:
        assert faults(HEADERS, lambda headers, path=path: site.ask(path, query="a=b", **headers)) == {}, path
    assert [page.headers for page in site.baked.pages.values() if "evil.example" in str(page.headers)] == []


def test_readers_send_nothing(site, published):
    for (path, _mark, query), (method, (kind, body)) in product(READING, SENT.items()):
        sent = Unread(body)
        answer = site.ask(path, query=query, method=method, body=sent, CONTENT_TYPE=kind)
        assert (answer.status, answer["Allow"], sent.was_read) == (405, "GET, HEAD", False), (path, method)
        assert not answer["Set-Cookie"]
        assert fault(answer) == ""


def test_no_report_makes_its_address_fail(site, published):
    deep = {"lists": b"[" * 16_000, "rows": b'{"a":' * 3_000, "a number": b"9" * 16_000, "half of a pair": b'"\\ud800"'}
    reports = deep | {kind: body for kind, (_type, body) in BODIES.items()} | {
        "a place that is none": b'{"csp-report":{"blocked-uri":"http://[","document-uri":"http://a:99999999/"}}',
        "another line": b'{"csp-report":{"effective-directive":"img-src\\nforged","document-uri":"\\udfff"}}',
        "no words": b'[{"body":{"blockedURL":5,"documentURL":null,"effectiveDirective":{}}}]',
    }  # fmt: skip
    for kind in ("application/csp-report", "application/reports+json", "text/plain; charset=zip"):
        ask = partial(site.ask, "/csp-reports/", method="POST", CONTENT_TYPE=kind)
        assert {name: status for name, body in reports.items() if (status := ask(body=body).status) != 204} == {}


def test_the_head_is_that_of_the_page(site, published):
    for path, _mark, query in READING:
        page = site.ask(path, query=query)
        # Of a page that is baked, and of one that is not yet.
        for there in (site, Site()):
            head = there.ask(path, query=query, method="HEAD")
            assert (head.status, set(head.headers)) == (page.status, set(page.headers)), path


def test_no_method_and_no_body_makes_an_address_of_the_desk_fail(site, cookie_of):
    rows, cookie = make_rows(), cookie_of("writer")
    found = {}
    for turn, name in enumerate(sorted(set(names()))):
        path, _mark, query = path_to(name, rows).partition("?")
        # Each address some of them, in turn; where everybody may come, all.
        is_open = "stranger" in ADDRESSES[name].opens
        asked = {
            method: {"method": method, "body": body, "CONTENT_TYPE": kind, "query": query}
            for at, (method, (kind, body)) in enumerate(SENT.items())
            if is_open or (at - turn) % 3 == 0
        }
        found[name] = faults(asked, partial(ask_with, site, path, HTTP_COOKIE="" if is_open else cookie))
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def test_no_question_makes_an_address_of_the_desk_fail(site, cookie_of):
    rows, cookie = make_rows(), cookie_of("writer")
    found = {}
    for turn, name in enumerate(sorted(one for one in set(names()) if "writer" in ADDRESSES[one].opens)):
        path, _mark, query = path_to(name, rows).partition("?")
        asked = {
            kind: {"query": "&".join([query, *(QUERIES[kind].format(one) for one in OF_THE_DESK)])}
            for at, kind in enumerate(QUERIES)
            if kind == "markup" or (at - turn) % 5 == 0
        }
        found[name] = faults(asked, partial(ask_with, site, path, HTTP_COOKIE=cookie))
    assert len(found) > 40
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def ask_with(site: Site, path: str, asked: dict, **environ) -> Answer:
    return site.ask(path, **asked, **environ)


def test_nothing_that_stands_in_an_address_of_the_desk_makes_it_fail(site, cookie_of):
    make_rows()
    cookie = cookie_of("writer")

    def ask(where: str, value: str | bytes) -> Answer:
        raw = value if isinstance(value, bytes) else value.encode()
        return site.ask(raw.join(piece.encode() for piece in f"/{where}".split("{}")), HTTP_COOKIE=cookie)

    assert {where: wrong for where in IN_THE_DESK if (wrong := faults(VALUES, partial(ask, where)))} == {}


@pytest.mark.parametrize("ending", [SystemExit, KeyboardInterrupt, MemoryError, RecursionError])
def test_what_ends_a_request_leaves_the_site_as_it_was(site, published, monkeypatch, ending):
    whole = listing.home

    def end():
        raise ending

    monkeypatch.setattr(listing, "home", end)
    if issubclass(ending, Exception):
        assert site.ask("/").status == 500
    else:
        with pytest.raises(ending):
            site.ask("/")
    assert not site.baked.pages
    monkeypatch.setattr(listing, "home", whole)
    assert site.ask("/").status == 200


def calls(site: Site, path: str, **asked) -> int:
    """Count the work of a request, which no busy machine changes."""
    return calls_of(lambda: site.ask(path, **asked))


def test_no_request_takes_work_without_bound(site, published):
    queries = {(path, name): {"query": "&".join(query.format(one) for one in PARAMETERS)}
               for path, (name, query) in product(ASKING[:3], QUERIES.items())}  # fmt: skip
    headers = {(path, name): value for path, (name, value) in product(SOME[:4], HEADERS.items())}
    for path in SOME:
        site.ask(path)
    taken = {place: calls(site, place[0], **asked) for place, asked in (queries | headers).items()}
    assert {place: count for place, count in taken.items() if count > MOST_CALLS} == {}


def test_work_grows_with_a_question_and_no_faster(site, published):
    pieces = [("/search/", "q={}"), ("/search/", "q=nato&page={}"), ("/missions/", "organisation={}"),
              ("/missions/nmi-page/on/", "day={}")]  # fmt: skip
    letters = ["a", '"', "(", "1 ", "- ", "a*", "–", "é\u0301", "/..", "to "]
    grown = {}
    for (path, piece), letter in product(pieces, letters):
        short, long = (piece.format(quote(letter * many)) for many in (300, 3000))
        site.ask(path, query=short)
        grown[path, piece, letter] = calls(site, path, query=long) / calls(site, path, query=short)
    assert {place: times for place, times in grown.items() if times > 12} == {}


def test_the_site_that_a_server_starts_has_the_same_fences():
    assert application.application.__qualname__.startswith(utf8_alone.__name__)
