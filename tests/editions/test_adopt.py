"""A history that comes from files is taken over whole and unchanged, or not at all."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection

from missions.editions.adopt import Adopted
from missions.editions.proposal import propose
from missions.editions.publish import adopt, publish, republish, withdraw
from missions.editions.seal import first_broken
from missions.editions.verify import AdoptionRefused, History
from missions.models import Address, Citation, Edition, Mission, Notice, Source
from tests.editions.histories import EDITION, NOTICE, forget_editions, history_of, sealed
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_source, make_user

pytestmark = pytest.mark.django_db


def rows() -> list:
    """Return the published history, without what a new database gives anew."""
    return [
        list(Edition.objects.order_by("mission__key", "number").values_list(*EDITION, "standing")),
        list(Notice.objects.order_by("pk").values_list(*NOTICE, "edition__number")),
        list(Citation.objects.order_by("edition__number", "number").values_list("number", "key", "places", "source")),
        list(Address.objects.values_list("slug", "mission__key")),
    ]


@pytest.fixture
def mission() -> Mission:
    """Make a mission with two editions under two addresses, withdrawn and republished between them."""
    mission = make_full_mission()
    make_edition(mission, by=make_user(first_name="Zeynep", last_name="Aydın"))
    withdraw(mission, by=None, reason="Under review")
    republish(mission, by=None, reason="Review ended")
    mission.slug = "renamed"
    mission.save()
    publish(mission, by=None, reason="Renamed", minor=True)
    return mission


def refusal(history: History) -> str:
    before = rows()
    with pytest.raises(AdoptionRefused) as refused:
        adopt(history)
    assert rows() == before, "a refused history wrote something"
    return refused.value.code


def test_a_history_comes_back_exactly(mission):
    before, history = rows(), history_of(mission)
    forget_editions()
    assert adopt(history) == Adopted(editions=2, notices=2)
    assert rows() == before
    assert first_broken(Edition.objects.order_by("number")) is None


def test_the_same_history_changes_nothing(mission):
    before = rows()
    assert adopt(history_of(mission)) == Adopted(editions=0, notices=0)
    assert rows() == before


def test_a_longer_history_is_continued(mission):
    before, history = rows(), history_of(mission)
    forget_editions(after=1)
    assert adopt(history) == Adopted(editions=1, notices=0)
    assert rows() == before


def test_an_older_copy_takes_nothing_away(mission):
    history = history_of(mission)
    make_phase(mission)
    make_edition(mission)
    assert adopt(history) == Adopted(editions=0, notices=0)
    assert Edition.objects.count() == 3


def test_an_adopted_mission_is_published_and_its_next_edition_continues(mission):
    history = history_of(mission)
    forget_editions()
    adopt(history)
    assert propose(mission).difference == ()
    make_phase(mission)
    assert make_edition(mission).number == 3
    assert first_broken(Edition.objects.order_by("number")) is None


def test_another_history_of_the_mission_is_refused(mission):
    history = history_of(mission)
    forget_editions()
    make_edition(mission, reason="Another first edition")
    assert refusal(history) == "another-history"


def test_other_notices_are_refused(mission):
    history = history_of(mission)
    history.notices[0][1].words = "Never under review"
    assert refusal(history) == "another-history"


@pytest.mark.parametrize(
    ("field", "value"), [("reason", "Another"), ("minor", True), ("publisher", "Nobody"), ("seal", "0")]
)
def test_an_altered_edition_is_refused(mission, field, value):
    history = history_of(mission)
    forget_editions()
    setattr(history.editions[0], field, value)
    assert refusal(history) == "chain-broken"


def test_an_altered_word_is_refused(mission):
    history = history_of(mission)
    forget_editions()
    history.editions[1].document["mission"]["name"] = "Altered"
    assert refusal(history) == "chain-broken"


def test_a_history_without_its_beginning_is_refused(mission):
    history = history_of(mission)
    forget_editions()
    assert refusal(History("nmi", history.editions[1:])) == "chain-broken"


def test_a_history_of_another_mission_is_refused(mission):
    history = history_of(mission)
    make_mission("kfor")
    assert refusal(History("kfor", history.editions)) == "chain-broken"


def test_a_mission_that_is_not_there_is_refused():
    assert refusal(History("nmi", ())) == "unknown-mission"


def test_a_source_that_is_not_there_is_refused_and_a_renamed_one_is_found(mission):
    history = history_of(mission)
    forget_editions()
    Source.objects.update(key="nato-start-2018")
    assert refusal(history) == "unknown-source"
    renamed = {number: {"nato-start": "nato-start-2018"} for number in (1, 2)}
    adopt(History("nmi", history.editions, history.notices, renamed))
    assert set(Citation.objects.values_list("key", "source__key")) == {("nato-start", "nato-start-2018")}


def test_an_address_of_another_mission_is_refused(mission):
    history = history_of(mission)
    forget_editions()
    make_edition(make_mission("kfor", slug="renamed-too"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE missions_address SET slug = 'renamed'")
    assert refusal(history) == "address-taken"


def test_two_sources_that_are_said_to_be_one_now_are_refused(mission):
    make_phase(mission, text="More. [@second]")
    make_source("second")
    make_edition(mission)
    history = history_of(mission)
    forget_editions()
    renamed = {3: {"second": "nato-start"}}
    assert refusal(History("nmi", history.editions, history.notices, renamed)) == "renamed"


@pytest.mark.parametrize("kinds", [["republished"], ["withdrawn", "withdrawn"], ["withdrawn"]])
def test_notices_out_of_turn_are_refused(mission, kinds):
    history = history_of(mission)
    forget_editions()
    notices = tuple(
        (1, Notice(kind=kind, words="Why", made_at=history.editions[0].published_at, maker="A")) for kind in kinds
    )
    assert refusal(History("nmi", history.editions, notices)) == "notice-out-of-turn"


def test_a_record_that_was_withdrawn_here_is_not_published_by_a_history(mission):
    history = history_of(mission)
    forget_editions(after=1)
    withdraw(mission, by=None, reason="Withdrawn here as well")
    assert refusal(history) == "notice-out-of-turn"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", "\u200b"),
        ("reason", "words " * 400),
        ("publisher", ""),
        ("slug", "no address"),
        ("published_at", datetime(2999, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_head_that_no_desk_writes_is_refused(mission, field, value):
    edition = history_of(mission).editions[0]
    forget_editions()
    setattr(edition, field, value)
    assert refusal(History("nmi", (sealed(edition),))) == "field"


@pytest.mark.parametrize(("field", "value"), [("words", "\u200b"), ("made_at", datetime(2999, 1, 1, tzinfo=UTC))])
def test_a_notice_that_no_desk_writes_is_refused(mission, field, value):
    history = history_of(mission)
    forget_editions()
    setattr(history.notices[0][1], field, value)
    assert refusal(history) == "field"


def test_a_time_that_no_clock_in_utc_shows_is_refused(mission):
    edition = history_of(mission).editions[0]
    edition.published_at = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    forget_editions()
    assert refusal(History("nmi", (edition,))) == "chain-broken"


def test_an_edition_of_another_address_is_refused(mission):
    edition = history_of(mission).editions[0]
    forget_editions()
    edition.slug = "elsewhere"
    assert refusal(History("nmi", (sealed(edition),))) == "another-mission"
