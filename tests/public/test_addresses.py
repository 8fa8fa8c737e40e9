"""Rules that bind every public address."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.models import ENTRIES, Mission, Source
from missions.models.fields import PlainText
from missions.public import listing, refusals, urls
from tests.public.addresses import ADDRESSES, NOWHERE, make_site
from tests.public.parsed import parsed

DRAFTS = tuple(f'"{model._meta.db_table}"' for model in (Mission, Source, *ENTRIES))
PAGES = [*ADDRESSES.values(), NOWHERE]
# Data that no browser runs, and the site's own scripts.
HARMLESS = re.compile(rb'<script (type="application/ld\+json"|type="module" src="/static/missions/[a-z]+\.js")>')


def test_every_address_has_its_place_in_these_tests():
    assert {pattern.name for pattern in urls.urlpatterns} == set(ADDRESSES)


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_no_address_reads_a_draft(client, address):
    make_site()
    with CaptureQueriesContext(connection) as queries:
        b"".join(client.get(address))
    assert [query["sql"] for query in queries if any(table in query["sql"] for table in DRAFTS)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_no_address_shows_a_word_of_a_draft(client, address):
    make_site()
    for model in (Mission, Source, *ENTRIES):
        texts = [field.name for field in model.content_fields() if type(field) in PlainText.__subclasses__()]
        assert texts
        model.objects.update(**dict.fromkeys(texts, "UNSEEN"))
    assert b"UNSEEN" not in b"".join(client.get(address))


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_nothing_comes_from_elsewhere_and_nothing_inline_runs(client, address):
    make_site()
    response = client.get(address)
    content = b"".join(response)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    for forbidden in (b"<script", b" style=", b"<style", b" onclick="):
        assert forbidden not in HARMLESS.sub(b"", content)


@pytest.mark.django_db
def test_a_mission_that_was_never_published_is_not_there(client):
    Mission.objects.create(key="draft", name="Draft", slug="draft", organisation="NATO", dates="2020", summary="No.")
    response = client.get("/missions/draft/")
    assert response.status_code == 404
    assert "/missions/" in parsed(response).links


def test_a_fault_is_told_without_the_database(client, monkeypatch):
    def fail():
        raise RuntimeError

    monkeypatch.setattr(listing, "home", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "Something failed here" in parsed(response).words


@pytest.mark.parametrize(("view", "status"), [(refusals.forbidden, 403), (refusals.bad_request, 400)])
def test_refusals_are_told_in_words_with_a_way_on(rf, view, status):
    response = view(rf.get("/"), Exception())
    assert response.status_code == status
    assert "/missions/" in parsed(response).links
