"""A mission's page is printed once for all processes: what is held is the same page, and nothing hangs on it."""

import zlib

import pytest
from django.db import DatabaseError, connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from missions.editions.held import find
from missions.editions.publish import withdraw
from missions.editions.redact import redact
from missions.models import Mission, Phase, PrintedPage
from missions.public import feed_entries, past, printed, release
from missions.public.asking import application, ask
from tests.calls import calls_of
from tests.makers import make_edition, make_mission, make_phase
from tests.public.addresses import make_site

pytestmark = pytest.mark.django_db
LIVE = "/missions/nmi-page/"
FEED = "/changes/feed/"
HELD = [LIVE, f"{LIVE}editions/1/", f"{LIVE}editions/2/", f"{LIVE}editions/1-2/"]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def mission():
    return make_site()


def words_held() -> bytes:
    return b"".join(zlib.decompress(page) for page in PrintedPage.objects.values_list("packed", flat=True))


@pytest.mark.parametrize("address", [*HELD, FEED])
def test_what_is_held_is_what_is_printed(client, mission, address):
    first, again = client.get(address), client.get(address)
    PrintedPage.objects.all().delete()
    anew = client.get(address)
    assert first.content == again.content == anew.content
    assert {**first.headers, "X-Request-ID": ""} == {**again.headers, "X-Request-ID": ""}


@pytest.mark.parametrize("spoil", [lambda packed: b"", lambda packed: packed[:-9] + bytes(9)])
@pytest.mark.parametrize("address", [LIVE, FEED])
def test_what_was_spoiled_is_printed_anew_and_held_again(client, mission, address, spoil, caplog):
    whole = client.get(address).content
    for row in PrintedPage.objects.all():
        PrintedPage.objects.filter(pk=row.pk).update(packed=spoil(row.packed))
    assert client.get(address).content == whole
    assert "cannot be unpacked" in caplog.text
    assert words_held()


@pytest.mark.parametrize("address", HELD)
def test_a_held_page_takes_two_questions(client, mission, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) == 2


def test_a_held_page_costs_the_same_however_long_it_is(client, mission):
    client.get(LIVE)
    short = calls_of(lambda: client.get(LIVE))
    for number in range(20):
        make_phase(mission, f"more-{number}")
    make_edition(mission, reason="Said more")
    client.get(LIVE)
    assert calls_of(lambda: client.get(LIVE)) < short * 1.1


def test_a_page_is_printed_anew_with_another_release(client, mission, monkeypatch):
    client.get(LIVE)
    PrintedPage.objects.update(packed=zlib.compress(b"as it was"))
    assert client.get(LIVE).content == b"as it was"
    monkeypatch.setattr(release, "code", lambda: "another")
    assert b"NATO Mission Iraq" in client.get(LIVE).content


def test_a_template_is_part_of_the_release():
    templates = {file for place in engines["django"].dirs for file in place.rglob("*.html")}
    assert templates
    assert all(file.suffix in release.KINDS for file in templates)
    assert "templates" in release.PARTS


@pytest.mark.parametrize("address", HELD)
def test_a_page_that_was_held_tells_of_a_new_edition(client, mission, address):
    client.get(address)
    Phase.objects.update(title="Beginning")
    make_edition(mission, reason="Renamed the phase")
    told = client.get(address).content
    PrintedPage.objects.all().delete()
    assert told == client.get(address).content
    assert (b"edition 3" in told) == (address == LIVE)


def test_a_withdrawn_record_is_not_shown_from_what_was_held(client, mission):
    client.get(LIVE)
    withdraw(mission, by=None, reason="A date has to be checked.")
    response = client.get(LIVE)
    assert response.status_code == 410
    assert b"A date has to be checked." in response.content
    assert not PrintedPage.objects.exists()


def test_what_is_nowhere_or_elsewhere_is_not_held(client, mission):
    for place in ("editions/3/", "editions/1-3/", "editions/2-1/"):
        client.get(f"{LIVE}{place}")
    client.get("/missions/nowhere/")
    assert not PrintedPage.objects.exists()


def test_removed_words_leave_what_was_held(client, mission):
    for address in (*HELD, FEED):
        client.get(address)
    assert b"Fortin" in words_held()
    redact(["Fortin"], by=None, reason="The law asks for it.", seen=find(["Fortin"]).held)
    assert b"Fortin" not in words_held()
    for address in (*HELD, FEED):
        assert b"Fortin" not in client.get(address).content
    assert b"Fortin" not in words_held()


