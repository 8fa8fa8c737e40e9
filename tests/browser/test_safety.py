"""Nothing typed is ever gone: journeys through expired sessions, closed tabs, other users and colliding saves."""

import pytest
from playwright.sync_api import expect

from missions.models import Initiative, Mission, Phase
from tests.browser.conftest import log_in
from tests.makers import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def address(record):
    return f"{record}/admin/missions/mission/{Mission.objects.get(key='nmi').pk}/change/"


def open_entry(page, title: str):
    """Open an entry by its line; returns it."""
    page.get_by_role("link", name=title).first.click()
    return page.locator("details.entry", has_text=title)


def save(page) -> None:
    page.locator(".submit-row").get_by_role("button", name="Save", exact=True).click()


def write_a_lot(page, address) -> None:
    """Type into the record itself, into an entry that is opened and into one that is added."""
    page.goto(address)
    page.locator("summary", has_text="Facts").click()
    page.get_by_label("Acronym").fill("Typed acronym")
    phase = open_entry(page, Phase.objects.filter(mission__key="nmi").first().title)
    phase.locator("textarea[name$=-text]").fill("Typed into a phase.")
    page.locator("[data-section=initiatives] [data-add]").last.click()
    page.locator("details.entry", has_text="New initiative").get_by_label("Title").fill("Typed into a new one")
    page.wait_for_timeout(400)


def expect_a_lot(page) -> None:
    expect(page.get_by_label("Acronym")).to_have_value("Typed acronym")
    expect(page.locator("textarea[name^=phases-][name$=-text]")).to_have_value("Typed into a phase.")
    expect(page.locator("details.entry", has_text="New initiative").get_by_label("Title")).to_have_value(
        "Typed into a new one"
    )


def test_what_was_typed_survives_the_end_of_a_session(desk, address):
    write_a_lot(desk, address)
    desk.context.clear_cookies(name="sessionid")
    save(desk)
    expect(desk.get_by_label("Password:")).to_be_visible()
    log_in(desk, "zeynep")
    expect(desk.get_by_role("heading", name="Typed here until")).to_be_visible()
    desk.get_by_role("button", name="Bring it back").click()
    expect_a_lot(desk)
    expect(desk.locator("[data-kept]")).to_be_hidden()
    desk.locator("details.entry", has_text="New initiative").locator("textarea[name$=-text]").fill("With a text.")
    save(desk)
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert Mission.objects.get(key="nmi").acronym == "Typed acronym"
    assert Phase.objects.filter(text="Typed into a phase.").count() == 1
    assert Initiative.objects.get(title="Typed into a new one").text == "With a text."
    desk.goto(address)
    expect(desk.locator("[data-kept]")).to_be_hidden()
    assert desk.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk:'))") == []


def test_what_was_typed_before_a_crash_is_offered_and_can_be_discarded(desk, address):
    write_a_lot(desk, address)
    context = desk.context
    desk.close(run_before_unload=False)
    page = context.new_page()
    page.goto(address)
    notice = page.locator("[data-kept]")
    expect(page.locator("[data-safety] [role=status]")).to_contain_text("and not saved")
    notice.get_by_text("What was typed").click()
    expect(notice).to_contain_text("Typed into a phase.")
    notice.get_by_role("button", name="Discard").click()
    expect(notice).to_be_hidden()
    page.reload()
    expect(page.locator("#phases-heading")).to_be_visible()
    expect(notice).to_be_hidden()


def test_a_save_elsewhere_takes_nothing_that_was_not_sent(desk, address):
    write_a_lot(desk, address)
    page = desk.context.new_page()
    page.goto(f"{address.partition('/mission/')[0]}/source/add/")
    page.get_by_label("Publisher").fill("NATO")
    page.get_by_label("Kind").select_option("official")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk:')).length") == 1


def test_another_user_of_the_browser_is_offered_nothing(desk, address):
    write_a_lot(desk, address)
    make_user("other", group="Writers")
    desk.context.clear_cookies(name="sessionid")
    save(desk)
    log_in(desk, "other")
    expect(desk.locator("#phases-heading")).to_be_visible()
    expect(desk.locator("[data-kept]")).to_be_hidden()
    assert "Typed into a phase" not in desk.content()


def test_what_is_typed_in_another_tab_is_not_offered(desk, address):
    write_a_lot(desk, address)
    page = desk.context.new_page()
    page.goto(address)
    expect(page.locator("#phases-heading")).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_a_text_whose_entry_is_gone_can_be_copied(desk, address):
    write_a_lot(desk, address)
    Phase.objects.filter(mission__key="nmi").first().delete()
    context = desk.context
    desk.close(run_before_unload=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Bring it back").click()
    notice = page.locator("[data-kept]")
    expect(notice.get_by_text("has no place in the form any more")).to_be_visible(timeout=20_000)
    expect(notice.locator("dd")).to_have_text("Typed into a phase.")


def test_old_texts_expire(desk, address):
    write_a_lot(desk, address)
    context = desk.context
    desk.evaluate(
        """() => { for (const [key, text] of Object.entries(localStorage)) if (key.startsWith("desk:")) {
            localStorage.setItem("desk:1:/old", JSON.stringify({...JSON.parse(text), at: Date.now() - 31 * 864e5}));
        } }"""
    )
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("localStorage.getItem('desk:1:/old')") is None


def test_leaving_a_changed_form_warns(desk, address):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.goto(address)
    desk.locator("#phases-heading").click()
    desk.reload()
    assert asked == []
    write_a_lot(desk, address)
    desk.get_by_role("link", name="Home").click(no_wait_after=True)
    desk.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert desk.url.split("?")[0].split("#")[0] == address


def test_a_save_with_faults_keeps_everything_without_an_offer(desk, address):
    write_a_lot(desk, address)
    desk.locator("#id_dates").fill("03/04/2018")
    save(desk)
    expect(desk.locator(".errornote").first).to_be_visible()
    expect_a_lot(desk)
    desk.wait_for_timeout(300)
    expect(desk.locator("[data-kept]")).to_be_hidden()
    assert desk.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk:')).length") == 1


def test_a_conflict_is_decided_on_its_page(desk, address):
    write_a_lot(desk, address)
    desk.locator("details.entry", has_text="New initiative").locator("textarea[name$=-text]").fill("With a text.")
    Mission.objects.filter(key="nmi").update(acronym="Theirs")
    save(desk)
    expect(desk.get_by_role("heading", name="Acronym")).to_be_visible()
    expect(desk.locator(".conflict ins").first).to_be_visible()
    desk.get_by_label("The text below, edited by hand", exact=True).first.check()
    desk.locator(".conflict textarea").fill("Both")
    desk.get_by_role("button", name="Save with these choices").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert Mission.objects.get(key="nmi").acronym == "Both"
    assert Phase.objects.filter(text="Typed into a phase.").count() == 1
    desk.goto(address)
    assert desk.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk:'))") == []
