"""Texts written as Markdown again: citations as footnotes, every other word and its meaning kept."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from missions.text.citations import Citation
from missions.text.markdown import Rendering, render, render_inline
from missions.text.writer import Footnotes, write_blocks, write_line, write_plain

FOOTNOTES = Footnotes({"a": 1, "b": 2})
READER = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
DEFINED = "\n\n[^1]: A.\n\n[^2]: B.\n\n[^ed]: Editors."
# What Markdown gives a meaning to, and words it should leave alone.
SIGNED = r"* ** _ ` `` ~~~ # - + = 1. > [ ] (x) ! | \ === --- & &amp; <b> . $ [^1] [r] [x](https://x.org)"
WORDS = ["word", "عربي", "حلف الناتو", "é", "2019", " ", "    ", "\n", "\n\n", "# ", "- ", "1. ", "> "]
CITES = ["[@a]", "[@b, p. 4]", '[@a, "words"; @b]']
BLOCKS = ["```\n", "| a | b |\n|---|---|\n", "\n\n[r]: https://r.org\n\n"]
PIECES = st.sampled_from([*SIGNED.split(), *WORDS, *CITES, *BLOCKS])
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def words_of(rendered: str) -> str:
    """Return what a reader sees, without reference marks."""
    rendered = re.sub(r'<section class="footnotes">.*', "", rendered, flags=re.DOTALL)
    marks = re.compile(r'(<sup class="[a-z-]*">.*?</sup>)( \(p\. 4\))?', re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>", " ", marks.sub("", rendered)))
    return "".join(words.replace("_" * 70, "").split())


def read_again(markdown: str) -> str:
    return words_of(READER.render(markdown + DEFINED).partition('<hr class="footnotes-sep"')[0])


@settings(derandomize=True)
@given(TEXTS)
def test_a_text_says_the_same_when_it_is_read_again(text):
    page = render(text, Rendering(FOOTNOTES.numbers))
    assert read_again(write_blocks(text, FOOTNOTES)) == words_of(page)


@settings(derandomize=True)
@given(TEXTS.filter(lambda text: "\n" not in text))
def test_a_line_says_the_same_whatever_it_begins_with(text):
    page = render_inline(text, Rendering(FOOTNOTES.numbers))
    written = write_line(text, FOOTNOTES)
    assert read_again(written) == words_of(page)
    assert not re.search("<(?!p>|/p>|br)[a-z]", READER.render(written)) or re.search(r"[`*_\[<]", text)


@settings(derandomize=True)
@given(TEXTS)
def test_plain_words_are_never_taken_for_markdown(text):
    assert READER.render(write_plain(text)).count("<") <= 2
    assert read_again(write_plain(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("One [@a, p. 4; @b].", "One[^1] (p. 4)[^2]."),
        ("Two [@editorial]", "Two[^ed]"),
        ("`[@a]` stays", "`[@a]` stays[^2]"),
        ("He said ``a`b``.[@a]", "He said `` a`b ``.[^1]"),
        ("بعثة الناتو [@a]", "بعثة الناتو[^1]"),
        ("Not [^1] a note [@a]", "Not \\[^1] a note[^1]"),
        ("Look![@a]", "Look\\![^1]"),
        ("# Title\n\nOne[@a]", "#### Title\n\nOne[^1]"),
        ("Title\n===\n\nOne[@a]", "#### Title\n\nOne[^1]"),
        ("[NATO][n] [@a]\n\n[n]: https://nato.int", "[NATO](https://nato.int)[^1]"),
        ("```\ncode [@a]", "```\ncode [@a]\n```\n\n[^2]"),
        ("| a | b |\n|:-:|--:|\n| x [@a] | y\\|z |", "| a | b |\n| :-: | --: |\n| x[^1] | y\\|z |"),
        ("Missing [@nobody]", "Missing\\[@nobody\\]"),
    ],
)
def test_texts_as_they_are_written(text, written):
    assert write_blocks(text, FOOTNOTES, (Citation("b"),), heading_level=4) == written
