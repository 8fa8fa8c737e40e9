"""The preview beside a Markdown field: for staff, by the one renderer, every failure a sentence."""

import pytest
from django.test import Client
from django.urls import reverse

from missions.admin.widgets import MarkdownWidget
from missions.text.markdown import MAX_CHARACTERS
from tests.makers import make_mission, make_source, make_user

pytestmark = pytest.mark.django_db


def preview(client, text: str, address: str = "", **kwargs):
    return client.post((reverse("admin:missions_preview")) + address, {"content": text}, **kwargs)


def words(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["missions_preview", "missions_upload"])
def test_strangers_get_a_sentence_and_no_redirect(client, method, name):
    response = getattr(client, method)(reverse(f"admin:{name}"), {"content": "Secret"})
    assert response.status_code == 403
    assert "<" not in words(response)
    assert words(response).endswith(".")


def test_a_reader_with_an_account_gets_a_sentence(client):
    user = make_user("reader")
    user.is_staff = False
    user.save()
    client.force_login(user)
    assert preview(client, "Text").status_code == 403


def test_reading_the_address_is_answered_with_a_sentence(writer):
    response = writer.get(reverse("admin:missions_preview"))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "<" not in words(response)


def test_a_text_that_is_too_long_is_answered_with_a_sentence(writer):
    response = preview(writer, "a" * (MAX_CHARACTERS + 1))
    assert response.status_code == 413
    assert "<" not in words(response)


def test_a_form_without_its_token_is_answered_with_a_sentence():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user("writer", group="Writers"))
    response = preview(strict, "Text", headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 403
    assert "<" not in words(response)


def test_a_page_without_its_token_is_refused_in_a_calm_page(client):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("admin:login"), {"username": "x"})
    assert response.status_code == 403
    assert f'<a href="{reverse("admin:login")}">Open the form again</a>' in response.content.decode()
    assert "your session has ended or cookies are blocked" in words(response)


def test_nothing_posted_is_previewed_as_nothing(writer):
    response = writer.post(reverse("admin:missions_preview"))
    assert response.status_code == 200
    assert "Nothing written yet." in words(response)


def test_sources_are_numbered_by_their_first_citation_and_named(writer):
    make_source("b-source", publisher="Reuters", title="B")
    make_source("a-source", publisher="NATO", title="A")
    page = words(preview(writer, "One. [@b-source]\n\nTwo. [@a-source; @b-source]"))
    assert page.index("Reuters: B") < page.index("NATO: A")
    assert 'aria-label="Source 2">2</a> <a' in page


def test_the_number_leads_to_the_source_below(writer):
    make_source("a-source")
    page = words(preview(writer, "One. [@a-source]"))
    target = page.split('href="#')[1].split('"')[0]
    assert f'<li id="{target}">' in page


def test_unknown_keys_are_marked(writer):
    page = words(preview(writer, "One. [@no-such-key]"))
    assert '<span class="cite-unknown">[@no-such-key]</span>' in page
    assert "No source has the key “no-such-key”." in page


def test_unsourced_statements_are_marked(writer):
    make_source("a-source")
    page = words(preview(writer, "Sourced. [@a-source]\n\nOurs. [@editorial]\n\nBold claim."))
    assert page.count("data-unsourced") == 1
    assert "No source: Bold claim." in page


def test_the_citations_of_the_whole_entry_count(writer):
    make_source("a-source")
    page = words(preview(writer, "A claim.", "?citations=%5B%40a-source%5D"))
    assert "data-unsourced" not in page
    assert 'class="cite"' in page


def test_the_text_decides_its_direction(writer):
    assert words(preview(writer, "بعثة")).startswith('<div dir="auto"')


def test_html_and_scripts_in_a_text_stay_text(writer):
    page = words(preview(writer, "<img src=x onerror=alert(1)>\n\n<script>alert(1)</script>"))
    assert "<img" not in page
    assert "<script" not in page


def test_files_are_refused_with_a_sentence(writer):
    response = writer.post(reverse("admin:missions_upload"))
    assert response.status_code == 403
    assert "nothing was added to your text" in words(response)


def test_the_stock_addresses_of_the_editor_are_closed(writer):
    for address in ("/markdownx/markdownify/", "/markdownx/upload/"):
        assert writer.post(address, {"content": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("overview", "said"), [("", "comes when you write here."), ("Text.", "appears when you enter the text.")]
)
def test_an_editor_says_when_its_preview_appears(overview, said):
    assert f"The preview {said}" in MarkdownWidget().render("overview", overview)


def test_every_editor_asks_at_the_desks_own_addresses(writer):
    page = words(writer.get(reverse("admin:missions_mission_change", args=[make_mission().pk])))
    assert page.count(f'data-markdownx-urls-path="{reverse("admin:missions_preview")}"') == 2
    assert "/markdownx/markdownify/" not in page
    assert page.count('role="region" aria-live="polite"') == 2
