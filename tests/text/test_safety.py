"""Where a text may lead, and what it cannot smuggle into a page."""

import re

import pytest

from missions.text.markdown import Rendering, render
from tests.text.markup import Markup

PAGE = Rendering({"a": 1}, stem="phase-start", own_hosts=frozenset({"missions.example"}))


def read(text):
    return Markup(render(text, PAGE))


@pytest.mark.parametrize(
    ("address", "is_marked"),
    [
        ("https://www.nato.int/nmi", True),
        ("HTTP://NATO.INT", True),
        ("//nato.int", True),
        ("///nato.int", True),
        ("https:nato.int", True),
        ("https://missions.example@nato.int/", True),
        ("https://missions.example.nato.int/", True),
        ("https://missions.example/nmi/", False),
        ("/missions/nmi/", False),
        ("#ref-1", False),
        ("mailto:desk@missions.example", False),
    ],
)
def test_links_to_other_sites_are_marked(address, is_marked):
    (link,) = [attributes for tag, attributes in read(f"[words](<{address}>)").elements if tag == "a"]
    assert (link.get("class"), link.get("rel")) == (("external", "external noopener") if is_marked else (None, None))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "data:image/png;base64,x", "ftp://a.b/",
     "file:///etc/passwd", "&#106;avascript:alert(1)", "java&#10;script:alert(1)", "tel:1", "x:y"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["[words](<{}>)", "[words][r]\n\n[r]: {}", "<{}>"])
def test_no_link_runs_a_script_or_leaves_the_web(form, address):
    for href in read(form.format(address)).all("href"):
        assert not re.match(r"[\s\x00-\x1f]*(?!https?:|mailto:)[a-z]+:", href, re.IGNORECASE)


def test_a_link_that_may_not_be_followed_leaves_its_words():
    page = read("See [the *file*](ftp://a.b/c) or [this](/d).")
    assert (page.text.strip(), page.all("href")) == ("See the file or this.", ["/d"])


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b id=ref-1 class=cite onclick=x>b</b>",
        "<div id='phase-start.9'>\n<img src=x onerror=y>",
        '```"><script id=x>\na\n```',
        "``` cite id=ref-1\na\n```",
        '[a](/b "c\\" id=ref-1 class=cite")',
        '[a](</b" id="ref-1>)',
        "# a {#ref-1 .cite}",
        '|a|\n|:-:" id=x|\n|b|',
        '[@a, p. 4" id="ref-1]',
        "[@a, <i id=ref-1>]",
        "<style>*{display:none}</style>",
        "<a href=/x><sup></p></a>",
    ],
)
def test_a_text_makes_no_element_id_class_or_handler_of_its_own(text):
    page = read(text)
    assert not set(page.tags) & {"b", "i", "img", "script", "style", "hr"}
    assert set(page.all("id")) <= {"phase-start.1", "cite-phase-start.1"}
    assert set(page.all("class")) <= {"raw", "cites", "cite", "locator", "table", "align-center"}
    assert not page.all("onclick") + page.all("onerror") + page.all("style")


def test_raw_html_is_shown_as_it_was_written():
    assert read('a <b id="x">b</b>\n\n<hr>\n').text.split() == ["a", "<b", 'id="x">b</b>', "<hr>"]
