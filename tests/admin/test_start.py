"""The first page of the desk: how things stand, the next step, and numbers that lead to their lists."""

import os
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from missions.admin.todo import months_before
from missions.keeping.backups import stamp
from missions.models import Mission, Phase, Source
from tests.admin.browser_form import save
from tests.makers import make_edition, make_full_mission, make_leader, make_mission, make_phase, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(monkeypatch):
    monkeypatch.setattr("missions.admin.todo.today", lambda: date(2026, 11, 26))


@pytest.fixture
def record():
    """A published record that leaves nothing to do."""
    make_source(copies="2026-11-23 https://archive.example.org/start")
    mission = make_full_mission(as_of="2026-11")
    make_edition(mission)
    return mission


def form_of(mission) -> str:
    return reverse("admin:missions_mission_change", args=[mission.pk])


def topic(client, key: str):
    (found,) = [topic for topic in client.get("/admin/").context["topics"] if topic.key == key]
    return found


def listed(client, key: str) -> list[list[str]]:
    """Return what stands in each list that a topic's numbers lead to."""
    return [
        [str(row) for row in client.get(address).context["cl"].result_list]
        for _words, address in topic(client, key).numbers
    ]


def test_an_empty_desk_says_how_to_begin(writer):
    page = writer.get("/admin/")
    assert page.context["state"] == "Nothing is here yet: start the first mission."
    assert [step.words for step in page.context["steps"]] == ["Start a mission", "Add a source"]


def test_everything_is_published(writer, record):
    context = writer.get("/admin/").context
    assert context["state"] == "Everything is published."
    assert [topic.key for topic in context["topics"] if topic.numbers] == ["recent"]


def test_a_draft_that_waits_is_said_counted_and_listed(writer, record):
    Mission.objects.filter(pk=record.pk).update(headquarters="Baghdad. [@nato-start]")
    assert writer.get("/admin/").context["state"] == "1 draft holds work that readers do not see yet."
    assert topic(writer, "waiting").numbers[0][0] == "1 draft"
    assert listed(writer, "waiting") == [["NATO Mission Iraq (NMI)"]]
    assert not topic(writer, "mine").numbers


def test_one_continues_with_the_mission_one_changed_last(writer, record):
    kfor = make_mission("kfor", name="Kosovo Force", acronym="KFOR")
    save(writer, form_of(record), headquarters="Baghdad. [@nato-start]")
    save(writer, form_of(kfor), host_country="Kosovo")
    step, *_others = writer.get("/admin/").context["steps"]
    assert (step.words, step.name, step.address) == ("Continue", "Kosovo Force (KFOR)", form_of(kfor))


def test_my_drafts_are_those_i_changed_after_their_last_edition(writer, record):
    save(writer, form_of(record), headquarters="Baghdad. [@nato-start]")
    assert listed(writer, "mine") == [["NATO Mission Iraq (NMI)"]]
    record.refresh_from_db()
    make_edition(record)
    Mission.objects.filter(pk=record.pk).update(headquarters="Somebody else's words. [@nato-start]")
    assert not topic(writer, "mine").numbers


def test_an_entry_changed_on_its_own_screen_is_a_change_of_its_mission(writer, record):
    phase = record.phases.get()
    save(writer, reverse("admin:missions_phase_change", args=[phase.pk]), title="Another title")
    assert listed(writer, "mine") == [["NATO Mission Iraq (NMI)"]]


def test_statements_without_sources_lead_to_their_places(writer, record):
    make_phase(record, "bold", title="Boldness", text="A bold claim.")
    found = topic(writer, "unsourced")
    ((words, address),) = found.numbers
    assert words == "1 statement"
    assert found.rows[0].name == "Phase “Boldness”, paragraph 1: A bold claim."
    assert found.rows[0].address == f"{form_of(record)}?open=phases:bold#id_phases-0-text"
    assert f'href="{found.rows[0].address}"' in writer.get(address).content.decode()


