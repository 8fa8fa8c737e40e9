"""Guessing passwords is slow, from one place and from many, and keeps no owner of an account out."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from missions.admin.throttle import RULES, network_of
from missions.admin.welcome import welcome_link
from missions.models import Colleague
from tests.makers import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
(_PAIR, OF_PAIR, WAIT), (_PLACE, OF_PLACE, _), (_ACCOUNT, OF_ACCOUNT, _) = RULES


@pytest.fixture(autouse=True)
def behind_proxy(settings):
    settings.BEHIND_PROXY = True
    make_user("zeynep")


def log_in(login="zeynep", password=PASSWORD, *, at="192.0.2.1", client=None):
    client = client or Client()
    return client.post(
        "/admin/login/?next=/admin/", {"username": login, "password": password}, headers={"x-forwarded-for": at}
    )


def fail(times: int, login="zeynep", *, at="192.0.2.1") -> list[int]:
    return [log_in(login, "wrong", at=at).status_code for _ in range(times)]


def count(**fields) -> None:
    """Have failures counted that came from elsewhere, as the owner's own would be."""
    attempts = [
        AccessAttempt(user_agent="", ip_address=f"fd00::{n}", failures_since_start=1, **fields) for n in range(50)
    ]
    AccessAttempt.objects.bulk_create(attempts)


def test_after_five_wrong_passwords_the_right_one_has_to_wait_too():
    assert fail(OF_PAIR) == [200] * (OF_PAIR - 1) + [429]
    assert log_in().status_code == 429
    assert log_in(at="192.0.2.2").status_code == 302


def test_the_wait_is_told_with_its_end():
    fail(OF_PAIR)
    page = log_in()
    until = timezone.now() + WAIT
    assert {f"Try again at {until + timedelta(minutes=n):%H:%M} UTC" in page.content.decode() for n in (0, 1)} == {
        True,
        False,
    }
    assert int(WAIT.total_seconds()) - 60 < int(page["Retry-After"]) <= int(WAIT.total_seconds())


def test_the_wait_ends_and_a_guess_meanwhile_does_not_make_it_longer():
    fail(OF_PAIR)
    AccessAttempt.objects.update(attempt_time=timezone.now() - WAIT + timedelta(seconds=30))
    fail(3)
    AccessAttempt.objects.update(attempt_time=timezone.now() - WAIT - timedelta(seconds=1))
    assert log_in().status_code == 302


def test_a_login_that_nobody_has_is_told_the_same():
    assert fail(OF_PAIR + 1) == fail(OF_PAIR + 1, "nobody")
    told = [re.sub(rb"\d\d:\d\d UTC", b"", log_in(login).content) for login in ("zeynep", "nobody")]
    assert told[0] == told[1]


def test_one_place_does_not_try_many_accounts():
    for number in range(OF_PLACE):
        fail(1, f"guess{number}")
    assert log_in().status_code == 429
    assert log_in(at="198.51.100.7").status_code == 302


def test_many_places_do_not_try_one_account_for_ever():
    fail(1)
    count(username=AccessAttempt.objects.get().username)
    assert log_in(at="198.51.100.7").status_code == 429
    make_user("layla")
    assert log_in("layla", at="198.51.100.7").status_code == 302


def test_a_stranger_does_not_keep_the_owner_out():
    known = Client()
    assert log_in(client=known).status_code == 302
    fail(OF_PAIR)
    count(username=AccessAttempt.objects.get().username)
    known.post("/admin/logout/")
    # The owner comes from the stranger's address, too.
    assert log_in(client=known).status_code == 302
    assert log_in(client=Client()).status_code == 429


def test_a_known_browser_has_no_more_guesses_than_others_and_none_at_other_accounts():
    known = Client()
    make_user("layla")
    log_in("layla", client=known)
    assert [log_in(password="wrong", client=known).status_code for _ in range(OF_PAIR)][-1] == 429
    assert [log_in("layla", "wrong", client=known).status_code for _ in range(OF_PAIR)][-1] == 429


def test_a_forged_mark_of_a_known_browser_counts_for_nothing():
    fail(OF_PAIR)
    forged = Client()
    forged.cookies["known"] = f"{AccessAttempt.objects.get().username}.word:1abcde:forged"
    assert log_in(client=forged).status_code == 429


def test_a_login_that_succeeds_begins_the_count_anew():
    fail(OF_PAIR - 1)
    assert log_in().status_code == 302
    assert fail(OF_PAIR - 1) == [200] * (OF_PAIR - 1)


def test_who_is_logged_in_guesses_the_password_no_faster():
    client = Client(headers={"x-forwarded-for": "192.0.2.1"})
    client.force_login(Colleague.objects.get())
    new = {"new_password1": "a sound password 12", "new_password2": "a sound password 12"}
    answers = [client.post("/admin/password_change/", new | {"old_password": f"guess {n}"}) for n in range(OF_PAIR)]
    assert [answer.status_code for answer in answers] == [200] * (OF_PAIR - 1) + [429]
    assert client.post("/admin/password_change/", new | {"old_password": PASSWORD}).status_code == 429
    assert Colleague.objects.get().check_password(PASSWORD)


def test_a_new_link_to_set_a_password_works_at_once(settings):
    fail(OF_PAIR)
    client = Client(headers={"x-forwarded-for": "192.0.2.1"})
    form = client.get(welcome_link(Colleague.objects.get()).removeprefix(settings.SITE_URL), follow=True)
    new = {"new_password1": "a sound password 12", "new_password2": "a sound password 12", "public_name": ""}
    assert client.post(form.request["PATH_INFO"], new).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert log_in(password="a sound password 12").status_code == 302


def test_a_command_of_the_host_ends_the_wait():
    fail(OF_PAIR)
    out = StringIO()
    call_command("unlock", "zeynep", stdout=out)
    assert out.getvalue() == f"zeynep: {OF_PAIR} failed logins forgotten; the next one need not wait.\n"
    assert log_in().status_code == 302


def test_nothing_that_names_a_person_is_kept():
    log_in("my secret password", "wrong")
    log_in()
    kept = " ".join(str(value) for row in AccessAttempt.objects.values() for value in row.values())
    assert not [word for word in ("secret", "192.0.2", "wrong", "zeynep", "Mozilla", "csrf") if word in kept]
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


@pytest.mark.parametrize(
    ("is_behind", "said", "found"),
    [
        (True, "192.0.2.9", "192.0.2.9"),
        (True, "10.9.9.9, 192.0.2.9", "192.0.2.9"),
        (True, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (True, "::ffff:192.0.2.9", "192.0.2.9"),
        (True, "nonsense", "127.0.0.1"),
        (True, "", "127.0.0.1"),
        (False, "192.0.2.9", "127.0.0.1"),
    ],
)
def test_only_the_word_of_the_proxy_is_believed(rf, settings, is_behind, said, found):
    settings.BEHIND_PROXY = is_behind
    assert network_of(rf.get("/", headers={"x-forwarded-for": said})) == found


def test_the_header_of_the_proxy_is_a_setting(rf, settings):
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    request = rf.get("/", headers={"x-forwarded-for": "192.0.2.9", "x-real-ip": "192.0.2.10"})
    assert network_of(request) == "192.0.2.10"
