"""What a script adds to a record, at both widths; and what a reader has without it."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

NUMBER = "#phase-ntcb-i a.cite >> nth=4"
WORDS = "about 1,000 Iraqi soldiers have been trained to become instructors"
# How many notes of the margin stand on the one before.
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".margin-note")].map(note => note.getBoundingClientRect());
  return boxes.slice(1).filter((box, place) => box.top < boxes[place].bottom).length;
}"""
# The first number behind which no words of the source are given.
UNQUOTED = """() => [...document.querySelectorAll(".record a.cite")]
  .find(number => !document.querySelector(number.hash).querySelector(".passage")).id"""


@pytest.fixture
def wide(record, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{record}/missions/nato-mission-iraq/")
    page.locator(".margin-note").first.wait_for()
    return page


@pytest.fixture
def narrow(record, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{record}/missions/nato-mission-iraq/")
    return page


def test_notes_stand_in_the_margin_and_none_covers_another(wide):
    assert wide.locator(".margin-note").count() > 100
    assert wide.evaluate(OVERLAPS) == 0
    assert wide.evaluate("() => document.documentElement.scrollWidth") == 1280


def test_a_note_in_the_margin_quotes_the_passage_beside_its_sentence(wide):
    number = wide.locator(NUMBER).bounding_box()
    note = wide.locator(".margin-note", has_text=WORDS).first.bounding_box()
    assert number
    assert note
    assert abs(number["y"] - note["y"]) < 200


def test_a_narrow_screen_has_no_margin(narrow):
    assert narrow.locator(".margin-note").count() == 0
    assert narrow.evaluate("() => document.documentElement.scrollWidth") == 360


def test_a_number_opens_its_source_in_place_with_the_passage(narrow):
    narrow.locator(NUMBER).click()
    note = narrow.get_by_role("note", name="Source 2")
    assert WORDS in note.inner_text()
    assert "official" in note.inner_text()
    assert ":~:text=" in (note.get_by_role("link", name=WORDS).get_attribute("href") or "")


def test_a_note_says_that_a_source_is_not_quoted(narrow):
    narrow.locator(f"[id='{narrow.evaluate(UNQUOTED)}']").click()
    assert "No passage of this source is quoted" in narrow.get_by_role("note").inner_text()


def test_a_note_opens_and_closes_by_keyboard_and_gives_the_focus_back(narrow):
    number = narrow.locator(NUMBER)
    number.focus()
    narrow.keyboard.press("Enter")
    assert number.get_attribute("aria-expanded") == "true"
    narrow.keyboard.press("Escape")
    assert narrow.get_by_role("note", name="Source 2").count() == 0
    assert narrow.evaluate("() => document.activeElement.className") == "cite"


def test_the_contents_follow_and_say_where_one_is(narrow):
    narrow.evaluate("() => document.querySelector('#leaders').scrollIntoView()")
    narrow.locator(".contents-here", has_text="Leaders").wait_for()
    narrow.locator(".contents-title").press("Enter")
    narrow.get_by_role("link", name="Where sources disagree").click()
    narrow.locator(".contents-here", has_text="Where sources disagree").wait_for()
    assert narrow.locator(".contents").get_attribute("open") is None


def test_without_script_a_number_leads_to_its_source_and_back(record, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{record}/missions/nato-mission-iraq/")
    page.locator("#mission-summary a.cite").first.click()
    assert page.url.endswith("#ref-1")
    page.locator("#ref-1 .backlink").first.click()
    assert page.url.endswith("#cite-mission-summary.1")
    page.context.close()
