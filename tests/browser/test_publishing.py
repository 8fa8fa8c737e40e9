"""Previewing, publishing and bringing back in a browser: what is typed is seen, and what is seen is what goes out."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from missions.models import Edition, Mission
from tests.browser.checked import beside, faults_of

# A preview waits for the last key, and then for the whole page.
SOON = 20_000

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def mission(record):
    return Mission.objects.get(key="nmi")


@pytest.fixture
def form(record, desk, mission):
    desk.goto(f"{record}/admin/missions/mission/{mission.pk}/change/")
    return desk


def open_preview(page):
    """Open the pane beside the form; returns the page in it."""
    page.locator(".whole-page > summary").click()
    shown = page.frame_locator(".whole-page-frame")
    expect(shown.locator(".record")).to_be_attached(timeout=SOON)
    return shown


def test_the_page_follows_what_is_typed_and_stands_at_its_entry(form, mission):
    shown = open_preview(form)
    form.locator("#phases-group a.line").nth(2).click()
    entry = form.locator("#phases-group details.entry")
    entry.get_by_label("Title").fill("Typed just now")
    typed = shown.locator("h3", has_text="Typed just now")
    expect(typed).to_be_in_viewport(timeout=SOON)
    expect(shown.locator(".notice").first).to_contain_text("Readers see nothing of it.")
    entry.get_by_label("Dates").fill("03/04/2018")
    expect(shown.locator(".left-out")).to_contain_text("Dates: left out.", timeout=SOON)
    expect(form.locator(".whole-page-state")).to_contain_text("the preview says what, at its top")
    assert not mission.phases.filter(title="Typed just now").exists()


def test_a_reference_leads_to_its_source_within_the_preview_and_a_link_out_of_it(form):
    shown = open_preview(form)
    shown.locator("sup a").first.click()
    expect(shown.locator(".reference").first).to_be_in_viewport()
    with form.context.expect_page() as opened:
        shown.get_by_role("link", name="Method").click()
    assert opened.value.url.endswith("/method/")


def test_an_older_answer_never_overtakes_a_newer_one(form):
    shown = open_preview(form)
    held = []

    def hold_the_first(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    form.route("**/whole-page/", hold_the_first)
    form.locator("#part-name > summary").click()
    name = form.locator("#id_name")
    name.fill("First")
    form.wait_for_timeout(1200)
    name.fill("Second")
    expect(shown.locator("h1")).to_contain_text("Second", timeout=SOON)
    # A request that was given up takes no answer any more.
    with suppress(Error):
        held[0].fulfill(body="<div id=draft></div><main><h1>First</h1></main>", content_type="text/html")
    form.wait_for_timeout(300)
    expect(shown.locator("h1")).to_contain_text("Second")
    expect(form.locator(".whole-page-state")).to_be_empty()


def test_a_session_that_is_over_is_said_beside_the_form(form):
    open_preview(form)
    form.context.clear_cookies(name="sessionid")
    form.locator("#part-name > summary").click()
    form.locator("#id_acronym").fill("X")
    expect(form.locator(".whole-page-state")).to_have_text(
        "Log in again to see the preview; your text is still here.", timeout=SOON
    )


def test_without_script_the_buttons_preview_the_form(browser, desk, form, mission):
    context = browser.new_context(java_script_enabled=False, storage_state=desk.context.storage_state())
    page = context.new_page()
    page.goto(form.url)
    page.locator("#part-name > summary").click()
    page.locator("#id_acronym").fill("TYPED")
    page.locator(".whole-page > summary").click()
    page.get_by_role("button", name="Refresh").click()
    expect(page.frame_locator(".whole-page-frame").locator("h1")).to_contain_text("TYPED")
    page.set_viewport_size({"width": 390, "height": 800})
    with context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a tab").click()
    expect(opened.value.locator("h1")).to_contain_text("TYPED")
    context.close()
    assert mission.acronym == Mission.objects.get(pk=mission.pk).acronym


def test_save_and_publish_is_one_more_key_press(record, form, mission):
    form.locator("#part-name > summary").click()
    form.locator("#id_name").fill("Renamed for a test")
    form.get_by_role("button", name="Save and publish…").click()
    button = form.get_by_role("button", name="Publish edition 2")
    expect(button).to_be_focused()
    expect(form.get_by_label("Reason:")).to_have_value("Changed the mission: name")
    form.keyboard.press("Enter")
    expect(form.locator(".messagelist")).to_contain_text("Edition 2 is live")
    form.goto(f"{record}/missions/nato-mission-iraq/")
    expect(form.locator("h1")).to_contain_text("Renamed for a test")


def test_a_half_written_phase_is_left_out_by_its_tick(form, mission):
    phase = mission.phases.first()
    mission.phases.filter(pk=phase.pk).update(text="A half-written sentence")
    Mission.objects.filter(pk=mission.pk).update(name="Renamed for a test")
    form.get_by_role("link", name="Publish…").click()
    expect(form.get_by_text("1 problem keeps this from being published")).to_be_visible()
    form.get_by_label(f"Publish this: phase “{phase.title}”").uncheck()
    form.get_by_role("button", name="Show the difference for what is ticked").first.click()
    form.get_by_role("button", name="Publish edition 2").click()
    expect(form.locator(".messagelist")).to_contain_text("1 change stays in the draft, unpublished.")
    document = Edition.objects.get(mission=mission, number=2).document
    assert document["mission"]["name"] == "Renamed for a test"
    assert document["phases"][0]["text"] == phase.text


def test_a_deleted_entry_is_brought_back_from_the_difference(form, mission):
    leader = mission.leaders.first()
    leader.delete()
    form.get_by_role("link", name="See what would change").click()
    form.get_by_role("button", name="Bring it back into the draft").click()
    expect(form.locator(".messagelist")).to_contain_text("is in the draft again.")
    expect(form.get_by_text("Nothing changed: readers already see this.")).to_be_visible()
    assert mission.leaders.filter(key=leader.key).exists()


@pytest.fixture
def addresses(record, form, mission):
    """Every screen of this part, with ticks, problems, a deleted entry and a link to show."""
    mission.phases.filter(pk=mission.phases.first().pk).update(text="A bold claim.")
    mission.leaders.first().delete()
    other = Mission.objects.exclude(pk=mission.pk).first()
    form.goto(f"{record}/admin/missions/mission/{mission.pk}/preview-links/")
    form.get_by_role("button", name="Make a link").click()
    link = form.locator(".preview-link").get_attribute("href").removeprefix("http://localhost:8000/")
    screens = [
        f"admin/missions/mission/{mission.pk}/{name}"
        for name in ("change/?_publish=1", "publish/", "changes/", "withdraw/", "preview-links/", "whole-page/")
    ]
    screens += [f"admin/missions/mission/publish/{mission.pk},{other.pk}/", link]
    return [f"{record}/{screen}" for screen in screens]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_screen_of_publishing_is_accessible_and_fits(browser, desk, addresses, width, scheme):
    faults = {}
    with beside(browser, desk, width=width, scheme=scheme) as page:
        for address in addresses:
            page.goto(address)
            if "change/" in address and width > 1100:
                open_preview(page)
            faults[address] = faults_of(page)
    assert {address: found for address, found in faults.items() if found} == {}
