"""Everybody comes to one page at once: it is made once, and nobody waits where that is of no use."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Semaphore, get_ident

import pytest

from missions.public import conditions
from missions.public.baked import Baked
from tests.public.asked import QUESTION

NMI = "/missions/nmi-page/"


class Counted(dict):
    """Says of each reader who takes a turn that it came."""

    def __init__(self):
        self.came = Semaphore(0)

    def setdefault(self, key, default):
        turn = super().setdefault(key, default)
        self.came.release()
        return turn

    def wait_for(self, readers):
        for _reader in range(readers):
            assert self.came.acquire(timeout=30)


class Crowd:
    """Baked pages in front of an application that a test makes, and those who ask it for one page."""

    def __init__(self, application):
        self.baked = Baked(application, most=10_000)
        self.baked.freshness.mark = lambda _scope: "always the same"
        self.came = self.baked.turns = Counted()

    def ask(self, _reader=None, **asked):
        said, environ = [], {**QUESTION, "PATH_INFO": NMI, **asked}
        body = b"".join(self.baked(environ, lambda status, *_headers: said.append(status)))
        return said[0], body


def crowd_before(status):
    """Ask eight times at once; the first answer waits for all to come, the others for one another."""
    asked, together = [], Barrier(7)

    def slow(environ, start_response):
        asked.append(environ["PATH_INFO"])
        crowd.came.wait_for(8) if len(asked) == 1 else together.wait(timeout=30)
        start_response(status, [("Content-Type", "text/plain")])
        return [b"made"]

    crowd = Crowd(slow)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(crowd.ask, range(8))) == [(status, b"made")] * 8
    assert not crowd.baked.turns
    return asked


def test_a_page_that_everybody_comes_to_at_once_is_made_once():
    """A publication at full load would have every thread make the page otherwise, and readers of all others wait."""
    assert crowd_before("200 OK") == [NMI]


def test_one_thread_packs_for_all(monkeypatch):
    """Each thread that packs keeps megabytes of its own."""
    packing, together = [], Barrier(8)

    def page(_environ, start_response):
        together.wait(timeout=30)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"made " * 100]

    def packed(body, _encoding, **_quality):
        packing.append(get_ident())
        return body[:10]

    monkeypatch.setattr("missions.public.encodings.packed", packed)
    crowd, paths = Crowd(page), [f"{NMI}editions/{number}/" for number in range(1, 9)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda path: crowd.ask(PATH_INFO=path, HTTP_ACCEPT_ENCODING="br"), paths))
    assert answers == [("200 OK", b"made made ")] * 8
    assert (len(packing), len(set(packing))) == (8, 1)


def test_nobody_waits_twice_for_what_is_not_for_everybody():
    """After the first failed, the seven others are asked for together: each meets all of them behind the door."""
    assert crowd_before("503 Service Unavailable") == [NMI] * 8


def test_a_page_is_kept_again_while_those_who_failed_are_still_answered():
    """At full load somebody always is: the page would have to be made for each reader from then on."""
    asked, failed, ended = [], Event(), Event()

    def failing_twice(_environ, start_response):
        asked.append(NMI)
        number = len(asked)
        if number == 1:
            crowd.came.wait_for(2)
        elif number == 2:
            failed.set()
            assert ended.wait(timeout=30)
        start_response("200 OK" if number > 2 else "503 Service Unavailable", [("Content-Type", "text/plain")])
        return [b"made"]

    crowd = Crowd(failing_twice)
    with ThreadPoolExecutor(2) as threads:
        those_who_failed = threads.map(crowd.ask, range(2))
        assert failed.wait(timeout=30)
        assert [crowd.ask(), crowd.ask()] == [("200 OK", b"made")] * 2
        ended.set()
        assert [status for status, _body in those_who_failed] == ["503 Service Unavailable"] * 2
    assert len(asked) == 3


@pytest.mark.parametrize(("length", "is_remembered"), [(20, True), (100_000, False)])
def test_only_headers_of_an_ordinary_length_are_remembered(length, is_remembered):
    conditions.names.cache_clear()
    assert conditions.is_among('W/"a"', '"b", ' * (length // 5) + '"a"')
    assert conditions.names.cache_info().currsize == is_remembered
