"""Every kind of page, as a machine checks it for everybody's use: WCAG 2.2 AA by axe, and nothing runs off the side."""

import pytest

from missions.management.commands.start import shipped_files
from missions.management.starting.content import load_content
from missions.public.urls import urlpatterns
from tests.browser.checked import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

NMI = "/missions/nato-mission-iraq"
PAGES = {
    "home": ["/"],
    "catalogue": ["/missions/", "/missions/?organisation=NATO", "/missions/?country=Mars"],
    "mission": [f"{NMI}/", "/missions/kosovo-force/", "/missions/never-published/"],
    "editions": [f"{NMI}/editions/"],
    "edition": [f"{NMI}/editions/2/"],
    "comparison": [f"{NMI}/editions/1-4/"],
    "on-day": [f"{NMI}/on/"],
    "since-day": [f"{NMI}/since/"],
    "since": [f"{NMI}/since/2019-01-01/"],
    "changes": ["/changes/"],
    "changes-day": ["/changes/since/"],
    "changes-since": ["/changes/since/2019-01-01/"],
    "timeline": ["/timeline/"],
    "search": ["/search/", "/search/?q=training+mission", "/search/?q=xylophone", "/search/?q=nato&show=sources"],
    "data": ["/data/"],
    "statements": [f"{NMI}/editions/4/cite/"],
    "sources": ["/sources/"],
    "source": ["/sources/nato-topic-nmi-2024/"],
    "text-page": ["/about/", "/method/", "/accessibility/", "/licence/"],
    "styleguide": ["/styleguide/"],
}
# Further pages of the same list, and what is no page: it leads on, or is for programs.
OTHERS = {
    "compare", "on", "changes-page", "changes-since-page", "sources-page", "catalogue-page", "timeline-page",
    "mission-feed", "changes-feed", "mission-json", "mission-markdown", "mission-table", "edition-json",
    "edition-markdown", "edition-table", "data-table", "codebook", "record-schema", "source-schema",
    "mission-reference", "edition-reference", "edition-sources", "source-reference", "source-json",
    "sitemap", "sitemap-part", "robots", "security", "healthz", "readyz", "favicon",
}  # fmt: skip
# Pages that say what is amiss; all others answer with 200.
AMISS = {"/missions/never-published/": 404, f"{NMI}/on/": 400, f"{NMI}/since/": 400, "/changes/since/": 400}
ADDRESSES = [address for addresses in PAGES.values() for address in addresses]
# WCAG 1.4.12: what a reader may set, and still read everything.
SPACED = """() => document.querySelectorAll("*").forEach(one => {
  for (const [name, value] of [["line-height", "1.5"], ["letter-spacing", ".12em"], ["word-spacing", ".16em"]])
    one.style?.setProperty(name, value, "important");
})"""
OPENED = "() => document.querySelectorAll('details').forEach(one => one.open = true)"
WIDTH = "() => document.documentElement.scrollWidth"


@pytest.fixture
def site(live_server):
    """Put the shipped record and its history into the database; returns the address of the site."""
    load_content(shipped_files())
    return live_server.url


def look_at(page, site: str, address: str) -> None:
    assert page.goto(site + address).status == AMISS.get(address, 200), address
    page.evaluate(OPENED)


def test_every_address_is_looked_at_or_is_no_page():
    assert {pattern.name for pattern in urlpatterns} == {*PAGES, *OTHERS}


@pytest.mark.parametrize(
    ("width", "media", "addresses"),
    [
        (1280, {"color_scheme": "light"}, ADDRESSES),
        (320, {"color_scheme": "dark"}, ADDRESSES),
        # A window of 1280 pixels, zoomed to 200 %.
        (640, {"color_scheme": "light"}, [f"{NMI}/", f"{NMI}/editions/1-4/", "/search/?q=training+mission"]),
        (1280, {"forced_colors": "active"}, ["/", f"{NMI}/", f"{NMI}/editions/1-4/", "/timeline/"]),
    ],
    ids=["light", "dark", "zoomed", "forced"],
)
def test_no_page_has_a_fault(page, site, width, media, addresses):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(**media)
    faults = []
    for address in addresses:
        look_at(page, site, address)
        faults += [(address, fault) for fault in faults_of(page)]
    assert faults == []


def test_text_may_be_spaced_out(page, site):
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in ("/", f"{NMI}/", f"{NMI}/editions/1-4/", "/search/?q=training+mission", "/missions/"):
            look_at(page, site, address)
            page.evaluate(SPACED)
            assert page.evaluate(WIDTH) == width, address
