"""What the machine saw at the desk: sources that are probably gone are asked about, and a person says what is so."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from missions.admin.link_states import SEEN, sources_at
from missions.models import CheckedAddress, EarlierKey, Source
from tests.admin.browser_form import messages_in
from tests.makers import make_source

pytestmark = pytest.mark.django_db
URL = "https://www.example.org/paper"
DAYS = ["2026-11-24", "2026-11-25", "2026-11-26"]


def make_state(url: str = URL, *, days: int = 3, **fields) -> CheckedAddress:
    defaults = {"state": "missing", "status": 404, "checked_at": datetime(2026, 11, 26, 4, tzinfo=UTC)}
    return CheckedAddress.objects.create(url=url, missing_on=DAYS[:days], days_missing=days, **defaults | fields)


def address_of(source: Source) -> str:
    return reverse("admin:missions_source_addresses", args=[source.pk])


def topic(client):
    (found,) = [topic for topic in client.get("/admin/").context["topics"] if topic.key == "gone"]
    return found


@pytest.fixture
def source():
    return make_source("paper", url=URL, copies="")


def test_the_first_page_leads_to_what_is_probably_gone(writer, source):
    make_state()
    found = topic(writer)
    assert [row.address for row in found.rows] == [address_of(source)]
    ((words, listed),) = found.numbers
    assert words == "1 source"
    assert [str(row) for row in writer.get(listed).context["cl"].result_list] == [str(source)]


def test_two_days_are_not_asked_about(writer, source):
    make_state(days=2)
    assert not topic(writer).numbers
    assert "It is gone" not in writer.get(address_of(source)).content.decode()


def test_a_copy_that_is_gone_is_its_sources_too(writer):
    source = make_source("paper", url=URL, copies=f"2026-11-23 {URL}/copy\n2026-11-24 {URL}/other")
    make_state(f"{URL}/copy")
    assert [row.address for row in topic(writer).rows] == [address_of(source)]


@pytest.mark.parametrize("other", [f"{URL}/more", URL.upper(), URL[:-1], "paper"])
def test_an_address_within_another_is_not_that_one(source, other):
    make_state(other)
    assert not sources_at(CheckedAddress.objects.probably_gone()).exists()


def test_a_source_that_was_merged_is_not_asked_about(source):
    EarlierKey.objects.create(key=source.key, source=make_source("kept", url=""))
    make_state()
    assert not sources_at(CheckedAddress.objects.probably_gone()).exists()


@pytest.mark.parametrize(("verdict", "days"), [("gone", 3), ("there", 0)])
def test_a_person_says_what_is_so(writer, source, verdict, days):
    row = make_state()
    before = Source.objects.values().get()
    response = writer.post(address_of(source), {"url": URL, "verdict": verdict}, follow=True)
    row.refresh_from_db()
    assert (row.verdict, row.verdict_by.get_username(), row.days_missing) == (verdict, "writer", days)
    assert "Taken down as" in messages_in(response)[0]
    assert f"writer found it {verdict} on" in response.content.decode()
    assert not topic(writer).numbers
    assert Source.objects.values().get() == before


def test_what_was_called_gone_can_be_found_again(writer, source):
    make_state(verdict="gone", verdict_at=datetime(2026, 11, 26, tzinfo=UTC))
    page = writer.get(address_of(source)).content.decode()
    assert 'value="there"' in page
    assert 'value="gone"' not in page
    writer.post(address_of(source), {"url": URL, "verdict": "there"})
    assert CheckedAddress.objects.get().verdict == "there"


@pytest.mark.parametrize(
    "sent",
    [{}, {"url": URL}, {"url": URL, "verdict": "maybe"}, {"url": "https://other.example/", "verdict": "gone"}],
)
def test_a_word_about_anything_else_is_not_taken(writer, source, sent):
    make_state()
    make_state("https://other.example/")
    response = writer.post(address_of(source), sent, follow=True)
    assert messages_in(response) == ["This is no longer in question. Here is what is known now."]
    assert not CheckedAddress.objects.exclude(verdict="").exists()


def test_one_that_answered_meanwhile_is_no_longer_in_question(writer, source):
    make_state(days=0, state="answers", status=200)
    writer.post(address_of(source), {"url": URL, "verdict": "gone"})
    assert CheckedAddress.objects.get().verdict == ""


def test_a_reader_of_the_desk_may_not_say(client, source, django_user_model):
    make_state()
    client.force_login(django_user_model.objects.create_user("bare", is_staff=True))
    assert client.post(address_of(source), {"url": URL, "verdict": "gone"}).status_code == 403
    assert CheckedAddress.objects.get().verdict == ""


def test_the_screen_offers_to_look_for_a_copy(writer, source):
    make_state()
    page = writer.get(address_of(source)).content.decode()
    assert f'href="https://web.archive.org/web/*/{URL}"' in page
    assert "Days on which it was not found: 24 November 2026, 25 November 2026 and 26 November 2026." in page


def test_the_form_of_a_source_says_what_was_seen_and_when(writer, source):
    make_state(days=0, state="moved", status=200, moved_to="https://new.example/paper")
    page = writer.get(reverse("admin:missions_source_change", args=[source.pk])).content.decode()
    assert "It has moved for good. Checked by machine on 26 November 2026." in page
    assert 'href="https://new.example/paper"' in page
    assert "Say whether it is gone" not in page


def test_every_state_has_its_sentence():
    assert SEEN.keys() == set(CheckedAddress.State)


def test_an_address_that_opens_nothing_is_no_link(writer):
    source = make_source("odd", url="javascript:alert(1)")
    assert 'href="javascript' not in writer.get(address_of(source)).content.decode()


@pytest.mark.parametrize("chosen", ["probably-gone", "gone", "moved", "nonsense"])
def test_the_list_of_sources_is_found_by_what_became_of_links(writer, source, chosen):
    made = {"probably-gone": {}, "gone": {"verdict": "gone"}, "moved": {"days": 0, "state": "moved"}}
    make_state(**made.get(chosen, {}))
    make_source("other", url="https://other.example/a")
    found = writer.get("/admin/missions/source/", {"links": chosen}).context["cl"].result_list
    assert len(found) == (2 if chosen == "nonsense" else 1)
