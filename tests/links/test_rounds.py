"""Rounds through the library: three days make "probably gone", a person decides, and what editors wrote stays."""

import fcntl
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.serializers import serialize

from missions.editions.redact import find, redact
from missions.links import rounds
from missions.models import CheckedAddress, Edition, Mission, Source
from missions.models.checked_address import TRUSTED_FOR
from tests.makers import make_edition, make_full_mission, make_source, make_user

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 26, 3, tzinfo=UTC)


class Clock:
    def __init__(self, monkeypatch):
        self.at = START
        monkeypatch.setattr(rounds, "now", lambda: self.at)

    def next_day(self, days: float = 1):
        self.at += timedelta(days=days)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def run(capsys, clock):
    """Run the command, and return what it says last."""

    def run(**options) -> str:
        call_command("check_sources", **options)
        return capsys.readouterr().out.splitlines()[-1]

    return run


def row(url: str) -> CheckedAddress:
    return CheckedAddress.objects.get(url=url)


def missing_for(web, clock, run, days: int, status: int = 404) -> CheckedAddress:
    make_source("lost", url=web.url("/lost"))
    web.pages["/lost"] = (status, {})
    for day in range(days):
        clock.next_day(1 if day else 0)
        run()
    return row(web.url("/lost"))


@pytest.mark.parametrize("status", [404, 410])
def test_three_days_make_probably_gone_and_two_do_not(web, clock, run, status):
    assert not missing_for(web, clock, run, 2, status).is_probably_gone
    clock.next_day()
    assert "at the desk to say: 1." in run()
    assert row(web.url("/lost")).missing_on == ["2026-11-26", "2026-11-27", "2026-11-28"]


def test_three_times_on_one_day_do_not(web, clock, run):
    missing_for(web, clock, run, 1)
    run(again=True)
    run(again=True)
    assert len(web.asked) == 6
    assert row(web.url("/lost")).missing_on == ["2026-11-26"]


@pytest.mark.parametrize("status", [401, 403, 429, 451, 500, 503])
def test_what_says_nothing_of_the_document_never_makes_it_gone(web, clock, run, status):
    lost = missing_for(web, clock, run, 2)
    web.pages["/lost"] = (status, {})
    for _day in range(10):
        clock.next_day()
        run(again=True)
    lost.refresh_from_db()
    assert (lost.days_missing, lost.is_probably_gone) == (2, False)


def test_a_name_that_is_not_known_for_ten_days_is_not_gone(web, clock, run):
    make_source("away", url="http://nowhere.example/paper")
    for _day in range(10):
        run(again=True)
        clock.next_day()
    assert (row("http://nowhere.example/paper").state, row("http://nowhere.example/paper").days_missing) == (
        "unknown-host",
        0,
    )


def test_one_that_may_be_gone_is_asked_again_on_the_next_day_and_not_before(web, clock, run):
    missing_for(web, clock, run, 1)
    clock.next_day(0.8)
    assert run().startswith("Asked 0 addresses")
    clock.next_day(0.1)
    assert run().startswith("Asked 1 addresses")


def test_one_that_said_nothing_is_asked_again_in_a_week(web, clock, run):
    make_source("shut", url=web.url("/shut"))
    web.pages["/shut"] = (403, {})
    run()
    clock.next_day(6.9)
    assert run().startswith("Asked 0 addresses")
    clock.next_day(0.2)
    assert run().startswith("Asked 1 addresses")


def test_an_answer_in_between_begins_the_count_anew(web, clock, run):
    missing_for(web, clock, run, 2)
    web.pages["/lost"] = (200, {})
    clock.next_day()
    run()
    web.pages["/lost"] = (404, {})
    clock.next_day()
    run(again=True)
    assert row(web.url("/lost")).missing_on == ["2026-11-29"]


def test_a_person_who_found_it_is_believed_for_half_a_year(web, clock, run):
    lost = missing_for(web, clock, run, 3)
    lost.judge("there", by=make_user(), at=clock.at)
    lost.save()
    for _day in range(4):
        clock.next_day()
        run(again=True)
    assert row(web.url("/lost")).days_missing == 0
    clock.next_day(TRUSTED_FOR.days)
    run()
    assert row(web.url("/lost")).days_missing == 1


def test_what_a_person_confirmed_is_not_taken_back_by_the_machine(web, clock, run):
    lost = missing_for(web, clock, run, 3)
    lost.judge("gone", by=make_user(), at=clock.at)
    lost.save()
    web.pages["/lost"] = (200, {})
    clock.next_day()
    run(again=True)
    lost.refresh_from_db()
    assert (lost.verdict, lost.state) == ("gone", "answers")
    assert not CheckedAddress.objects.probably_gone().exists()


def test_copies_are_asked_as_well_and_an_address_once(web, run):
    make_source("one", url=web.url("/paper"), copies=f"2026-11-23 {web.url('/copy')}\nno copy at all")
    make_source("two", url=web.url("/paper"))
    make_source("three", url="")
    assert run().startswith("Asked 2 addresses: 2 answer,")
    assert sorted(asked.path for asked in web.asked) == ["/copy", "/paper"]


