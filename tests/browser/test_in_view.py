"""A form that becomes longer: where one is stays on the screen, and who has gone elsewhere is not called back."""

import pytest
from playwright.sync_api import expect

from tests.makers import make_mission, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
LONGER = """pixels => {
  const box = document.createElement("div");
  box.style.height = `${pixels}px`;
  document.querySelector("#content").prepend(box);
}"""
# Whether nothing lies over the middle of what has the focus.
IS_SEEN = """() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2) === document.activeElement;
}"""


@pytest.fixture
def form(live_server, page):
    """The form of a mission, whose bar of buttons stays at the lower edge."""
    mission = make_mission()
    make_user("zeynep", group="Publishers")
    page.goto(f"{live_server.url}/admin/login/?next=/admin/missions/mission/{mission.pk}/change/")
    page.get_by_label("Username:").fill("zeynep")
    page.get_by_label("Password:").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/change/")
    page.set_viewport_size({"width": 1280, "height": 800})
    return page


@pytest.fixture
def near(form):
    """A field that has the focus in the upper half of the screen, in a browser that itself holds nothing in place."""
    form.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    form.evaluate("document.querySelectorAll('details').forEach(group => { group.open = true; })")
    field = form.locator("#id_name")
    field.focus()
    bring(form)
    expect(field).to_be_in_viewport()
    return field


def bring(page):
    page.evaluate("scrollBy(0, document.querySelector('#id_name').getBoundingClientRect().top - 200)")
    page.wait_for_timeout(100)


def longer(page, pixels=900):
    page.evaluate(LONGER, pixels)
    page.wait_for_timeout(200)


def test_a_field_is_not_pushed_off_the_screen(form, near):
    longer(form)
    expect(near).to_be_in_viewport()


def test_a_field_is_not_pushed_beneath_the_bar(form, near):
    longer(form, 540)
    assert form.evaluate(IS_SEEN)


def test_who_has_scrolled_away_is_not_called_back(form, near):
    form.mouse.move(600, 250)
    form.mouse.wheel(0, 4000)
    expect(near).not_to_be_in_viewport()
    # As browsers say it to a window that one comes back to.
    near.evaluate("field => field.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))")
    longer(form)
    expect(near).not_to_be_in_viewport()


def test_where_one_goes_after_scrolling_stays_on_the_screen(form, near):
    form.locator("#id_citations").focus()
    bring(form)
    expect(form.locator("#id_citations")).not_to_be_in_viewport()
    near.focus()
    longer(form)
    expect(near).to_be_in_viewport()


def test_nothing_moves_under_a_pressed_mouse(form, near):
    form.mouse.move(600, 250)
    form.mouse.down()
    near.focus()
    longer(form)
    expect(near).not_to_be_in_viewport()
    form.mouse.up()
