"""Finished pages in front of Django: the same bytes, for everybody, and never those of before."""

import gzip
import os
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from io import BytesIO

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from missions.editions.held import find
from missions.editions.publish import publish, withdraw
from missions.editions.redact import redact
from missions.models import Mission, PreviewLink
from missions.public.baked import Baked
from tests.apart import seen_by
from tests.makers import make_edition, make_mission, make_user
from tests.public.asked import QUESTION, keep_connection, one_connection

pytestmark = pytest.mark.django_db

NMI, KFOR = "/missions/nmi-page/", "/missions/kfor-page/"


class Asked:
    """Django behind baked pages; counts how often it was asked itself."""

    def __init__(self, most=10_000_000):
        self.django, self.count = WSGIHandler(), 0
        self.baked = Baked(self.counted, most=most)

    def counted(self, environ, start_response):
        self.count += 1
        return self.django(environ, start_response)

    def get(self, path, method="GET", query="", **headers):
        own = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": BytesIO()}
        environ = QUESTION | own | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        said = []
        body = b"".join(self.baked(environ, lambda status, headers, *_failed: said.append((status, dict(headers)))))
        status, found = said[-1]
        return int(status[:3]), found, body


@pytest.fixture
def site(monkeypatch):
    with one_connection(monkeypatch):
        for key, name in (("nmi", "NATO Mission Iraq"), ("kfor", "Kosovo Force")):
            make_edition(make_mission(key, name=name))
        yield Asked()


