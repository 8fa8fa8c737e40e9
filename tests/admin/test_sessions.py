"""A session is renewed by a login, ends by itself, and ends everywhere with a new password."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from missions.admin import sessions
from tests.makers import make_user
from tests.site.production import PRODUCTION, read

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


@pytest.fixture
def clock(monkeypatch):
    """Let time pass for the ends of sessions: call with minutes."""
    start, passed = timezone.now(), [0]
    monkeypatch.setattr(sessions, "now", lambda: start + timedelta(minutes=passed[0]))

    def pass_minutes(minutes: float) -> None:
        passed[0] += minutes

    return pass_minutes


@pytest.fixture
def desk():
    return logged_in(make_user(is_superuser=True))


def logged_in(user) -> Client:
    client = Client()
    client.post("/admin/login/", {"username": user.username, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def test_an_hour_without_work_ends_a_session(desk, clock):
    clock(59)
    assert is_in(desk)
    clock(59)
    assert is_in(desk)
    clock(61)
    assert not is_in(desk)
    clock(-61)
    assert not is_in(desk)


def test_twelve_hours_end_a_session_whatever_is_done(desk, clock):
    for _each in range(12):
        clock(59)
        assert is_in(desk)
    clock(13)
    assert not is_in(desk)


def test_reading_public_pages_is_no_work_at_the_desk(desk, clock):
    clock(40)
    desk.get("/about/")
    clock(40)
    assert not is_in(desk)


def test_a_login_gives_the_session_a_new_name():
    make_user()
    client = Client()
    client.session.save()
    client.cookies["sessionid"] = before = client.session.session_key
    client.post("/admin/login/", {"username": "zeynep", "password": PASSWORD})
    assert client.cookies["sessionid"].value != before
    assert is_in(client)


def test_a_new_password_ends_every_other_session():
    user = make_user()
    here, there = logged_in(user), logged_in(user)
    new = {"old_password": PASSWORD, "new_password1": "another password 12", "new_password2": "another password 12"}
    assert here.post("/admin/password_change/", new).status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_a_session_is_worth_nothing_after_the_logout(desk):
    kept = desk.cookies["sessionid"].value
    desk.post("/admin/logout/")
    stolen = Client()
    stolen.cookies["sessionid"] = kept
    assert not is_in(stolen)


def test_cookies_are_for_this_host_over_https_alone(settings):
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    names += ("SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE")
    names += ("SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_PATH")
    wanted = ["__Host-session", "__Host-csrf", True, True, True, True, "Lax", "Lax", None, "/", None, "/"]
    assert list(read(*names, **PRODUCTION).values()) == wanted


@pytest.mark.parametrize("weak", ["short-pass1", "12345678901234", "q1w2e3r4t5y6", "zeynep-aydin"])
def test_weak_passwords_are_refused(weak):
    user = make_user(first_name="Zeynep Aydin")
    with pytest.raises(ValidationError):
        validate_password(weak, user)


@pytest.mark.parametrize("good", ["long enough words", "пароль из многих слов", "x" * 4 + "-" + "y7" * 60])
def test_long_passwords_of_any_letters_are_taken(good):
    assert validate_password(good, make_user()) is None
