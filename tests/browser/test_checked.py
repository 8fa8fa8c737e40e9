"""The checker of these tests finds what it is there to find, however long the page."""

import pytest

from tests.browser.checked import faults_of

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>A list</title><style>
.faint {{ color: #aaa }} .dark {{ background: #333 }} .light {{ background: #fff; color: #000 }}
</style><body class="light"><main><h1>A list</h1>{rows}</main></body></html>"""
ROW = "<p>A row that is read with ease. <b>And more.</b></p>"


@pytest.mark.parametrize(
    "row",
    [
        '<p class="faint">A row.</p>',
        '<div class="faint"><p>A row.</p></div>',
        '<div class="dark"><p>A row.</p></div>',
        '<p>A row. <b class="faint">And more.</b></p>',
        '<p>A <label>word <input class="faint" value="typed"></label></p>',
    ],
)
def test_one_row_that_is_hard_to_read_is_found_among_many(page, row):
    page.set_content(PAGE.format(rows=ROW * 500 + row + ROW * 500))
    (fault,) = faults_of(page)
    assert fault.startswith("color-contrast: ")


def test_rows_that_are_read_with_ease_are_no_fault(page):
    page.set_content(PAGE.format(rows=ROW * 1000))
    assert faults_of(page) == []
