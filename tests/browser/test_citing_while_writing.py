"""Citing at the desk in a browser: by keyboard alone, with undo, beside a new source, and heard by screen readers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checked import faults_of
from tests.makers import make_full_mission, make_source, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def phase():
    """A phase of whose two statements one cites nothing, and two sources to cite."""
    mission = make_full_mission()
    make_source("aa-training", publisher="Agence Anadolu", title="Formation à Bagdad", url="https://aa.example/1")
    phase = mission.phases.get()
    phase.text = "It began. [@nato-start]\n\nIt grew."
    phase.save()
    make_user("zeynep", group="Publishers")
    return phase


@pytest.fixture
def form(live_server, page, phase):
    """The form of that phase, with the caret at the end of its text."""
    return opened(page, live_server, phase)


def opened(page, live_server, phase):
    page.goto(f"{live_server.url}/admin/login/?next=/admin/missions/phase/{phase.pk}/change/")
    page.get_by_label("Username:").fill("zeynep")
    page.get_by_label("Password:").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    page.locator("#id_text").focus()
    expect(page.locator("dialog.citing")).to_be_attached()
    page.keyboard.press("Control+End")
    return page


def text_of(page) -> str:
    return page.locator("#id_text").input_value()


def test_the_keyboard_cites_a_source_with_its_page_and_its_words(form):
    form.keyboard.type(" [@")
    search = form.get_by_role("combobox", name="Title, publisher or key")
    expect(search).to_be_focused()
    form.keyboard.type("formation bag")
    option = form.get_by_role("option", name="Formation à Bagdad")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(search).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    expect(form.locator("dialog [role=status]")).to_have_text("1 source.")
    form.keyboard.press("Enter")
    expect(form.get_by_label("Where in it, if it is long")).to_be_focused()
    form.keyboard.type("p. 4")
    form.keyboard.press("Tab")
    form.keyboard.insert_text('l\'armée "irakienne"')
    form.keyboard.press("Control+Enter")
    expect(form.locator("#id_text")).to_be_focused()
    assert text_of(form).endswith('It grew. [@aa-training, p. 4, "l\'armée \\"irakienne\\""]')
    form.keyboard.press("Control+z")
    assert text_of(form).endswith("It grew. [@")
    form.keyboard.press("Control+y")
    assert text_of(form).endswith('\\""]')


def test_a_citation_may_be_typed_to_its_end_without_looking(form):
    form.keyboard.type(" [@aa-training, p. 4]", delay=10)
    expect(form.locator("dialog.citing")).to_be_hidden()
    form.keyboard.type(" On. [@nope]", delay=10)
    expect(form.locator("dialog.citing")).to_be_hidden()
    assert text_of(form).endswith("It grew. [@aa-training, p. 4] On. [@nope]")


def test_escape_leaves_the_text_and_the_caret_as_they_were(form):
    form.keyboard.type(" [@")
    expect(form.get_by_role("combobox")).to_be_focused()
    form.keyboard.press("Escape")
    expect(form.locator("#id_text")).to_be_focused()
    form.keyboard.type("x")
    assert text_of(form).endswith("It grew. [@x")


def test_the_cures_of_a_statement_and_of_a_key_stand_beside_the_text(form):
    faults = form.locator(".field-text .faults")
    form.keyboard.type(" ")
    faults.get_by_role("button", name=re.compile("Same source as above.*No source: It grew")).click()
    assert text_of(form).endswith("It grew. [@nato-start] ")
    expect(faults).to_have_count(0)
    form.keyboard.type("\n\nIt ended. ")
    form.keyboard.insert_text("[@nope]")
    faults.get_by_role("button", name=re.compile("Choose a source.*“nope”")).click()
    form.keyboard.type("aa-tr")
    form.get_by_role("option", name="aa-training").click()
    assert text_of(form).endswith("It ended. [@aa-training] ")
    form.keyboard.type("\n\nA summary.")
    faults.get_by_role("button", name=re.compile("own words.*A summary")).click()
    assert text_of(form).rstrip().endswith("It ended. [@aa-training]\n\nA summary. [@editorial]")


def test_a_new_source_is_made_beside_the_text_and_comes_back_into_it(form):
    form.keyboard.type(" Half a sentence [@")
    form.keyboard.type("Brand new")
    expect(form.get_by_text("No source is found.").first).to_be_visible()
    with form.expect_popup() as opened:
        form.get_by_role("link", name="New source…").click()
    popup = opened.value
    expect(popup.get_by_label("Title:")).to_have_value("Brand new")
    popup.get_by_label("Publisher:").fill("Reuters")
    popup.get_by_label("Kind:").select_option("press")
    popup.locator(".submit-row [name=_save]").click()
    expect(form.get_by_label("Where in it, if it is long")).to_be_focused()
    form.keyboard.press("Enter")
    expect(form.locator("dialog.citing")).to_be_hidden()
    assert text_of(form).endswith("It grew. Half a sentence [@reuters-brand-new]")


def test_the_citations_of_the_entry_are_cited_and_checked_too(form):
    field = form.locator("#id_citations")
    field.fill("[@nope]")
    expect(form.locator(".field-citations .faults")).to_contain_text("No source has the key “nope”.")
    field.fill("")
    form.get_by_role("button", name=re.compile("Cite a source.*citations")).click()
    form.keyboard.type("aa-training")
    form.keyboard.press("Enter")
    form.keyboard.press("Enter")
    expect(field).to_have_value("[@aa-training]")


@pytest.mark.parametrize("field", ["citations", "text"])
def test_what_is_said_of_a_field_pushes_nobody_off_the_screen(form, field):
    answers = []
    form.route(re.compile("/(check|preview)/"), lambda route: answers.append(route))
    form.set_viewport_size({"width": 1280, "height": 500})
    form.locator(f"#id_{field}").fill("[@nope]")
    on_form = form.locator(".submit-row [name=_addanother]")
    on_form.focus()
    expect(on_form).to_be_in_viewport()
    form.wait_for_timeout(700)
    for answer in answers:
        answer.fulfill(body='<div dir="auto" class="preview">' + "<p>Said.</p>" * 40 + "</div>")
    expect(form.locator(f".field-{field}").get_by_text("Said.").first).to_be_attached()
    expect(on_form).to_be_in_viewport()
    expect(on_form).to_be_focused()


def test_what_was_pasted_fills_the_form_at_once(form, live_server):
    form.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form.goto(f"{live_server.url}/admin/missions/source/add/")
    form.evaluate("navigator.clipboard.writeText('https://aa.example/2')")
    form.get_by_label("Address, BibTeX, RIS or CSL-JSON").focus()
    form.keyboard.press("Control+v")
    expect(form.get_by_label("Publisher:")).to_have_value("Agence Anadolu")
    expect(form.locator("#reading")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_accessibility_fault_is_found_where_one_cites(browser, live_server, phase, scheme, width):
    # The checker writes styles of its own into the page, which the policy rightly refuses.
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900}, color_scheme=scheme)
    form = opened(context.new_page(), live_server, phase)
    form.keyboard.type("\n\nبعثة ")
    expect(form.locator(".field-text .faults")).to_contain_text("بعثة")
    assert faults_of(form) == []
    form.locator(".field-text [data-cite-open]").click()
    expect(form.get_by_role("option").first).to_be_visible()
    assert faults_of(form) == []
    form.get_by_role("option").first.click()
    assert faults_of(form) == []
    source = form.evaluate("document.querySelector('[data-key]').textContent")
    form.goto(f"{live_server.url}/admin/missions/source/add/")
    form.get_by_label("Address, BibTeX, RIS or CSL-JSON").fill("@misc{a, title={T}, url={https://aa.example/1}, x={y}}")
    form.get_by_role("button", name="Fill the form").click()
    form.locator(".submit-row [name=_save]").click()
    expect(form.get_by_label("Save anyway")).to_be_visible()
    assert faults_of(form) == []
    form.goto(f"{live_server.url}/admin/missions/source/?q={source}")
    form.locator("#result_list tbody a").first.click()
    form.wait_for_url("**/change/**")
    assert faults_of(form) == []
    for name, screen in (("Rename the key…", "rename"), ("Merge into another…", "merge")):
        form.get_by_role("link", name=name).click()
        form.wait_for_url(f"**/{screen}/")
        assert faults_of(form) == []
        form.go_back()
    context.close()
