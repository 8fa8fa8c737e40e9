"""The bare renderer is CommonMark."""

import json
from pathlib import Path

import pytest

from missions.text.markdown import render_commonmark

EXAMPLES = json.loads(Path(__file__).with_name("commonmark-0.31.2.json").read_text(encoding="utf-8"))


def test_the_specification_is_whole():
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["example"]))
def test_an_example_of_the_specification_renders_as_it_says(example):
    assert render_commonmark(example["markdown"], raw_html=str) == example["html"]


def test_raw_html_is_shown_as_text_unless_asked_otherwise():
    assert render_commonmark("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"


def test_a_citation_stays_as_it_was_written():
    assert render_commonmark('It began [@a, p. 4, "x"].') == "<p>It began [@a, p. 4, &quot;x&quot;].</p>\n"
