"""What an answer means: only 404 and 410 say that a document is missing, and nothing waits for ever."""

import random
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.conf import settings

from missions.links import asking, pace, places, rounds
from missions.links.asking import until
from missions.links.rounds import trusted
from missions.models import CheckedAddress
from tests.links.conftest import found

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def state(web, path: str, host: str = "archive.test") -> str:
    url = web.url(path, host)
    return found(url)[url].state


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, "answers"),
        (204, "answers"),
        (206, "answers"),
        (300, "fault"),
        (304, "fault"),
        (400, "refuses"),
        (401, "refuses"),
        (403, "refuses"),
        (404, "missing"),
        (405, "refuses"),
        (410, "missing"),
        (418, "refuses"),
        (429, "refuses"),
        (451, "refuses"),
        (500, "fault"),
        (502, "fault"),
        (503, "fault"),
        (999, "fault"),
    ],
)
def test_a_status_says_how_an_address_is(web, status, state):
    web.pages["/page"] = (status, {})
    finding = found(web.url("/page"))[web.url("/page")]
    assert (finding.state, finding.status) == (state, status)


def test_a_get_is_asked_where_head_is_refused(web):
    def get_alone(page):
        page.send_response(405 if page.command == "HEAD" else 200)
        page.end_headers()

    web.pages["/page"] = (get_alone, {})
    assert state(web, "/page") == "answers"
    assert [asked.method for asked in web.asked] == ["HEAD", "GET"]


def test_a_get_is_asked_where_head_breaks_off(web):
    def breaks_off(page):
        if page.command == "GET":
            page.send_response(200)
            page.end_headers()

    web.pages["/page"] = (breaks_off, {})
    assert state(web, "/page") == "answers"


def test_one_that_answers_is_asked_once_and_under_our_name(web):
    assert state(web, "/page?q=1#part") == "answers"
    (asked,) = web.asked
    assert (asked.method, asked.path, asked.host) == ("HEAD", "/page?q=1", f"archive.test:{web.port}")
    assert settings.SITE_URL in asked.headers["User-Agent"]
    assert settings.SITE_CONTACT in asked.headers["User-Agent"]
    assert "Cookie" not in asked.headers
    assert "Authorization" not in asked.headers


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_is_told_with_its_new_address(web, status):
    web.pages["/old"] = (status, {"Location": "/new"})
    finding = found(web.url("/old"))[web.url("/old")]
    assert (finding.state, finding.moved_to) == ("moved", web.url("/new"))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_what_leads_on_for_now_has_not_moved(web, status):
    web.pages["/old"] = (status, {"Location": "/new"})
    finding = found(web.url("/old"))[web.url("/old")]
    assert (finding.state, finding.moved_to) == ("answers", "")


def test_a_move_ends_where_a_step_is_for_now_only(web):
    web.pages |= {"/a": (301, {"Location": "/b"}), "/b": (302, {"Location": "/c"}), "/c": (301, {"Location": "/d"})}
    assert found(web.url("/a"))[web.url("/a")].moved_to == web.url("/b")


def test_what_moved_to_nothing_is_missing(web):
    web.pages |= {"/old": (301, {"Location": "/new"}), "/new": (404, {})}
    assert state(web, "/old") == "missing"


def test_a_circle_is_left_after_some_rounds(web):
    web.pages |= {"/a": (302, {"Location": "/b"}), "/b": (302, {"Location": "/a"})}
    assert state(web, "/a") == "loop"
    assert len(web.asked) == asking.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "to", ["http://a@archive.test/", "http://:x/", "javascript:alert(1)", "file:///etc/passwd", "ftp://archive.test/"]
)
def test_what_leads_out_of_the_web_is_not_followed(web, to):
    web.pages["/odd"] = (302, {"Location": to})
    assert state(web, "/odd") == "forbidden"