def test_those_asked_longest_ago_come_first_and_the_others_next_time(web, clock, run):
    for number in range(3):
        make_source(f"paper-{number}", url=web.url(f"/{number}"))
    assert "Left for another run: 1." in run(limit=2)
    clock.next_day()
    assert "Left for another run: 0." in run(limit=2)
    clock.next_day()
    run(limit=2, again=True)
    assert [asked.path for asked in web.asked] == ["/0", "/1", "/2", "/0", "/1"]


def test_one_that_answers_is_asked_again_in_a_month(web, clock, run):
    make_source("paper", url=web.url("/paper"))
    run()
    clock.next_day(29)
    assert run().startswith("Asked 0 addresses")
    clock.next_day(2)
    assert run().startswith("Asked 1 addresses")


def test_one_host_alone_is_asked(web, run):
    make_source("one", url=web.url("/1", "one.test"))
    make_source("two", url=web.url("/2", "bücher.test"))
    run(host="bücher.test")
    assert [asked.path for asked in web.asked] == ["/2"]


def test_a_host_that_asked_for_rest_has_it_in_the_next_runs(web, clock, run):
    make_source("one", url=web.url("/1"))
    make_source("two", url=web.url("/2"))
    web.pages["/1"] = (429, {"Retry-After": str(2 * 86_400)})
    assert "Left for another run: 1." in run()
    clock.next_day()
    assert run(again=True).startswith("Asked 0 addresses")
    clock.next_day(2)
    web.pages["/1"] = (200, {})
    assert run(again=True).startswith("Asked 2 addresses: 2 answer,")


def test_a_stopped_run_keeps_what_it_saw(web, run, monkeypatch):
    for number in range(4):
        make_source(f"paper-{number}", url=web.url(f"/{number}"))
    due = rounds.due(limit=10)
    walk = rounds.go(due, seconds=30)
    next(walk)
    walk.close()
    kept = CheckedAddress.objects.count()
    assert 1 <= kept < 4
    assert run().startswith(f"Asked {4 - kept} addresses")


def test_two_runs_do_not_ask_at_once(web, run, settings):
    make_source("paper", url=web.url("/paper"))
    with (settings.VAR_DIR / "check-sources.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="Another run"):
            run()
    assert not web.asked
    assert run().startswith("Asked 1 addresses")


def test_a_fault_of_the_asking_is_not_hidden(web, monkeypatch):
    make_source("paper", url=web.url("/paper"))
    monkeypatch.setattr(rounds, "name_of_program", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(rounds.go(rounds.due(limit=1), seconds=5))


def test_what_no_source_names_is_forgotten(web, run):
    source = make_source("paper", url=web.url("/paper"))
    run()
    Source.objects.filter(pk=source.pk).update(url=web.url("/other"))
    assert "and forgotten: 1." in run()
    assert list(CheckedAddress.objects.values_list("url", flat=True)) == [web.url("/other")]


def everything_else() -> str:
    """Return every row of the project but what the machine saw."""
    models = [model for model in apps.get_app_config("missions").get_models() if model is not CheckedAddress]
    return "".join(serialize("json", model._base_manager.order_by("pk")) for model in models)


def test_nothing_of_the_record_changes(web, clock, run, client):
    make_source("nato-start", url=web.url("/moved"), copies=f"2026-11-23 {web.url('/lost')}")
    web.pages |= {"/moved": (301, {"Location": "/new"}), "/lost": (404, {})}
    mission = make_full_mission()
    make_edition(mission)
    Mission.objects.filter(pk=mission.pk).update(headquarters="A draft. [@nato-start]")
    addresses = ("/missions/nmi-page/", "/sources/nato-start/", "/sources/")
    pages, before = [client.get(address).content for address in addresses], everything_else()
    for _day in range(4):
        run(again=True)
        clock.next_day()
    assert CheckedAddress.objects.probably_gone().count() == 1
    assert everything_else() == before
    assert [client.get(address).content for address in addresses] == pages
    assert Edition.objects.count() == 1


def test_words_that_the_law_wants_gone_leave_what_the_machine_saw(web, run):
    make_source("paper", url=web.url("/jane-doe"))
    make_source("other", url=web.url("/other"))
    run()
    redact(["jane-doe"], by=None, reason="A court ordered it.", seen=find(["jane-doe"]).held)
    assert list(CheckedAddress.objects.values_list("url", flat=True)) == [web.url("/other")]


@pytest.mark.parametrize("options", [{"limit": 0}, {"minutes": 0}, {"minutes": 5000}, {"minutes": float("nan")}])
def test_a_number_that_cannot_be_meant_is_refused(options):
    with pytest.raises(CommandError):
        call_command("check_sources", **options)


def test_what_is_not_well_is_named(web, capsys, clock):
    make_source("moved", url=web.url("/moved"))
    make_source("shut", url=web.url("/shut"))
    make_source("well", url=web.url("/well"))
    web.pages |= {"/moved": (308, {"Location": "/new"}), "/shut": (403, {})}
    call_command("check_sources")
    *lines, _closing = capsys.readouterr().out.splitlines()
    assert sorted(lines) == [
        f"{web.url('/moved')} has moved for good to {web.url('/new')}",
        f"{web.url('/shut')} lets no program in (403)",
    ]
