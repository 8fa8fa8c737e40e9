"""The main job: an editor changes a sourced record, and a reader can check every word of it, new and old."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PAGE = "/missions/nato-mission-iraq/"
CLAIM = "The mission was visited by a delegation."


def test_from_a_change_to_a_checked_edition(record, desk):
    edit_a_phase(desk)
    refused_without_a_source(desk)
    published_with_one(desk)
    read_by_a_reader(record, desk)


def open_the_phase(page):
    page.get_by_role("link", name="Missions", exact=True).first.click()
    page.locator("#result_list").get_by_role("link", name="NATO Mission Iraq").click()
    page.locator("#phases-group").get_by_role("link", name="Relocation to Naples").click()
    return page.locator("details#phase-relocation")


def edit_a_phase(page):
    entry = open_the_phase(page)
    text, preview = entry.locator("textarea.markdownx-editor"), entry.locator(".markdownx-preview")
    text.focus()
    expect(preview.locator("sup a").first).to_be_visible()
    text.fill(f"{text.input_value()}\n\n{CLAIM}")
    expect(preview).to_contain_text(CLAIM)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved in the draft; readers still see edition 1.")


def refused_without_a_source(page):
    page.locator(".messagelist").get_by_role("link", name="Publish", exact=True).click()
    expect(page.locator("#content")).to_contain_text(f"names no source: “{CLAIM}”")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    expect(page.locator("#content")).to_contain_text("Mend these first")


def published_with_one(page):
    page.get_by_role("link", name="Home").click()
    text = open_the_phase(page).locator("textarea.markdownx-editor")
    text.fill(text.input_value().replace(CLAIM, f"{CLAIM}[@aa-relocate-2026, “relocated”]"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist").get_by_role("link", name="Publish", exact=True).click()
    expect(page.get_by_label("Reason")).to_have_value("Changed phase “Relocation to Naples”")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Edition 2 is live: view page · what changed")


def read_by_a_reader(record, page):
    page.context.clear_cookies()
    page.goto(record + PAGE)
    expect(page.locator("body")).to_contain_text("edition 2")
    statement = page.locator("p", has_text=CLAIM)
    number = statement.locator("sup a")
    number.click()
    note = page.get_by_role("note", name=f"Source {number.inner_text()}")
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("Anadolu Agency, untitled page")
    expect(note.get_by_role("link", name="relocated")).to_have_attribute("href", re.compile(":~:text=relocated$"))
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(number).to_be_focused()
    page.goto(f"{record}{PAGE}editions/1/")
    expect(page.locator("main")).not_to_contain_text(CLAIM)
    expect(page.locator("body")).to_contain_text("edition 1")
    page.goto(f"{record}{PAGE}editions/1-2/")
    expect(page.locator("ins", has_text=CLAIM.split()[-1])).to_have_count(1)
