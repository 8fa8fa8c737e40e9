"""What a machine finds wrong with a page for everybody's use."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What passes is not told: on a long page the telling takes longer than the checking.
OPTIONS = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}


def faults_of(page) -> list[str]:
    """Return the faults of a page against WCAG 2.2 AA, each with an element that has it, and whether it is too wide."""
    # What is off the screen is not laid out until somebody comes to it, and could not be checked.
    page.evaluate("document.querySelectorAll('.section').forEach(one => { one.style.contentVisibility = 'visible'; })")
    found = Axe().run(page, options=OPTIONS).response["violations"]
    faults = [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary']}" for fault in found for node in fault["nodes"]
    ]
    is_wide = page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]
    return [*faults, "wider than the screen"] if is_wide else faults


@contextmanager
def beside(browser, desk, *, width: int, scheme: str):
    """Open another page as the one who is logged in at the desk, of a width and in a colour scheme."""
    # The checker writes styles of its own into the page, which the policy rightly refuses.
    context = browser.new_context(
        bypass_csp=True,
        storage_state=desk.context.storage_state(),
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    yield context.new_page()
    context.close()