@pytest.mark.parametrize(
    ("as_of", "dates", "is_old"),
    [
        ("2026-06", "2018-10-31/..", False),
        ("2026-05", "2018-10-31/..", False),
        ("2026-05-25", "2018-10-31/..", True),
        ("2026-04", "2018-10-31/..", True),
        ("2021-09", "2015/2021-09-12", False),
        ("2021-09", "2015/2021-12", True),
    ],
)
def test_records_are_checked_every_six_months_while_the_mission_lasts(writer, as_of, dates, is_old):
    make_mission(as_of=as_of, dates=dates)
    assert bool(topic(writer, "unchecked").numbers) == is_old
    assert not is_old or listed(writer, "unchecked") == [["NATO Mission Iraq (NMI)"]]


@pytest.mark.parametrize(
    ("dates", "is_over"),
    [("2026-11-25", True), ("2026-11", False), ("2026-10", True), ("2026-05/..", True), ("2026-12/..", False)],
)
def test_announced_entries_whose_date_has_passed_are_listed(writer, record, dates, is_over):
    make_phase(record, dates=dates, is_announced=True, title="Announced")
    make_leader(record, dates=dates, is_announced=True)
    assert [words for words, _address in topic(writer, "announced").numbers] == ["1 phase", "1 leader"] * is_over
    assert len(listed(writer, "announced")) == 2 * is_over


def test_sources_on_the_web_without_archived_copy_are_listed(writer, record):
    make_source("bare")
    make_source("book", url="", access="print")
    assert [len(rows) for rows in listed(writer, "copies")] == [1]


def test_recent_editions_are_named_with_their_reasons(writer, record):
    (row,) = topic(writer, "recent").rows
    assert row.name == "NATO Mission Iraq (NMI), edition 1"
    assert row.note.endswith("the editors · First edition")


def test_who_may_not_see_drafts_is_told_nothing_of_them(client, record):
    make_phase(record, text="A bold claim.")
    client.force_login(make_user("bare"))
    page = client.get("/admin/")
    assert "topics" not in page.context
    assert "bold" not in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_record(writer, record):
    def count() -> int:
        writer.get("/admin/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            writer.get("/admin/")
        return len(queries)

    def to_do(key: str) -> None:
        mission = make_full_mission(key, as_of="2026-01")
        make_edition(mission)
        make_phase(mission, text="A bold claim.", is_announced=True, dates="2026-01")
        make_leader(mission, is_announced=True, dates="2026-01/..")
        make_source(f"bare-{key}")
        save(writer, form_of(mission), host_country="Kosovo")

    to_do("one")
    before = count()
    to_do("two")
    to_do("three")
    assert Phase.objects.count() > 3
    assert Source.objects.count() > 3
    assert count() == before


@pytest.mark.parametrize(
    ("day", "earlier"),
    [
        ("2026-11-26", "2026-05-26"),
        ("2026-08-31", "2026-02-28"),
        ("2026-06-30", "2025-12-30"),
        ("2026-01-01", "2025-07-01"),
    ],
)
def test_six_months_before_a_day(day, earlier):
    assert months_before(date.fromisoformat(day), 6) == date.fromisoformat(earlier)


@pytest.mark.parametrize(
    ("hours", "words", "is_old"),
    [(None, "No backup was ever made here", True), (3, "The last backup was made 3", False), (72, "3\xa0days", True)],
)
def test_the_age_of_the_last_backup_is_told_to_who_keeps_the_site(
    admin_client, writer, settings, tmp_path, hours, words, is_old
):
    settings.VAR_DIR = tmp_path
    if hours is not None:
        made_at = (timezone.now() - timedelta(hours=hours)).timestamp()
        stamp().touch()
        os.utime(stamp(), (made_at, made_at))
    told = admin_client.get("/admin/").context["backup"]
    assert words in told["words"]
    assert told["is_old"] is is_old
    assert writer.get("/admin/").context["backup"] is None
