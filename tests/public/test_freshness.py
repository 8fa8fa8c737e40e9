"""How a process learns that another has written: seldom enough to cost nothing, and before anybody could tell."""

import sqlite3
from types import SimpleNamespace

import pytest

from missions.public import freshness
from missions.public.freshness import MOMENT, Freshness, counter_of_writes


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


def test_a_write_of_another_process_is_counted_after_a_moment(clock, other):
    count = counter_of_writes()
    before = count()
    other.execute("INSERT INTO words VALUES ('new')")
    clock.now += MOMENT
    assert count() != before


def test_within_a_moment_the_database_is_asked_once(clock, other):
    count = counter_of_writes()
    before = count()
    other.execute("INSERT INTO words VALUES ('new')")
    assert count() == before


def test_who_publishes_is_told_when_no_other_process_can_show_what_was(clock):
    Freshness().forget()
    assert clock.slept == [MOMENT]
