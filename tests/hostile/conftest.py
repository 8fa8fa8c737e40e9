"""A site to attack, and people who come to it."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.hostile.asking import Site
from tests.hostile.planted import make_site, plant
from tests.makers import make_user
from tests.public.asked import one_connection


@pytest.fixture
def site(db, monkeypatch):
    with one_connection(monkeypatch):
        yield Site()


@pytest.fixture
def stopped(monkeypatch):
    """Stop the clock, so that two answers differ only where something else does."""
    now = timezone.now()

    def stop():
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    return stop


@pytest.fixture
def cookie_of(db):
    """Log somebody in and return the header that their browser sends."""

    def cookie_of(role: str) -> str:
        if role == "stranger":
            return ""
        if role == "reader":
            user = User.objects.create_user("reader", password="a long enough password")
        else:
            user = make_user(f"the-{role}", group={"writer": "Writers", "manager": "Managers"}.get(role, ""))
        client = Client()
        client.force_login(user)
        return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    return cookie_of


@pytest.fixture
def boss_client(db):
    client = Client()
    client.force_login(make_user("boss", is_superuser=True))
    return client


@pytest.fixture
def planted(boss_client):
    """A published site with private words in every draft; returns its missions."""
    made = make_site()
    plant(made, boss_client)
    return made