def test_a_slow_answer_is_left(web, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE", 0.3)
    web.pages["/slow"] = (lambda page: time.sleep(3), {})
    began = time.monotonic()
    assert state(web, "/slow") == "silent"
    assert time.monotonic() - began < 2


def test_an_answer_that_drips_is_left(web, monkeypatch):
    def drips(page):
        for _second in range(100):
            page.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: 1" if not _second else b"1")
            page.wfile.flush()
            time.sleep(0.05)

    monkeypatch.setattr(asking, "PATIENCE", 0.4)
    web.pages["/drip"] = (drips, {})
    began = time.monotonic()
    assert state(web, "/drip") == "silent"
    assert time.monotonic() - began < 2


def test_an_endless_body_is_not_read(web):
    sent = []

    def endless(page):
        page.send_response(403 if page.command == "HEAD" else 200)
        page.end_headers()
        while page.command == "GET":
            page.wfile.write(b"x" * 65_536)
            sent.append(65_536)

    web.pages["/endless"] = (endless, {})
    assert state(web, "/endless") == "answers"
    time.sleep(0.2)
    # What fits into the buffers of a connection that nobody reads from.
    assert sum(sent) < 16_000_000


def test_a_head_without_end_is_left(web):
    def endless(page):
        page.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            page.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")

    web.pages["/head"] = (endless, {})
    assert state(web, "/head") == "unreached"


def test_what_is_no_http_says_nothing_of_the_document(web):
    web.pages["/odd"] = (lambda page: page.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n"), {})
    assert state(web, "/odd") == "unreached"


def test_whatever_a_server_sends_is_some_state_and_never_missing(web):
    seeded = random.Random(7)
    starts = [
        b"",
        b"HTTP/1.1 ",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: ",
        b"HTTP/1.1 429 \r\nRetry-After: ",
    ]
    for number in range(60):
        rubbish = starts[number % len(starts)] + seeded.randbytes(40).replace(b"\n", b"") + b"\r\n\r\n"
        web.pages[f"/{number}"] = (lambda page, rubbish=rubbish: page.wfile.write(rubbish), {})
    seen = found(*(web.url(f"/{number}", f"host-{number}.test") for number in range(60)))
    assert len(seen) == 60
    assert {finding.state for finding in seen.values()} <= set(CheckedAddress.State) - {"missing"}


def test_a_host_without_a_name_is_unknown_for_now(web):
    url = "http://nowhere.example/"
    assert found(url)[url].state == "unknown-host"


def test_a_host_where_nothing_listens_is_not_reached(web):
    places.ALSO_ALLOWED.add(("127.0.0.1", 1))
    assert found("http://dead.test:1/")["http://dead.test:1/"].state == "unreached"


def test_a_certificate_that_is_believed_is_asked_for_by_name(secure_web):
    url = secure_web.secure_url("/page", "good.test")
    assert found(url)[url].state == "answers"
    assert secure_web.asked[0].host == f"good.test:{secure_web.tls_port}"


def test_another_names_certificate_says_nothing_of_the_document(secure_web):
    url = secure_web.secure_url("/page", "other.test")
    assert found(url)[url].state == "certificate"
    assert not secure_web.asked


def test_a_certificate_of_nobody_known_says_nothing_of_the_document(secure_web, monkeypatch):
    monkeypatch.setattr(rounds, "trusted", trusted)
    url = secure_web.secure_url("/page", "good.test")
    assert found(url)[url].state == "certificate"
    assert not secure_web.asked


def test_a_host_with_letters_of_its_own_is_asked_by_its_ascii_name(web):
    assert state(web, "/größe?ü=é", "bücher.test") == "answers"
    (asked,) = web.asked
    assert asked.host == f"xn--bcher-kva.test:{web.port}"
    assert asked.path == "/gr%C3%B6%C3%9Fe?%C3%BC=%C3%A9"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "http://",
        "http:///path",
        "https://[::1",
        "http://user:secret@archive.test/",
        "http://archive.test:99999/",
        "http://archive.test:22/",
        "http://archive.test:0/",
        "gopher://archive.test/",
        "http://a b.test/",
        "http://archive.test\x00/",
        "http://" + "a" * 300 + ".test/",
        "http://" + "ü" * 80 + ".test/",
    ],
)
def test_an_odd_address_in_the_library_stops_nothing(web, url):
    both = found(url, web.url("/page"))
    assert both[url].state in ("forbidden", "unknown-host")
    assert both[web.url("/page")].state == "answers"
    assert [asked.path for asked in web.asked] == ["/page"]


def test_a_host_is_asked_seldom_and_others_meanwhile(web, monkeypatch):
    monkeypatch.setattr(pace, "PAUSE", 0.3)
    found(*(web.url(f"/{number}", host) for number in range(3) for host in ("a.test", "b.test")))
    for host in ("a.test", "b.test"):
        moments = [asked.at for asked in web.asked if asked.host.startswith(host)]
        assert all(later - earlier > 0.2 for earlier, later in pairwise(moments))
    assert web.asked[-1].at - web.asked[0].at < 1.2


def test_few_questions_are_open_at_once(web, monkeypatch):
    open_now, most = [], []

    def slow(page):
        open_now.append(1)
        most.append(len(open_now))
        time.sleep(0.1)
        open_now.pop()
        page.send_response(200)
        page.end_headers()

    web.pages["/slow"] = (slow, {})
    found(*(web.url("/slow", f"host-{number}.test") for number in range(20)))
    assert max(most) <= pace.AT_ONCE


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone_as_long_as_it_asks(web, status):
    web.pages["/1"] = (status, {"Retry-After": "3600"})
    seen = found(*(web.url(f"/{number}") for number in range(1, 4)), web.url("/4", "other.test"))
    assert set(seen) == {web.url("/1"), web.url("/4", "other.test")}
    assert [asked.path for asked in web.asked if asked.host.startswith("archive")] == ["/1"]
    assert seen[web.url("/1")].busy_host == "archive.test"
    assert seen[web.url("/1")].busy_until > datetime.now(UTC) + timedelta(minutes=59)


def test_a_redirect_does_not_lead_to_a_host_that_rests(web):
    web.pages["/doi"] = (302, {"Location": web.url("/paper", "busy.test")})
    assert found(web.url("/doi"), resting=["busy.test"]) == {}
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("120", NOW + timedelta(seconds=120)),
        ("Fri, 27 Nov 2026 12:00:00 GMT", NOW + timedelta(days=1)),
        ("Sun, 27 Nov 2033 12:00:00 GMT", NOW + timedelta(days=30)),
        ("99999999999999999999", NOW + timedelta(days=30)),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("²", None),
    ],
)
def test_retry_after_is_read_in_both_writings_and_bounded(typed, moment):
    assert until(typed, NOW) == moment


def test_a_round_ends_with_its_time(web):
    web.pages["/slow"] = (lambda page: time.sleep(4), {})
    began = time.monotonic()
    assert found(web.url("/slow"), seconds=0.3) == {}
    assert time.monotonic() - began < 2
