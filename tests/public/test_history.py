"""Changes of the site and of a record, and how a record stood on a day."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.editions.publish import publish, republish, withdraw
from missions.models import Mission, Phase
from missions.public import history
from tests.makers import make_edition, make_full_mission, make_mission
from tests.public.parsed import parsed

pytestmark = pytest.mark.django_db
PAGE = "/missions/nmi-page/"


@pytest.fixture
def clock(monkeypatch):
    """Set the day on which what follows happens, at noon."""

    def set_to(day: str):
        now = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    return set_to


@pytest.fixture
def mission(clock):
    """A record published on 1 May, changed on 3 May, withdrawn on 5 May, back on 7 May, changed on 9 May 2026."""
    clock("2026-05-01")
    mission = make_full_mission()
    make_edition(mission)
    clock("2026-05-03")
    change(mission, "Beginning")
    clock("2026-05-05")
    withdraw(mission, by=None, reason="A date has to be checked.")
    clock("2026-05-07")
    republish(mission, by=None, reason="The date holds.")
    clock("2026-05-09")
    change(mission, "The beginning", minor=True)
    clock("2026-05-20")
    return mission


def change(mission, title: str, *, minor: bool = False) -> None:
    Phase.objects.filter(mission=mission).update(title=title)
    publish(mission, by=None, reason=f"Called it “{title}”", minor=minor)


@pytest.mark.parametrize(
    ("day", "number"), [("2026-05-01", 1), ("2026-05-02", 1), ("2026-05-03", 2), ("2026-05-08", 2), ("2026-05-20", 3)]
)
def test_a_day_leads_to_the_edition_that_was_live_at_its_end(client, mission, day, number):
    assert client.get(f"{PAGE}on/{day}/")["Location"] == f"{PAGE}editions/{number}/"


def test_a_day_before_the_first_edition_names_the_first(client, mission):
    response = client.get(f"{PAGE}on/2026-04-30/")
    assert response.status_code == 404
    assert "This record was first published 1 May 2026, 12:00 UTC" in parsed(response).words
    assert f"{PAGE}editions/1/" in parsed(response).links


def test_a_day_on_which_it_was_withdrawn_says_so_and_why(client, mission):
    response = client.get(f"{PAGE}on/2026-05-06/")
    assert response.status_code == 410
    assert "this record was withdrawn: A date has to be checked." in parsed(response).words
    assert f"{PAGE}editions/2/" in parsed(response).links


@pytest.mark.parametrize("way", ["on", "since"])
def test_a_day_to_come_is_refused_in_words(client, mission, way):
    response = client.get(f"{PAGE}{way}/2026-05-21/")
    assert response.status_code == 404
    assert "That day has not come yet" in parsed(response).words


@pytest.mark.parametrize("day", ["2026-02-30", "20260501", "2026-W19-1", "yesterday", "9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("place", [f"{PAGE}on/", f"{PAGE}since/", "/changes/since/"])
def test_no_address_of_a_day_fails(client, mission, place, day):
    assert client.get(f"{place}{day}/").status_code in (200, 404)


def test_an_edition_of_a_clock_that_was_set_back_comes_after_the_one_before(client, mission, clock):
    clock("2026-05-02")
    change(mission, "A clock that went wrong")
    clock("2026-05-20")
    assert client.get(f"{PAGE}on/2026-05-04/")["Location"] == f"{PAGE}editions/2/"
    assert client.get(f"{PAGE}on/2026-05-20/")["Location"] == f"{PAGE}editions/4/"


def test_an_edition_of_a_clock_that_was_fast_is_live_today(client, mission, clock):
    clock("2026-06-01")
    change(mission, "From the future")
    clock("2026-05-20")
    assert client.get(f"{PAGE}on/2026-05-20/")["Location"] == f"{PAGE}editions/4/"


def test_since_a_day_leads_to_the_difference_from_then_to_now(client, mission):
    assert client.get(f"{PAGE}since/2026-05-02/")["Location"] == f"{PAGE}editions/1-3/"


def test_since_a_day_after_the_last_change_nothing_changed(client, mission):
    words = parsed(client.get(f"{PAGE}since/2026-05-10/")).words
    assert "The text has not changed since that day: edition 3 is still the newest." in words


def test_since_a_day_tells_of_a_withdrawal_without_an_edition(client, mission):
    withdraw(mission, by=None, reason="Another doubt.")
    words = parsed(client.get(f"{PAGE}since/2026-05-10/")).words
    assert words.count("Another doubt.") == 2  # as the notice in force, and as what happened since


def test_since_a_day_before_the_first_edition_all_is_new(client, mission):
    words = parsed(client.get(f"{PAGE}since/2026-04-01/")).words
    assert "this record was first published 1 May 2026" in words
    assert "Called it “Beginning”" in words


@pytest.mark.parametrize(
    ("form", "address"),
    [
        (f"{PAGE}on/?day=2026-05-02", f"{PAGE}on/2026-05-02/"),
        (f"{PAGE}since/?day=2+May+2026", f"{PAGE}since/2026-05-02/"),
        ("/changes/since/?day=2026-05-02", "/changes/since/2026-05-02/"),
        (f"{PAGE}editions/compare/?first=3&second=1", f"{PAGE}editions/1-3/"),
    ],
)
def test_a_form_leads_to_a_plain_address(client, mission, form, address):
    assert client.get(form)["Location"] == address


@pytest.mark.parametrize(
    "form",
    [
        f"{PAGE}on/",
        f"{PAGE}since/?day=May+2026",
        "/changes/since/?day=03/04/2018",
        f"{PAGE}editions/compare/?first=2&second=2",
        f"{PAGE}editions/compare/?first=%C2%B2&second=1",
    ],
)
def test_a_form_that_names_nothing_is_refused_in_words(client, mission, form):
    response = client.get(form)
    assert response.status_code == 400
    assert "for example" in parsed(response).words or "Examples" in parsed(response).words


def test_the_list_of_editions_folds_minor_ones_and_hides_none(client, mission):
    html = client.get(f"{PAGE}editions/").content.decode()
    assert html.index("1 minor change</summary>") < html.index("Called it “The beginning”") < html.index("</details>")
    assert {"edition-1", "edition-2", "edition-3", "withdrawn-20260505T120000Z"} <= set(
        parsed(client.get(f"{PAGE}editions/")).ids
    )


def test_every_change_of_every_record_is_listed_newest_first(client, mission, clock):
    clock("2026-05-06")
    make_edition(make_mission("other", name="Another Mission"))
    words = parsed(client.get("/changes/")).words
    told = ["Called it “The beginning”", "The date holds.", "Another Mission", "A date has to be checked.", "Beginning"]
    assert sorted(told, key=words.index) == told


def test_changes_since_a_day_leave_out_what_came_before(client, mission):
    words = parsed(client.get("/changes/since/2026-05-06/")).words
    assert "2 changes after the end of 6 May 2026, UTC" in words
    assert "The date holds." in words
    assert "A date has to be checked." not in words


def test_a_long_list_of_changes_has_pages_at_plain_addresses(client, mission, monkeypatch):
    monkeypatch.setattr(history, "LINES_OF_A_PAGE", 2)
    assert "/changes/page/2/" in parsed(client.get("/changes/")).links
    last = parsed(client.get("/changes/page/3/"))
    assert "First edition" in last.words
    assert last.metas["robots"] == "noindex"
    assert client.get("/changes/page/4/").status_code == 404


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}editions/", "/changes/", "/changes/feed/", f"{PAGE}feed/"])
def test_histories_need_no_more_queries_as_they_grow(client, mission, address):
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for title in "abcd":
        change(mission, title)
    with CaptureQueriesContext(connection) as more:
        client.get(address)
    assert len(more) == len(few)


@pytest.mark.parametrize("place", ["", "feed/", "editions/1-2/", "on/2026-05-02/", "since/2026-05-02/"])
def test_an_address_leads_through_any_number_of_renames_at_once(client, mission, place):
    for slug in ("second", "third", "fourth"):
        Mission.objects.filter(pk=mission.pk).update(slug=slug)
        make_edition(Mission.objects.get(pk=mission.pk), reason=f"Renamed to {slug}")
    for slug in ("nmi-page", "second", "third"):
        response = client.get(f"/missions/{slug}/{place}")
        assert (response.status_code, response["Location"]) == (301, f"/missions/fourth/{place}")


def test_a_withdrawn_page_names_reason_dates_and_editions(client, mission):
    withdraw(mission, by=None, reason="Another doubt.")
    response = client.get(PAGE)
    assert response.status_code == 410
    page = parsed(response)
    assert page.words.index("Another doubt. 20 May 2026, 12:00 UTC") < page.words.index("NATO Mission Iraq NMI")
    assert f"{PAGE}editions/" in page.links


def test_a_mission_that_is_over_is_said_to_be_past_without_an_editor(client, clock):
    clock("2026-05-01")
    make_edition(make_mission(dates="2004/2011-12-31"))
    words = parsed(client.get(PAGE)).words
    assert "This page describes the past: the mission has ended. Its dates: 2004 to 31 December 2011." in words


def test_no_page_describes_the_past_because_a_day_went_by(client, clock):
    clock("2026-05-01")
    make_edition(make_mission(dates="2018/2026-12", as_of="2026-03"))
    clock("2030-01-01")
    assert "describes the past" not in parsed(client.get(PAGE)).words


@pytest.mark.parametrize(
    "address",
    [
        "/changes/page/0/",
        "/changes/page/99/",
        "/changes/since/2026-05-01/page/0/",
        f"{PAGE}editions/1-{10**30}/",
        f"{PAGE}editions/0-1/",
    ],
)
def test_pages_and_editions_that_never_were_are_not_there(client, mission, address):
    assert client.get(address).status_code == 404


def test_a_form_of_an_earlier_address_keeps_what_was_asked(client, mission):
    Mission.objects.filter(pk=mission.pk).update(slug="renamed")
    make_edition(Mission.objects.get(pk=mission.pk), reason="Renamed")
    response = client.get(f"{PAGE}on/", {"day": "2026-05-02"})
    assert response["Location"] == "/missions/renamed/on/?day=2026-05-02"
