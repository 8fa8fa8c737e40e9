"""What a machine finds wrong with a page for everybody's use."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What passes is not told: on a long page the telling takes longer than the checking.
OPTIONS = {
    "runOnly": {"type": "tag", "values": STANDARDS},
    "resultTypes": ["violations"],
    "rules": {"color-contrast": {"enabled": False}},
}
# Contrast is most of the work, and follows from how an element and all around it look: three of each look are asked
# about, not the thousand rows of a list.
CONTRAST = """async () => {
  const looks = new Map(), numbers = new Map(), times = new Map(), asked = [];
  const names = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow",
    "position", "zIndex", "display", "visibility", "clipPath", "filter", "mixBlendMode"];
  for (const one of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(one);
    const look = [looks.get(one.parentElement), one.localName, one.disabled, ...names.map(name => style[name])].join();
    if (!numbers.has(look)) numbers.set(look, numbers.size);
    looks.set(one, numbers.get(look));
    const isRead = one.matches("input, select, textarea") || [...one.childNodes].some(
      node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!isRead || !one.checkVisibility() || !one.getClientRects().length) continue;
    times.set(look, (times.get(look) ?? 0) + 1);
    if (times.get(look) <= 3) asked.push(one);
  }
  const options = {runOnly: ["color-contrast"], resultTypes: ["violations"]};
  return asked.length ? (await axe.run({include: asked}, options)).violations : [];
}"""


def faults_of(page) -> list[str]:
    """Return the faults of a page against WCAG 2.2 AA, each with an element that has it, and whether it is too wide."""
    # What is off the screen is not laid out until somebody comes to it, and could not be checked.
    page.evaluate("document.querySelectorAll('.section').forEach(one => { one.style.contentVisibility = 'visible'; })")
    found = Axe().run(page, options=OPTIONS).response["violations"] + page.evaluate(CONTRAST)
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
