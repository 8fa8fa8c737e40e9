"""How a process learns that another has written: seldom enough to cost nothing, and before anybody could tell."""

import sqlite3
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from missions.public import freshness
from missions.public.freshness import MOMENT, TRUSTED, Freshness, counter_of_writes


@pytest.fixture
def clock(monkeypatch):
    """Give a clock that stands until a test moves it."""
    clock = SimpleNamespace(now=100.0, slept=[])
    monkeypatch.setattr(freshness, "monotonic", lambda: clock.now)
    monkeypatch.setattr(freshness, "sleep", clock.slept.append)
    return clock


@pytest.fixture
def other(tmp_path, monkeypatch):
    """Give the connection of another process to an SQLite database that this one counts the writes of."""
    here = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": tmp_path / "db.sqlite3"})
    monkeypatch.setattr(freshness, "connection", here)
    other = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
    other.execute("CREATE TABLE words (word TEXT)")
    yield other
    other.close()


def test_a_write_of_another_process_is_counted(other):
    count = counter_of_writes()
    before = count()
    other.execute("INSERT INTO words VALUES ('new')")
    assert count() != before


@pytest.fixture
def fresh(monkeypatch):
    """Give marks that look when they have to, and count how often: the number of writes stays the same."""
    monkeypatch.setattr(freshness, "close_old_connections", lambda: None)
    fresh = Freshness()
    fresh.looked = fresh.asked = 0

    def count():
        fresh.asked += 1
        return 1

    def look():
        fresh.looked += 1
        fresh.counted = 1

    fresh.count, fresh.look = count, look
    fresh.mark("nmi-page")
    return fresh


def test_within_a_moment_the_database_is_asked_once(clock, fresh):
    clock.now += MOMENT
    for _reader in range(2):
        fresh.mark("nmi-page")
    assert fresh.asked == 1


def test_an_answer_stands_from_when_it_was_asked_for(clock, fresh):
    def slow():
        clock.now += MOMENT
        fresh.asked += 1
        return 1

    fresh.count = slow
    clock.now += MOMENT
    for _reader in range(2):
        fresh.mark("nmi-page")
    assert fresh.asked == 2


def test_who_published_looks_at_once_whatever_stood(clock, fresh):
    fresh.forget()
    fresh.mark("nmi-page")
    assert fresh.looked == 2


def test_a_database_that_is_away_is_asked_once_a_second(clock, fresh):
    def away():
        fresh.asked += 1
        raise OperationalError("away")

    fresh.count = away
    clock.now += MOMENT
    for _reader in range(2):
        fresh.mark("nmi-page")
    assert fresh.asked == 1
    clock.now += TRUSTED
    fresh.mark("nmi-page")
    assert fresh.asked == 2


def test_a_question_that_failed_does_not_outlast_a_publication_made_meanwhile(clock, fresh):
    def away():
        fresh.forget()
        raise OperationalError("away")

    whole, fresh.count = fresh.count, away
    clock.now += MOMENT
    fresh.mark("nmi-page")
    fresh.count = whole
    fresh.mark("nmi-page")
    assert fresh.looked == 2


def test_who_publishes_is_told_when_no_other_process_can_show_what_was(clock):
    Freshness().forget()
    assert clock.slept == [MOMENT]
