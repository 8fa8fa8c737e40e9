"""What the style sheet owes a reader, measured in a browser."""

import pytest

from missions.models import Figure
from tests.makers import make_edition, make_full_mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# Words of the tables of figures that stand on more than one line.
BROKEN = """() => [...document.querySelectorAll(".rows td, .rows th")].flatMap(cell => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [];
  while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/[^\\s-]+/g)) {
    const range = document.createRange();
    range.setStart(walker.currentNode, word.index);
    range.setEnd(walker.currentNode, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(word[0]);
  }
  return broken;
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".cite")].map(
  one => parseFloat(getComputedStyle(one).fontSize)))"""


@pytest.fixture
def narrow(live_server, page):
    mission = make_full_mission()
    Figure.objects.update(date="2025-11", wording="several hundred", note="The members of the mission were counted.")
    make_edition(mission)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/missions/nmi-page/")
    return page


def test_no_word_of_a_table_breaks_on_a_narrow_screen(narrow):
    assert narrow.evaluate(BROKEN) == []
    assert narrow.evaluate("() => document.documentElement.scrollWidth") == 320


def test_no_reference_number_is_smaller_than_twelve_pixels(narrow):
    assert narrow.evaluate(SMALLEST) >= 12
