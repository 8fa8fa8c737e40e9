"""Markdown into clean HTML: for a page of a record, and bare, as the CommonMark specification has it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count

from markdown_it.token import Token

from missions.text.citations import Citation
from missions.text.cleaner import clean
from missions.text.leaves import Leaf, leaves
from missions.text.links import without_unusable_links
from missions.text.parser import PARSER, check_length, parse
from missions.text.printers import BARE, RECORD, html_of_citations
from missions.text.statements import line, needs_fallback


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a text needs to know of the page it is printed on.

    `numbers` maps the key of a source to its printed number. Ids begin with `stem`, which no other text of the page
    has: statement 2 is `stem.2`, citation 3 is `cite-stem.3`. A first-level heading takes `heading_level`. Links to
    hosts other than `own_hosts` are marked.
    """

    numbers: Mapping[str, int]
    stem: str = "text"
    heading_level: int = 3
    own_hosts: frozenset[str] = frozenset()


def render(text: str, rendering: Rendering, fallback: tuple[Citation, ...] = ()) -> str:
    """Return a text as HTML blocks. Each statement has its id and, if it names no source, `fallback` at its end."""
    tokens = parse(text)
    ordinals = count(1)
    for leaf in leaves(tokens):
        if leaf.is_statement:
            leaf.element.attrSet("id", f"{rendering.stem}.{next(ordinals)}")
        prepare(leaf, fallback)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + rendering.heading_level - 1)}"
    return html_of(tokens, rendering)


def render_inline(text: str, rendering: Rendering, fallback: tuple[Citation, ...] = ()) -> str:
    """Return a short field as HTML without a block around it; the template sets the id of its one statement."""
    leaf = line(text)
    prepare(leaf, fallback)
    return html_of(leaf.inlines, rendering)


def render_citations(citations: tuple[Citation, ...], rendering: Rendering, first: int = 1) -> str:
    """Return the numbers of citations alone, for a fact, figure or leader; `first` is the ordinal of the first."""
    return clean(html_of_citations(citations, environment(rendering, first)))


def render_commonmark(text: str, *, raw_html: Callable[[str], str] = escape) -> str:
    """Return a text as the CommonMark specification renders it; raw HTML passes through `raw_html`.

    Knows no sources and no statements and is not cleaned: for comparison with the specification.
    """
    check_length(text)
    env = {"raw_html": raw_html}
    return BARE.render(PARSER.parse(text, env), PARSER.options, env)


def prepare(leaf: Leaf, fallback: tuple[Citation, ...]) -> None:
    if fallback and needs_fallback(leaf):
        leaf.cite(fallback)
    for inline in leaf.inlines:
        inline.children = without_unusable_links(inline.children or [])


def html_of(tokens: list[Token], rendering: Rendering) -> str:
    return clean(RECORD.render(tokens, PARSER.options, environment(rendering, 1)))


def environment(rendering: Rendering, first: int) -> dict[str, object]:
    return {"rendering": rendering, "ordinals": count(first)}
