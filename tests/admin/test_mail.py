"""A forgotten password, where a mail server is configured."""

import importlib
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import clear_url_caches
from django.utils.timezone import now

from missions.models import Colleague
from nmi_site import urls
from tests.makers import can_log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_mail(settings):
    """The addresses of a site with a mail server."""
    settings.HAS_MAIL = True
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.HAS_MAIL = False
    importlib.reload(urls)
    clear_url_caches()


def test_who_forgot_a_password_is_sent_a_link_to_the_site_s_own_address(client, with_mail):
    Colleague.objects.create_user("layla", "layla@example.org", "forgotten password 1", is_staff=True)
    assert "Forgotten" in client.get("/admin/login/").content.decode()
    answer = client.post(
        "/admin/password_reset/", {"email": "layla@example.org"}, headers={"host": "127.0.0.1"}, follow=True
    )
    assert answer.status_code == 200
    (sent,) = mail.outbox
    (link,) = [line for line in sent.body.splitlines() if "/admin/reset/" in line]
    assert link.startswith(django_settings.SITE_URL)
    form = client.get(link.removeprefix(django_settings.SITE_URL), follow=True)
    password = {"new_password1": "a sound password 12", "new_password2": "a sound password 12"}
    assert client.post(form.request["PATH_INFO"], password, follow=True).status_code == 200
    assert can_log_in("layla", "a sound password 12")


def test_nobody_s_mailbox_is_filled(client, with_mail):
    layla = Colleague.objects.create_user("layla", "layla@example.org", "forgotten password 1", is_staff=True)
    Colleague.objects.create_user("omar", "omar@example.org", "forgotten password 2", is_staff=True)
    pages = {ask_for_link(client, "layla@example.org") for _time in range(5)}
    assert len(mail.outbox) == 3
    assert len(pages) == 1
    assert "three mails an hour" in pages.pop()
    ask_for_link(client, "omar@example.org")
    assert len(mail.outbox) == 4
    log = LogEntry.objects.filter(object_id=str(layla.pk))
    assert [entry.get_change_message() for entry in log] == [
        "A link to set a password was asked for and sent by mail."
    ] * 3
    log.update(action_time=now() - timedelta(hours=1))
    ask_for_link(client, "layla@example.org")
    assert len(mail.outbox) == 5


def ask_for_link(client, address: str) -> str:
    return client.post("/admin/password_reset/", {"email": address}, follow=True).content.decode()


def test_an_unknown_address_is_told_the_same_and_sent_nothing(client, with_mail):
    answer = client.post("/admin/password_reset/", {"email": "nobody@example.org"}, follow=True)
    assert answer.status_code == 200
    assert mail.outbox == []


def test_the_address_is_a_field_of_a_colleague_only_with_a_mail_server(boss, with_mail, settings):
    assert 'name="email"' in boss.get("/admin/missions/colleague/add/").content.decode()
    settings.HAS_MAIL = False
    assert 'name="email"' not in boss.get("/admin/missions/colleague/add/").content.decode()
