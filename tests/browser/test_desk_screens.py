"""Every screen of the desk by keyboard and screen reader: no fault of WCAG 2.2 AA, and Tab goes on from every field."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from missions.admin.welcome import welcome_link
from missions.models import Colleague, Mission, Phase, Source
from tests.admin.addresses import ADDRESSES, make_rows, names, path_to
from tests.browser.checked import beside, faults_of
from tests.makers import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ARABIC = "بعثة حلف الناتو في العراق"
# What answers without a page of its own.
BARE = {
    "admin:jsi18n",
    "admin:autocomplete",
    "admin:logout",
    "admin:missions_preview",
    "admin:missions_upload",
    "admin:missions_mission_bring_back",
    "admin:missions_mission_entry",
    "admin:missions_mission_new_entry",
    "admin:missions_check",
    "admin:missions_citation",
    "admin:missions_citing",
    "admin:missions_search_sources",
}
# Of these nouns, lists, histories and deletions look like those of phases.
ALIKE = ("initiative", "figure", "leader", "quotation", "link", "relation")
TWICE = {f"admin:missions_{noun}_{screen}" for noun in ALIKE for screen in ("changelist", "history", "delete")}
# Where the keyboard stands: what it is called, and whether one sees it.
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  window.places ??= [];
  if (!window.places.includes(here)) window.places.push(here);
  return {place: window.places.indexOf(here), isSeen: isMarked && isInView, html: here.outerHTML.slice(0, 120)};
}"""


@pytest.fixture
def rows(live_server):
    """A row of every kind, with Arabic where people write, and a draft with something to mend."""
    rows = make_rows()
    Mission.objects.filter(pk=rows.mission.pk).update(summary=f"{ARABIC}. [@nato-start]", host_country="العراق")
    Phase.objects.filter(pk=rows.phase.pk).update(title=ARABIC, text=f"{ARABIC}.\n\n[@no-such-key]")
    Source.objects.filter(pk=rows.source.pk).update(title=ARABIC, publisher="وكالة الأنباء", language="ar")
    Colleague.objects.filter(pk=rows.colleague.pk).update(first_name="ليلى")
    return rows


@pytest.fixture
def addresses(live_server, rows):
    """Every address of the desk that shows a page to somebody who may do everything."""
    is_page = [name for name in dict.fromkeys(names()) if name not in BARE | TWICE and "path:object_id" not in name]
    return {name: live_server.url + path_to(name, rows) for name in is_page if name in ADDRESSES}


@pytest.fixture
def desk(live_server, page, rows):
    make_user("boss", is_superuser=True)
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username:").fill("boss")
    page.get_by_label("Password:").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    return page


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_screen_has_an_accessibility_fault(browser, desk, addresses, width, scheme):
    faults = {}
    with beside(browser, desk, width=width, scheme=scheme) as page:
        for name, address in addresses.items():
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(group => { group.open = true; })")
            faults[name] = faults_of(page)
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    "name",
    [
        "admin:index",
        "admin:missions_phase_change",
        "admin:missions_source_change",
        "admin:missions_relation_add",
        "admin:missions_mission_publish",
        "admin:missions_colleague_add",
    ],
)
def test_tab_goes_on_from_every_field_and_one_sees_where_it_is(desk, addresses, name):
    desk.goto(addresses[name])
    # What texts lack is said soon after, and moves what stands below.
    desk.wait_for_load_state("networkidle")
    seen: list[int] = []
    for _press in range(250):
        desk.keyboard.press("Tab")
        here = desk.evaluate(FOCUS)
        if here is None or (seen and here["place"] == seen[0]):
            break
        if not here["isSeen"]:
            here = seen_soon(desk) or here
            assert here["isSeen"], here["html"]
        assert here["place"] not in seen, here["html"]
        seen.append(here["place"])
    else:
        pytest.fail("Tab never came to the end of the page.")
    assert len(seen) > 3


def seen_soon(page):
    """Return where the keyboard stands once it is seen; None if it is not within five seconds."""
    # A browser that is busy scrolls a moment after it moved the focus. Asked for from here: the page's policy lets no
    # text become a program, which is how Playwright itself would wait.
    for _moment in range(100):
        page.wait_for_timeout(50)
        if (here := page.evaluate(FOCUS)) and here["isSeen"]:
            return here
    return None


def test_a_link_is_copied_and_the_copying_is_said(desk, live_server):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.goto(f"{live_server.url}/admin/missions/colleague/add/")
    desk.get_by_label("Login").fill("layla")
    desk.get_by_role("button", name="Save").click()
    link = desk.get_by_label("Link, shown only now").input_value()
    desk.get_by_role("button", name="Copy").click()
    expect(desk.get_by_role("status")).to_have_text("Copied")
    assert desk.evaluate("navigator.clipboard.readText()") == link


def test_a_colleague_comes_to_the_desk_without_script(desk, live_server, browser, rows):
    link = welcome_link(rows.colleague).removeprefix(settings.SITE_URL)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + link)
    page.get_by_label("New password:").fill("a sound password 12")
    page.get_by_label("New password confirmation:").fill("a sound password 12")
    page.get_by_label("Public name:").fill("Layla Haddad")
    page.get_by_role("button", name="Set the password and begin").click()
    expect(page.get_by_role("heading", name="Editors’ desk")).to_be_visible()
    page.context.close()
