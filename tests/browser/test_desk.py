"""The desk in a browser: the Markdown editor's repairs, and every screen checked for accessibility."""

import pytest
from playwright.sync_api import expect

from missions.models import Edition, Mission, Phase, Source
from tests.browser.checked import beside, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def form(record, desk):
    """The form of the shipped record, with the requests for previews that it sent."""
    desk.previews = []
    desk.on("request", lambda request: desk.previews.append(request.url) if "/preview/" in request.url else None)
    desk.goto(f"{record}/admin/missions/mission/{Mission.objects.get(key='nmi').pk}/change/")
    desk.wait_for_load_state("networkidle")
    return desk


def open_phase(page, key: str = "relocation"):
    page.locator(f"#phase-{key} a").click()
    entry = page.locator(f"details#phase-{key}")
    expect(entry).to_have_count(1)
    return entry


def test_no_preview_is_asked_for_until_somebody_writes(form):
    assert form.previews == []
    entry = open_phase(form)
    assert form.previews == []
    entry.locator("textarea.markdownx-editor").focus()
    expect(entry.locator(".markdownx-preview sup a").first).to_be_visible()
    assert len(form.previews) <= 2


def test_tab_leaves_the_editor_and_writes_nothing(form):
    text = open_phase(form).locator("textarea.markdownx-editor")
    before = text.input_value()
    text.focus()
    expect(text).to_have_attribute("data-markdownx-init", "")
    form.keyboard.press("Tab")
    expect(text).not_to_be_focused()
    text.focus()
    form.keyboard.press("Shift+Tab")
    expect(text).not_to_be_focused()
    assert text.input_value() == before


def test_a_row_added_later_has_its_preview(form):
    form.get_by_role("link", name="Add a phase").click()
    row = form.locator("#phases-0")
    row.locator("textarea.markdownx-editor").fill("A claim.")
    expect(row.locator(".markdownx-preview [data-unsourced]")).to_have_text("A claim.")


def test_the_sources_of_the_whole_entry_count_in_the_preview(form):
    entry = open_phase(form)
    entry.locator("textarea[name$=citations]").fill("[@cnbc-2021]")
    entry.locator("textarea.markdownx-editor").fill("A claim.")
    expect(entry.locator(".markdownx-preview sup a")).to_have_count(1)
    expect(entry.locator(".markdownx-preview [data-unsourced]")).to_have_count(0)


def test_a_session_that_is_over_is_said_in_the_preview(form):
    entry = open_phase(form)
    form.context.clear_cookies(name="sessionid")
    entry.locator("textarea.markdownx-editor").fill("Still here.")
    expect(entry.locator(".markdownx-preview")).to_have_text(
        "Log in again to see the preview; your text is still here."
    )
    assert entry.locator("textarea.markdownx-editor").input_value() == "Still here."


@pytest.mark.parametrize("failure", [{"status": 502, "body": "<html><h1>Bad gateway</h1></html>"}, None])
def test_a_page_of_errors_becomes_a_sentence(form, failure):
    form.route("**/preview/**", lambda route: route.fulfill(**failure) if failure else route.abort())
    entry = open_phase(form)
    entry.locator("textarea.markdownx-editor").focus()
    expect(entry.locator(".markdownx-preview")).to_contain_text("The preview could not be made. Your text is unchanged")
    expect(entry.locator(".markdownx-preview h1")).to_have_count(0)


def test_a_dropped_file_writes_nothing_into_the_text(form):
    text = open_phase(form).locator("textarea.markdownx-editor")
    before = text.input_value()
    text.focus()
    expect(text).to_have_attribute("data-markdownx-init", "")
    text.evaluate(
        """editor => {
            const dropped = new DataTransfer();
            dropped.items.add(new File(["x"], "x.png", {type: "image/png"}));
            editor.dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
        }"""
    )
    assert "not part of a record" in text.evaluate("editor => editor.validationMessage")
    assert text.input_value() == before


def test_a_file_can_be_dropped_on_a_field_for_files(form):
    form.locator("#part-overview summary").click()
    form.locator("#id_overview").focus()
    expect(form.locator("#id_overview")).to_have_attribute("data-markdownx-init", "")
    is_stopped = form.evaluate(
        """() => {
            const field = document.createElement("input");
            field.type = "file";
            document.body.append(field);
            const dropped = new DataTransfer();
            dropped.items.add(new File(["x"], "x.png"));
            const drop = new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true});
            return !field.dispatchEvent(drop);
        }"""
    )
    assert not is_stopped


def test_a_place_in_the_form_is_opened(record, form):
    form.goto(f"{form.url}#phase-relocation")
    entry = form.locator("details#phase-relocation")
    expect(entry.get_by_label("Title")).to_be_visible()
    expect(entry.locator("summary").first).to_be_focused()


@pytest.fixture
def addresses(record):
    """Every kind of screen, with a draft that may not be published."""
    mission = Mission.objects.get(key="nmi")
    phase, edition = mission.phases.first(), Edition.objects.get(mission=mission)
    Phase.objects.filter(pk=phase.pk).update(text="A bold claim.\n\n[@no-such-key]")
    screens = [
        "",
        "missions/mission/",
        "missions/mission/add/",
        f"missions/mission/{mission.pk}/change/",
        f"missions/mission/{mission.pk}/change/?open=phases:{phase.key}&open=initiatives:stated-aim&add=links",
        f"missions/mission/{mission.pk}/publish/",
        f"missions/mission/{mission.pk}/changes/",
        f"missions/mission/{mission.pk}/withdraw/",
        f"missions/mission/{mission.pk}/delete/",
        f"missions/phase/{phase.pk}/change/",
        "missions/source/",
        f"missions/source/{Source.objects.first().pk}/change/",
        "missions/edition/",
        f"missions/edition/{edition.pk}/change/",
        f"missions/edition/{edition.pk}/restore/",
    ]
    return [f"{record}/admin/{screen}" for screen in screens]


def open_everything(page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(group => { group.open = true; })")
    editor = page.locator("textarea.markdownx-editor").first
    if editor.count():
        editor.focus()
        expect(page.locator(".markdownx-preview .preview").first).to_be_attached()


def test_every_screen_keeps_the_content_security_policy(desk, addresses):
    for address in addresses:
        open_everything(desk, address)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_screen_is_accessible_and_fits(browser, desk, addresses, width, scheme):
    faults = {}
    with beside(browser, desk, width=width, scheme=scheme) as page:
        for address in addresses:
            open_everything(page, address)
            faults[address] = faults_of(page)
    assert {address: found for address, found in faults.items() if found} == {}
