"""Pictures in a browser: links by keyboard, names that fit, no fault that axe finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.makers import make_edition, make_figure, make_leader, make_mission, make_phase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# Pairs of names of one picture that lie over each other, and names that reach out of it.
FAULTS = """() => [...document.querySelectorAll("svg.picture")].flatMap(picture => {
  const frame = picture.getBoundingClientRect();
  if (!frame.width) return [];
  const names = [...picture.querySelectorAll("a text")].map(
    text => ({words: text.textContent, link: text.closest("a"), box: text.getBoundingClientRect()}));
  const out = names.filter(({box}) => box.left < frame.left - 1 || box.right > frame.right + 1).map(one => one.words);
  const over = names.flatMap((one, place) => names.slice(place + 1).filter(other => one.link !== other.link
    && one.box.left < other.box.right && other.box.left < one.box.right
    && one.box.top + 3 < other.box.bottom && other.box.top + 3 < one.box.bottom).map(
    other => [one.words, other.words]));
  return [...out, ...over];
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll("svg.picture text, svg.picture tspan")].filter(
  one => one.getClientRects().length).map(one => parseFloat(getComputedStyle(one).fontSize)))"""
WIDTHS = pytest.mark.parametrize("width", [320, 767, 768, 1280])


@pytest.fixture
def site(live_server):
    mission = make_mission()
    for number, (title, dates) in enumerate(
        (
            ("Training before the mission began, by another one with a long name", "2004/2011-12-31"),
            ("Decision at the summit", "2018-07-11"),
            ("Establishment in Baghdad under Canadian command", "2018-10-31/2020-01"),
            ("Long-term objectives under Italian and Spanish command", "2022-05~/2024"),
            ("Extension to the ministry of interior and the federal police", "2023-08-17/.."),
            ("A phase of which nobody knows the end, in Wuppertal and Mombasa", "2025/"),
            ("W" * 180, "2026-03-20/.."),
        )
    ):
        make_phase(mission, f"phase-{number}", title=title, dates=dates)
    make_leader(mission, "fortin")
    make_leader(mission, "armada", name="Ramón Armada", dates="2026-05-26/..", is_announced=True)
    make_figure(mission, "planned", low=580, wording="", quality="planned", date="2018-08")
    make_figure(mission, "reported", low=500, high=700, wording="", date="2022")
    make_edition(mission)
    make_edition(make_mission("kfor", name="Kosovo Force", dates="1999-06-12/..", kind="peacekeeping"))
    return live_server.url


@pytest.fixture(params=["/missions/nmi-page/", "/timeline/", "/styleguide/"])
def address(request, site):
    return site + request.param


@WIDTHS
def test_names_fit_and_cover_nothing(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(SMALLEST) >= 11
    assert page.evaluate("() => document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    ("width", "media"),
    [(320, {}), (1280, {}), (1280, {"color_scheme": "dark"}), (1280, {"forced_colors": "active"})],
    ids=["narrow", "wide", "dark", "forced"],
)
def test_axe_finds_no_fault(page, address, width, media):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(**media)
    page.goto(address)
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_bar_is_reached_and_followed_by_keyboard(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/missions/nmi-page/")
    bar = page.get_by_role("link", name="Decision at the summit: 11 July 2018")
    page.get_by_text("Contents").focus()
    for _press in range(12):
        page.keyboard.press("Tab")
        if bar.evaluate("bar => bar === document.activeElement"):
            break
    assert bar.evaluate("bar => bar === document.activeElement")
    assert bar.evaluate("bar => getComputedStyle(bar).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#phase-phase-1")


def test_a_mark_of_a_chart_leads_to_its_row(page, site):
    page.goto(f"{site}/missions/nmi-page/")
    page.get_by_role("link", name="500 to 700, reported, 2022").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#figure-reported")


def test_a_mission_is_found_from_the_timeline(page, site):
    page.goto(f"{site}/timeline/")
    page.get_by_label("Kind").select_option("peacekeeping")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Kosovo Force (NATO, Iraq, Peacekeeping mission)").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/missions/kfor-page/")
