"""The form of a mission in a browser: entries open in place, move, come and go, and nothing typed is lost."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from missions.models import Source
from tests.makers import make_initiative, make_link, make_mission, make_phase, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PHONE = {"width": 390, "height": 800}


@pytest.fixture
def mission():
    mission = make_mission()
    make_phase(mission, "start", title="Start", dates="2018")
    make_phase(mission, "move", title="Move", dates="2026", text="A bold claim.")
    for position, key in enumerate(("aim", "bridge", "camp", "depot"), 1):
        make_initiative(mission, key, title=key.capitalize(), position=position)
    make_link(mission, Source.objects.get(), "official")
    return mission


@pytest.fixture
def address(live_server, mission):
    return live_server.url + reverse("admin:missions_mission_change", args=[mission.pk])


def log_in(context, live_server) -> None:
    client = Client()
    client.force_login(make_user("writer", group="Writers"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


@pytest.fixture
def form(page, live_server, address):
    log_in(page.context, live_server)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def plain(browser, live_server, address):
    """The form in a browser without scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    log_in(context, live_server)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def titles(page) -> list[str]:
    return page.locator("#initiatives-group .what").all_inner_texts()


def test_an_entry_opens_in_its_place_is_sent_alone_and_comes_back_open(form, mission):
    asked = []
    form.on("request", lambda request: asked.append(request.url) if "/preview/" in request.url else None)
    form.locator("#phase-move a").press("Enter")
    expect(form.locator("details#phase-move > summary")).to_be_focused()
    expect(form.locator("#phases-group details")).to_have_count(1)
    assert asked == []
    mission.phases.filter(key="start").update(title="Changed by somebody else")
    form.locator("#phase-move textarea[name$=citations]").fill("[@nato-start]")
    expect(form.locator("#phase-move").get_by_text("not saved yet")).to_be_visible()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".messagelist")).to_contain_text("Saved in the draft")
    expect(form.locator("#phase-move textarea[name$=citations]")).to_be_focused()
    assert set(mission.phases.values_list("title", "citations")) == {
        ("Changed by somebody else", ""),
        ("Move", "[@nato-start]"),
    }


def test_an_entry_closed_unchanged_is_a_line_again_and_is_not_sent(form):
    form.locator("#phase-move a").click()
    form.locator("details#phase-move > summary").press("Enter")
    expect(form.locator("#phase-move a")).to_be_focused()
    expect(form.locator("[name=phases-INITIAL_FORMS]")).to_have_value("0")
    form.locator("#phase-move a").click()
    form.locator("#phase-move").get_by_label("Title").fill("Typed")
    form.locator("details#phase-move > summary").click()
    expect(form.locator("#phase-move").get_by_text("not saved yet")).to_be_visible()
    expect(form.locator("#phase-move").get_by_label("Title")).to_have_value("Typed")


def test_entries_move_by_keyboard_and_the_place_is_said(form, mission):
    up = form.get_by_role("button", name="Move up: Camp")
    up.press("Enter")
    expect(form.locator("[data-announce]")).to_have_text("Camp: now 2 of 4. Save to keep the order.")
    expect(up).to_be_focused()
    up.press("Enter")
    expect(form.get_by_role("button", name="Move down: Camp")).to_be_focused()
    assert titles(form) == ["Camp", "Aim", "Bridge", "Depot"]
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".messagelist")).to_contain_text("Saved in the draft")
    assert list(mission.initiatives.values_list("key", flat=True)) == ["camp", "aim", "bridge", "depot"]


def test_entries_move_by_dragging(form, mission):
    grip = form.locator("#initiatives-group [data-grip]")
    grip.first.scroll_into_view_if_needed()
    start, end = grip.nth(3).bounding_box(), grip.nth(0).bounding_box()
    form.mouse.move(start["x"] + 5, start["y"] + 5)
    form.mouse.down()
    form.mouse.move(end["x"] + 5, end["y"] + 20, steps=6)
    form.mouse.move(end["x"] + 5, end["y"] - 5, steps=3)
    form.mouse.up()
    assert titles(form) == ["Depot", "Aim", "Bridge", "Camp"]
    expect(form.locator("#initiative-depot").get_by_text("not saved yet")).to_be_visible()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".messagelist")).to_contain_text("Saved in the draft")
    assert list(mission.initiatives.values_list("key", flat=True)) == ["depot", "aim", "bridge", "camp"]


def test_adding_an_entry_is_one_step_and_can_be_let_go(form, mission):
    form.get_by_role("link", name="Add a fact").click()
    expect(form.locator("#initiatives-0").get_by_label("Title")).to_be_focused()
    form.keyboard.type("A fact")
    form.locator("[name=initiatives-0-text]").fill("It is so. [@nato-start]")
    form.get_by_role("link", name="Add a phase").click()
    expect(form.locator("#phases-0").get_by_label("Title")).to_be_focused()
    form.locator("#phases-0").get_by_role("button", name="Do not add this entry").click()
    expect(form.get_by_role("link", name="Add a phase")).to_be_focused()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".messagelist")).to_contain_text("Saved in the draft")
    expect(form.locator("details#initiative-a-fact")).to_be_visible()
    assert mission.initiatives.get(key="a-fact").kind == "fact"
    assert mission.phases.count() == 2


def test_a_statement_without_a_source_is_one_click_away(form):
    form.locator("#part-overview summary").click()
    form.locator("#id_overview").fill("بعثة الناتو في العراق")
    form.get_by_text("1 statement lacks a source").first.click()
    form.get_by_role("link", name="A bold claim").click()
    expect(form.locator("#phase-move textarea[name$='-text']")).to_be_focused()
    expect(form.locator("#id_overview")).to_have_value("بعثة الناتو في العراق")


def test_a_refused_form_comes_back_at_what_is_to_be_mended(form, mission):
    form.locator("#phase-move a").click()
    form.locator("#phase-move").get_by_label("Dates").fill("03/04/2018")
    form.get_by_role("button", name="Save", exact=True).click()
    field = form.locator("#phase-move").get_by_label("Dates")
    expect(field).to_be_focused()
    expect(field).to_have_value("03/04/2018")
    expect(form.locator("#phase-move .errorlist")).to_contain_text("4 March 2018")


def test_an_entry_that_cannot_be_fetched_says_why_and_can_be_tried_again(form):
    form.route("**/entries/**", lambda route: route.abort())
    form.locator("#phase-move a").click()
    expect(form.locator("#phase-move .failed")).to_contain_text("could not be fetched")
    form.unroute("**/entries/**")
    cookies = form.context.cookies()
    form.context.clear_cookies()
    form.locator("#phase-move a").click()
    expect(form.locator("#phase-move .failed")).to_have_text(
        "Log in again to open this entry; what you typed is still here."
    )
    form.context.add_cookies(cookies)
    form.locator("#phase-move a").click()
    expect(form.locator("details#phase-move")).to_be_visible()


def test_without_a_script_entries_open_move_and_are_saved(plain, mission):
    plain.get_by_role("link", name="Move", exact=False).filter(has_text="2026").click()
    plain.locator("#phase-move").get_by_label("Title").fill("Moved")
    plain.get_by_role("button", name="Move up: Depot").click()
    expect(plain.locator(".messagelist")).to_contain_text("Saved in the draft")
    expect(plain.locator("#phase-move").get_by_label("Title")).to_have_value("Moved")
    assert list(mission.initiatives.values_list("key", flat=True)) == ["aim", "bridge", "depot", "camp"]
    plain.get_by_role("link", name="Add a link").click()
    expect(plain.locator("#links-0").get_by_label("Label")).to_be_visible()