@pytest.mark.parametrize(
    "path", ["/", "/missions/", NMI, f"{NMI}editions/", "/sources/", "/changes/feed/", "/missions/nmi-page.json"]
)
def test_the_bytes_are_those_of_django(site, path):
    plain = Client(headers={"host": "localhost"}).get(path)
    keep_connection()
    for _again in range(2):
        status, headers, body = site.get(path)
        assert (status, body) == (200, plain.content)
        for name in ("Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
            assert headers[name] == plain[name]
        assert headers["Content-Length"] == str(len(body))
        assert headers["Vary"] == "Accept-Encoding"
    assert site.count == 1


@pytest.mark.parametrize(
    ("asked", "encoding", "unpacked"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_each_reader_gets_an_encoding_it_reads(site, asked, encoding, unpacked):
    plain = site.get(NMI)[2]
    status, headers, body = site.get(NMI, accept_encoding=asked)
    assert (status, headers.get("Content-Encoding"), unpacked(body)) == (200, encoding, plain)
    assert int(headers["Content-Length"]) == len(body)
    assert site.count == 1


def test_who_has_the_page_is_told_so(site):
    etag = site.get(NMI, accept_encoding="gzip")[1]["ETag"]
    for known in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        status, headers, body = site.get(NMI, if_none_match=known)
        assert (status, body, headers["ETag"]) == (304, b"", etag)
    assert site.get(NMI, if_none_match='"other"')[0] == 200


def test_who_came_since_the_last_change_is_told_so(site):
    headers = site.get(NMI)[1]
    changed_at = parsedate_to_datetime(headers["Last-Modified"])
    for since, status in ((changed_at, 304), (changed_at + timedelta(days=1), 304), (changed_at - timedelta(1), 200)):
        assert site.get(NMI, if_modified_since=format_datetime(since, usegmt=True))[0] == status
    assert site.get(NMI, if_modified_since="yesterday")[0] == 200
    assert site.get(NMI, if_modified_since=headers["Last-Modified"], if_none_match='"other"')[0] == 200
    assert site.count == 1


def test_a_page_that_was_packed_is_held_so_alone(site):
    plain = site.get(KFOR)[2]
    packed = site.get(NMI, accept_encoding="br")[2]
    assert site.baked.size == len(plain) + len(packed)
    assert brotli.decompress(packed) == site.get(NMI)[2]
    assert site.count == 2


def test_every_encoding_of_a_page_is_counted(site):
    answers = [site.get(NMI, accept_encoding=encoding)[2] for encoding in ("gzip", "br", "")]
    assert site.baked.size == sum(map(len, answers))


def test_nothing_is_packed_for_who_has_the_page(site):
    etag = site.get(NMI, accept_encoding="gzip")[1]["ETag"]
    assert site.get(NMI, accept_encoding="br", if_none_match=etag)[0] == 304
    assert [[*page.answers] for page in site.baked.pages.values()] == [["gzip"]]


def test_a_page_that_stands_is_packed_as_small_as_can_be(site, monkeypatch):
    monkeypatch.setattr("missions.public.baked_page.SETTLED", -1)
    at_once, (_status, _headers, still) = (site.get(NMI, accept_encoding="br")[2], site.get(NMI, accept_encoding="br"))
    site.baked.leisure.shutdown()
    status, headers, small = site.get(NMI, accept_encoding="br")
    assert still in (at_once, small)
    assert len(small) < len(at_once)
    assert (status, headers["Content-Length"], brotli.decompress(small)) == (200, str(len(small)), site.get(NMI)[2])
    assert site.baked.size == sum(page.held for page in site.baked.pages.values())


def test_the_head_alone_is_the_head_of_the_page(site):
    _status, whole, _body = site.get(NMI)
    assert site.get(NMI, method="HEAD") == (200, whole, b"")


def test_a_first_question_for_the_head_fills_the_page(site):
    assert site.get(NMI, method="HEAD")[2] == b""
    assert b"NATO Mission Iraq" in site.get(NMI)[2]
    assert site.count == 1


def test_removed_words_leave_what_is_baked_at_once(site, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    pages = (NMI, f"{NMI}editions/1/", "/", "/missions/nmi-page.json")
    assert all(b"It advises" in site.get(path)[2] for path in pages)
    site.get(KFOR)
    words = ["It advises Iraqi institutions"]
    redact(words, by=None, reason="A court ordered it.", seen=find(words, missions=["nmi"]).held, missions=["nmi"])
    assert not any(b"It advises" in site.get(path)[2] for path in pages[:2] + pages[3:])
    count = site.count
    assert b"It advises" in site.get(KFOR)[2]
    assert site.count == count


def test_what_is_published_is_read_at_once_and_no_other_mission_is_asked_again(site):
    for path in (NMI, KFOR, "/", f"{NMI}editions/1/"):
        site.get(path)
    mission = Mission.objects.get(key="nmi")
    mission.headquarters = "Union III"
    mission.save()
    asked = site.count
    assert b"Union III" not in site.get(NMI)[2]
    assert site.count == asked
    make_edition(mission)
    assert b"Union III" in site.get(NMI)[2]
    assert b"/editions/2/" in site.get(NMI)[2]
    assert b"Union III" not in site.get(f"{NMI}editions/1/")[2]
    assert site.count == asked + 2
    site.get(KFOR)
    assert site.count == asked + 2
    site.get("/")
    assert site.count == asked + 3


def test_a_withdrawn_page_is_gone_at_once(site):
    assert site.get(NMI)[0] == 200
    withdraw(Mission.objects.get(key="nmi"), by=make_user(), reason="A source was forged.")
    for _again in range(2):
        status, _headers, body = site.get(NMI)
        assert status == 410
        assert b"A source was forged." in body
    assert b"NATO Mission Iraq" not in site.get("/missions/")[2]


def test_a_page_that_changed_while_it_was_made_is_not_kept(site):
    """Somebody publishes between the mark and the answer of Django."""
    mission = Mission.objects.get(key="nmi")
    plain = site.django

    def overtaken(environ, start_response):
        answer = b"".join(plain(environ, start_response))
        mission.headquarters = f"Camp {site.count}"
        mission.save()
        publish(mission, by=make_user(f"user{site.count}"), reason="The headquarters moved.")
        return [answer]

    site.django = overtaken
    assert b"Camp" not in site.get(NMI)[2]
    site.django = plain
    assert b"Camp 1" in site.get(NMI)[2]


@pytest.mark.parametrize(
    ("path", "query", "headers"),
    [
        (NMI, "x=1", {}),
        (NMI, "", {"cookie": "a=b; sessionid=abc"}),
        ("/readyz", "", {}),
        ("/healthz", "", {}),
        (f"{NMI}since/2020-01-01/", "", {}),
        ("/admin/login/", "", {}),
        ("/missions/none/", "", {}),
        ("/no/such/page/", "", {}),
    ],
)
def test_what_is_not_for_everybody_is_asked_each_time(site, path, query, headers):
    for asked in (1, 2):
        site.get(path, query=query, **headers)
        assert site.count == asked
    assert not site.baked.pages


def test_a_draft_behind_a_link_is_never_kept(site):
    mission, now = Mission.objects.get(key="nmi"), timezone.now()
    link = PreviewLink.objects.create(
        mission=mission, made_at=now, until=now.replace(microsecond=0) + timedelta(days=1)
    )
    address = f"/preview/{link.token}/"
    assert site.get(address)[0] == 200
    link.delete()
    assert site.get(address)[0] == 404
    assert not site.baked.pages


def test_a_cookie_of_somebody_else_changes_nothing(site):
    assert site.get(NMI, cookie="theme=dark") == site.get(NMI)
    assert site.count == 1


def test_other_methods_reach_django(site):
    site.get(NMI)
    site.get(NMI, method="POST")
    assert site.count == 2


def test_a_host_that_is_not_ours_is_refused_and_not_kept(site):
    site.get(NMI)
    for _again in range(2):
        assert site.get(NMI, host="evil.example")[0] == 400
    assert {key[1] for key in site.baked.pages} == {"localhost"}


def test_each_host_and_scheme_has_its_own_page(site, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    # Django reads the settings when it starts.
    site = Asked()
    assert site.get(NMI, x_forwarded_proto="https")[0] == 200
    assert site.get(NMI)[0] == 301
    assert site.get(NMI, host="127.0.0.1", x_forwarded_proto="https")[0] == 200
    assert {key[:2] for key in site.baked.pages} == {("https", "localhost"), ("https", "127.0.0.1")}


def test_no_more_is_held_than_allowed_and_the_last_asked_for_stays(site):
    size = len(site.get(NMI)[2])
    small = Asked(most=int(size * 2.5))
    for path in (NMI, KFOR, NMI, f"{NMI}editions/1/"):
        small.get(path)
    assert [key[2] for key in small.baked.pages] == [NMI, f"{NMI}editions/1/"]
    assert small.baked.size == sum(page.held for page in small.baked.pages.values()) <= small.baked.most


def test_pages_are_served_while_the_database_is_away(site, monkeypatch, caplog):
    known = site.get(NMI)

    def away(*_asked):
        raise OperationalError("the server is gone")

    with monkeypatch.context() as gone:
        gone.setattr("missions.public.freshness.state_of_site", away)
        gone.setattr("missions.public.reading.find", away)
        assert site.get(NMI) == known
    assert "baked pages stay as they are" in caplog.text
    site.baked.freshness.stands_until = 0
    withdraw(Mission.objects.get(key="nmi"), by=make_user(), reason="A source was forged.")
    assert site.get(NMI)[0] == 410


def test_nothing_is_baked_while_developing(site, settings):
    settings.DEBUG = True
    site = Asked()
    site.get(NMI)
    assert not site.baked.pages


def is_true_to_what_is_published(seen: dict) -> bool:
    """No page older than allowed, no half page, no other page's bytes, and there was something to see."""
    return seen["faults"] == [] and seen["last"] == seen["published"] and seen["read"] > 10 * seen["published"]


def test_readers_under_load_never_see_what_was_on_sqlite(tmp_path):
    url = f"sqlite:///{tmp_path / 'main.sqlite3'}"
    assert is_true_to_what_is_published(seen_by("tests.public.baked_race", str(tmp_path / "race.sqlite3"), url))


@pytest.mark.postgresql
def test_readers_under_load_never_see_what_was_on_postgresql():
    seen = seen_by("tests.public.baked_race", "race_of_readers", os.environ["TEST_DATABASE_URL"])
    assert is_true_to_what_is_published(seen)
