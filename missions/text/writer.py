"""Markdown written anew from what was read: citations become footnotes, everything else keeps its meaning.

A text is parsed as for a page, so that its link definitions, HTML and unclosed fences cannot reach beyond it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from markdown_it.token import Token
from mdformat.renderer import DEFAULT_RENDERERS, MDRenderer, RenderContext, RenderTreeNode

from missions.text.citations import Citation
from missions.text.leaves import leaves, words_of
from missions.text.parser import parse
from missions.text.render import prepare
from missions.text.statements import line

EDITORIAL_NOTE = "ed"


@dataclass(frozen=True, slots=True)
class Footnotes:
    """What citations become: `numbers` maps the key of a source to the label of its footnote."""

    numbers: Mapping[str, int]

    def of(self, citations: tuple[Citation, ...]) -> str:
        """Return the marks of citations: `[^3] (p. 4)[^5]`; a source without a number keeps its key."""
        return "".join(map(self._mark, citations))

    def _mark(self, citation: Citation) -> str:
        if citation.is_editorial:
            return f"[^{EDITORIAL_NOTE}]"
        number = self.numbers.get(citation.key)
        label = f"\\[@{citation.key}\\]" if number is None else f"[^{number}]"
        return f"{label} ({write_plain(citation.locator)})" if citation.locator else label


def write_blocks(
    text: str, footnotes: Footnotes, fallback: tuple[Citation, ...] = (), *, heading_level: int = 3
) -> str:
    """Return a text as Markdown blocks; `fallback` stands at the end of each statement that names no source.

    A first-level heading takes `heading_level`.
    """
    tokens = parse(text)
    for leaf in leaves(tokens):
        prepare(leaf, fallback)
    for token in tokens:
        if token.type == "heading_open":
            token.markup = "#" * min(6, int(token.tag[1]) + heading_level - 1)
    return written(tokens, footnotes)


def write_line(text: str, footnotes: Footnotes, fallback: tuple[Citation, ...] = ()) -> str:
    """Return a short field as one paragraph, whatever sign it begins with."""
    leaf = line(text)
    prepare(leaf, fallback)
    return written([Token("paragraph_open", "p", 1), *leaf.inlines, Token("paragraph_close", "p", -1)], footnotes)


@lru_cache(1024)
def write_plain(text: str) -> str:
    """Return plain words so that no sign of them is taken for Markdown."""
    inline = Token("inline", "", 0, children=[Token("text", "", 0, content=" ".join(text.split()))])
    return written([Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)], Footnotes({}))


def written(tokens: list[Token], footnotes: Footnotes) -> str:
    options = {"parser_extension": [SimpleNamespace(RENDERERS=RENDERERS)]}
    return MDRenderer().render(tokens, options, {"footnotes": footnotes}, finalize=False)


def citation(node: RenderTreeNode, context: RenderContext) -> str:
    return str(context.env["footnotes"].of(node.meta["citations"]))


def text(node: RenderTreeNode, context: RenderContext) -> str:
    """Write words; `[^1]` in them is no footnote, and `!` before a footnote makes no image."""
    words = UNESCAPED.sub(r"\1\\[^", DEFAULT_RENDERERS["text"](node, context))
    is_before_link = node.next_sibling is not None and node.next_sibling.type == "link"
    return f"{words[:-1]}\\!" if words.endswith("!") and not is_before_link else words


def paragraph(node: RenderTreeNode, context: RenderContext) -> str:
    """Write a paragraph; no line of it begins a fence or rules a table."""
    return RULES.sub(r"\\\g<0>", DEFAULT_RENDERERS["paragraph"](node, context))


def as_words(node: RenderTreeNode, context: RenderContext) -> str:
    """Write what a page shows as words: inline HTML, an image by its description."""
    content = words_of(node.to_tokens()) if node.type == "image" else node.content
    return write_plain(content)


def block(node: RenderTreeNode, context: RenderContext) -> str:
    """Write code, and HTML as the code it is shown as; citations stand below it, for code can hold none."""
    marks = context.env["footnotes"].of(tuple(node.meta.get("citations", ())))
    if node.token and node.content and not node.content.endswith("\n"):
        node.token.content += "\n"
    fence = DEFAULT_RENDERERS["fence"](node, context)
    return f"{fence}\n\n{marks}" if marks else fence


def table(node: RenderTreeNode, context: RenderContext) -> str:
    rows = [row for part in node.children for row in part.children]
    rule = [ALIGNED[str(cell.attrs.get("style", ""))] for cell in rows[0].children]
    cells = [[cell.children[0].render(context).replace("|", "\\|") for cell in row.children] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:]))


UNESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\[\^")
RULES = re.compile(r"^(?:~~~|(?=[|:-][-:| ]*$))", re.MULTILINE)
ALIGNED = {"": "---", "text-align:left": ":--", "text-align:center": ":-:", "text-align:right": "--:"}
RENDERERS: Mapping[str, Any] = {
    "citation": citation,
    "citation_unreadable": lambda node, context: "",
    "paragraph": paragraph,
    "text": text,
    "html_inline": as_words,
    "image": as_words,
    "fence": block,
    "code_block": block,
    "html_block": block,
    "table": table,
}
