"""Citing in a browser: by pointer, keyboard and address, with and without script, and checked for accessibility."""

import pytest
from playwright.sync_api import expect

from tests.browser.checked import faults_of
from tests.makers import make_edition, make_full_mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PAGE = "/missions/nato-mission-iraq/"
# The ids of statements at which the sign makes the page wider or higher, or does not appear.
MOVED = """() => {
  const size = () => [document.documentElement.scrollWidth, document.documentElement.scrollHeight].join();
  const statements = [...document.querySelectorAll(".record [id]")].filter(one => one.id.includes("phase-") && one.id
    .includes(".") && !one.id.startsWith("cite-") || /^(figure|leader|quotation|relation)-/.test(one.id));
  return statements.map(one => {
    document.querySelector(".pilcrow")?.remove();
    const before = size();
    one.dispatchEvent(new PointerEvent("pointerover", {bubbles: true}));
    return document.querySelector(".pilcrow") && size() === before ? "" : one.id;
  }).filter(Boolean);
}"""


def sign(page):
    return page.get_by_role("link", name="Cite this statement")


def test_a_statement_opened_by_its_address_leads_to_its_reference(record, page):
    page.goto(f"{record}{PAGE}#phase-request.2")
    sign(page).click()
    expect(page).to_have_url(f"{record}{PAGE}editions/1/cite/#phase-request.2")
    entry = page.locator("[id='phase-request.2']")
    expect(entry).to_contain_text("the US secretary of defence, Jim Mattis, asked by letter")
    expect(entry).to_contain_text("/missions/nato-mission-iraq/editions/1/#phase-request.2")
    expect(entry).to_contain_text("Facing Trump's demands, NATO to consider larger Iraq training mission")
    entry.get_by_role("link", name="phase-request.2", exact=True).click()
    expect(page).to_have_url(f"{record}{PAGE}editions/1/#phase-request.2")


def test_the_keyboard_reaches_the_reference_from_a_citation(record, page):
    page.goto(record + PAGE)
    page.locator("[id='phase-request.2'] .cite").last.focus()
    page.keyboard.press("Tab")
    expect(sign(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{record}{PAGE}editions/1/cite/#phase-request.2")


def test_a_pointer_and_a_selection_show_the_sign(record, page):
    page.goto(record + PAGE)
    expect(sign(page)).to_have_count(0)
    page.locator("[id='phase-request.1']").hover()
    expect(page.locator("[id='phase-request.1'] .pilcrow")).to_be_visible()
    page.locator("h1").hover()
    expect(sign(page)).to_have_count(0)
    page.evaluate("getSelection().selectAllChildren(document.getElementById('mission-summary'))")
    expect(page.locator("#mission-summary .pilcrow")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_sign_moves_nothing(record, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(record + PAGE)
    assert page.evaluate(MOVED) == []


def test_references_are_copied(record, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{record}{PAGE}#cite")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "“NATO Mission Iraq, edition 1”" in copied
    assert "Cop" not in copied


def test_files_are_downloaded_under_their_names(record, page):
    page.goto(f"{record}{PAGE}#cite")
    with page.expect_download() as download:
        page.locator("#cite").get_by_role("link", name="BibTeX").first.click()
    assert download.value.suggested_filename == "nato-mission-iraq-edition-1.bib"


def test_all_of_it_works_without_script(record, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(record + PAGE)
    page.get_by_role("link", name="Cite", exact=True).click()
    page.get_by_text("Show the files").click()
    expect(page.get_by_text("@misc{nato-mission-iraq.edition-1,")).to_be_visible()
    page.get_by_role("link", name="Every statement with its own address").click()
    expect(page.locator("[id='phase-request.2']")).to_contain_text("#phase-request.2")
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_accessibility_fault_is_found_where_things_are_cited(live_server, page, scheme, width):
    make_edition(make_full_mission())
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for place in (
        "missions/nmi-page/#phase-establishment.1",
        "missions/nmi-page/editions/1/cite/",
        "sources/nato-start/",
    ):
        page.goto(f"{live_server.url}/{place}")
        page.evaluate("document.querySelectorAll('#cite details').forEach(one => { one.open = true; })")
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
