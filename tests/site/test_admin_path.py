"""The desk stands where ADMIN_PATH says, and nothing that readers get tells where."""

import importlib

import pytest
from django.urls import clear_url_caches, reverse

from nmi_site import urls
from tests.makers import make_user
from tests.public.addresses import ADDRESSES, NOWHERE, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(settings):
    before = settings.ADMIN_PATH
    settings.ADMIN_PATH = "desk-7f3a"
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.ADMIN_PATH = before
    importlib.reload(urls)
    clear_url_caches()


def test_the_desk_answers_there_and_nowhere_else(client, elsewhere):
    assert client.get("/admin/").status_code == 404
    assert client.get("/admin/login/").status_code == 404
    assert client.get("/desk-7f3a/")["Location"] == "/desk-7f3a/login/?next=/desk-7f3a/"
    assert reverse("welcome", args=["MQ", "token"]).startswith("/desk-7f3a/")
    login = {"username": make_user(is_superuser=True).username, "password": "a long enough password"}
    answer = client.post("/desk-7f3a/login/", login)
    assert (answer["Location"], answer.cookies["known"]["path"]) == ("/desk-7f3a/", "/desk-7f3a/")


def test_no_screen_of_the_desk_leads_to_where_it_is_not(client, elsewhere):
    client.force_login(make_user(is_superuser=True))
    for screen in ("", "missions/mission/", "missions/mission/add/", "missions/colleague/", "second-factor/"):
        page = client.get(f"/desk-7f3a/{screen}")
        assert page.status_code == 200
        assert b'"/admin/' not in page.content


def test_nothing_that_readers_get_names_it(client, elsewhere):
    make_site()
    for address in [*ADDRESSES.values(), NOWHERE]:
        response = client.get(address)
        assert b"desk-7f3a" not in b"".join(response) + str(response.headers).encode(), address
    assert "Disallow: /admin/" not in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("address", ["/search/", "/missions/", "/missions/nmi-page/editions/compare/"])
def test_a_question_that_is_too_long_does_not_name_it(client, elsewhere, settings, address):
    make_site()
    response = client.get(address, QUERY_STRING="a&" * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    assert response.status_code == 400
    assert b"desk-7f3a" not in response.content


@pytest.mark.parametrize("address", ["/%00", "/search/?q=%00", "/preview/nothing/", "/desk-7f3", "/welcome/"])
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_no_refusal_names_it(client, elsewhere, method, address):
    response = getattr(client, method)(address)
    assert response.status_code >= 400
    assert b"desk-7f3a" not in response.content + str(response.headers).encode()
