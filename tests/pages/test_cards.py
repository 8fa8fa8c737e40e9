"""A mission in short, and the moment at which it changed last."""

from datetime import UTC, datetime, timedelta, timezone

from missions.pages.cards import Card
from missions.pages.dates import moment

ROW = {
    "slug": "nmi",
    "name": "NATO Mission Iraq",
    "acronym": "NMI",
    "kind": "advisory",
    "organisation": "NATO",
    "host_country": "Iraq",
    "dates": "2018-10-31/..",
    "as_of": "2026-03",
    "summary": "It advises.",
    "sourced": 27,
    "statements": 28,
    "changed_at": datetime(2026, 3, 31, 12, 5, tzinfo=UTC),
}
EMPTY = {"kind": "", "host_country": "", "as_of": ""}


def test_a_card_says_what_a_mission_is_and_how_it_stands():
    card = Card.listed(ROW)
    assert card.traits == "Advisory mission · NATO · Iraq"
    assert card.standing == "Under way · as of March 2026 · 27 of 28 statements name a source"


def test_a_card_leaves_out_what_nobody_said():
    card = Card.listed(ROW | EMPTY)
    assert (card.traits, card.standing) == ("NATO", "Under way · 27 of 28 statements name a source")


def test_a_moment_is_said_for_people_and_machines_in_utc():
    here = datetime(2026, 4, 1, 0, 5, tzinfo=timezone(timedelta(hours=3)))
    assert moment(here) == '<time datetime="2026-03-31T21:05:00Z">31 March 2026, 21:05 UTC</time>'
    assert moment(None) == ""
