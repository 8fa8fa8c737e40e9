"""Search and filters in a browser: by keyboard, without script, on narrow screens, checked for accessibility."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.makers import make_edition, make_full_mission, make_mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PAGES = [
    "/search/",
    "/search/?q=nato",
    "/search/?q=nato&country=Kosovo",
    "/search/?q=nato&show=sources",
    "/search/?q=zebra+quagga&from=soon",
    "/search/?q=training&in=nmi-page",
    "/missions/",
    "/missions/?country=Kosovo&from=1999",
    "/missions/?country=Atlantis",
]
# The spacing of WCAG 1.4.12, laid over the page as a reader's own style sheet is.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture
def site(live_server):
    make_edition(make_full_mission())
    make_edition(
        make_mission("kfor", name="Kosovo Force", acronym="KFOR", host_country="Kosovo", dates="1999-06-12/..")
    )
    return live_server.url


def test_a_statement_is_reached_by_keyboard_alone(site, page):
    page.goto(f"{site}/about/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("began work")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("began work")
    page.get_by_role("link", name="Establishment in Baghdad").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/missions/nmi-page/#phase-establishment.1")


def test_filters_work_without_script(site, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/missions/")
    page.get_by_label("Host country").select_option("Kosovo")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(f"{site}/missions/?country=Kosovo")
    expect(page.get_by_role("status")).to_have_text("1 of 2 missions")
    page.get_by_role("link", name="Remove this filter: Host country: Kosovo").click()
    expect(page.get_by_role("status")).to_have_text("2 missions")
    page.context.close()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(site, page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + address)
        assert Axe().run(page).response["violations"] == []
        page.evaluate(SPACED)
        assert page.evaluate("document.documentElement.scrollWidth") == width