@pytest.mark.parametrize("address", [LIVE, FEED])
def test_a_page_printed_while_words_are_removed_is_not_held(client, mission, monkeypatch, address):
    whole = printed.put

    def late(*pages, **how):
        # The reader's page was made before the removal, and is put there after it.
        redact(["Fortin"], by=None, reason="The law asks for it.", seen=find(["Fortin"]).held)
        whole(*pages, **how)

    monkeypatch.setattr(printed, "put", late)
    client.get(address)
    assert not PrintedPage.objects.exists()


def meanwhile(monkeypatch, act) -> None:
    """Have something happen once between the reading of what a feed tells of and its printing."""
    whole, once = past.sealed_events, [act]

    def late(cut):
        events = whole(cut)
        while once:
            once.pop()()
        return events

    monkeypatch.setattr(past, "sealed_events", late)


def test_no_entry_is_held_of_a_record_that_was_withdrawn_meanwhile(client, mission, monkeypatch):
    meanwhile(monkeypatch, lambda: withdraw(mission, by=None, reason="A date has to be checked."))
    client.get(FEED)
    told = client.get(FEED).content
    PrintedPage.objects.all().delete()
    assert told == client.get(FEED).content


def test_no_entry_is_held_with_words_that_were_removed_meanwhile(client, mission, monkeypatch):
    Phase.objects.update(title="Beginning")
    make_edition(mission, reason="Corrected by Jonas Smithson")
    removal = {"by": None, "reason": "The law asks for it.", "seen": find(["Smithson"]).held}
    meanwhile(monkeypatch, lambda: redact(["Smithson"], **removal))
    client.get(FEED)
    assert b"Smithson" not in words_held()
    assert b"Smithson" not in client.get(FEED).content


def test_a_page_put_there_before_a_removal_is_confirmed_goes_with_it(mission, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        redact(["Fortin"], by=None, reason="The law asks for it.", seen=find(["Fortin"]).held)
        PrintedPage.objects.create(address=LIVE, mission=mission, state="-", packed=zlib.compress(b"Fortin"))
    assert not PrintedPage.objects.exists()


@pytest.mark.parametrize("address", [LIVE, FEED])
def test_a_page_is_shown_where_none_can_be_held(client, mission, monkeypatch, address):
    def refused(*args, **kwargs):
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr(type(PrintedPage.objects), "bulk_create", refused)
    assert client.get(address).status_code == 200
    assert not PrintedPage.objects.exists()


def test_the_database_waits_for_its_turn_again_after_a_page_was_held(client, mission):
    def patience():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout")
            return cursor.fetchone()

    before = patience()
    client.get(LIVE)
    assert patience() == before


def test_no_more_pages_are_held_than_may_be(client, mission, monkeypatch):
    monkeypatch.setattr(printed, "MOST", 2)
    for address in HELD:
        client.get(address)
    assert set(PrintedPage.objects.values_list("address", flat=True)) == set(HELD[-2:])


def test_a_copy_of_the_whole_site_holds_nothing(mission):
    with application() as site:
        assert [ask(site, address).status for address in (LIVE, FEED)] == [200, 200]
    assert not PrintedPage.objects.exists()


def test_after_a_publication_only_its_own_entry_of_the_feed_is_printed(client, mission, monkeypatch):
    client.get(FEED)
    Phase.objects.update(title="Beginning")
    make_edition(mission, reason="Renamed the phase")
    printed_now, whole = [], feed_entries.content

    def counted(one, differences):
        printed_now.append((one.event.edition.number, len(differences)))
        return whole(one, differences)

    monkeypatch.setattr(feed_entries, "content", counted)
    told = client.get(FEED).content
    assert printed_now == [(3, 1)]
    PrintedPage.objects.all().delete()
    assert told == client.get(FEED).content


def test_entries_tell_of_a_withdrawal_and_of_a_new_slug(client, mission):
    client.get(FEED)
    Mission.objects.update(slug="nmi-renamed")
    make_edition(mission, reason="Took the short name")
    assert b"/missions/nmi-renamed/editions/1-2/" in client.get(FEED).content
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert b"&lt;del&gt;" not in client.get(FEED).content


def test_pages_of_another_mission_stay(client, mission):
    make_edition(make_mission("kfor", name="Kosovo Force"))
    client.get("/missions/kfor-page/")
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert PrintedPage.objects.filter(address="/missions/kfor-page/").exists()
