"""Tokens into HTML, before it is cleaned: one printer for records, one for the specification's own examples."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from missions.text.citations import Citation, written
from missions.text.leaves import words_of
from missions.text.links import is_external

Tokens = Sequence[Token]
Environment = Any  # markdown-it hands every rule the same mapping


# Three capitals or more, with what hangs on them ("NTCB-I"); not a number of a base or a king ("Union III").
ACRONYM = re.compile(r"\b(?![IVXLCDM]+\b)[A-Z]{3,}(?:-[A-Z]+)*\b")


class RecordPrinter(RendererHTML):
    """Prints for a page of a record: citations as numbers; raw HTML and images as text; no class a text chose.

    The environment holds `rendering`, and `ordinals` that count the citations of the text.
    """

    def text(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return ACRONYM.sub(r"<abbr>\g<0></abbr>", escapeHtml(tokens[index].content))

    def citation(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return html_of_citations(tokens[index].meta["citations"], env)

    def citation_unreadable(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return ""

    def code_block(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return self._pre(tokens[index], env)

    def fence(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return self._pre(tokens[index], env)

    def html_block(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        tokens[index].attrSet("class", "raw")
        return self._pre(tokens[index], env)

    def html_inline(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return escapeHtml(tokens[index].content)

    def image(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return escapeHtml(words_of([tokens[index]]))

    def link_open(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        if is_external(str(tokens[index].attrs["href"]), env["rendering"].own_hosts):
            tokens[index].attrs.update({"class": "external", "rel": "external noopener"})
        return self.renderToken(tokens, index, options, env)

    def table_open(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        # A wide table scrolls in its box, which a keyboard must be able to reach.
        return '<div class="table" role="group" aria-label="Table" tabindex="0">\n<table>\n'

    def table_close(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        tokens[index].attrSet("scope", "col")
        return self.td_open(tokens, index, options, env)

    def td_open(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        # The strict Content-Security-Policy forbids the style attribute that tables come with.
        style = str(tokens[index].attrs.pop("style", ""))
        if style:
            tokens[index].attrSet("class", style.replace("text-align:", "align-"))
        return self.renderToken(tokens, index, options, env)

    def _pre(self, token: Token, env: Environment) -> str:
        cites = html_of_citations(token.meta.get("citations", ()), env)
        return f"<pre{self.renderAttrs(token)}><code>{escapeHtml(token.content)}</code>{cites}</pre>\n"


class BarePrinter(RendererHTML):
    """Prints as the CommonMark specification has it. The environment holds `raw_html`, what becomes of raw HTML."""

    def citation(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return escapeHtml(tokens[index].content)

    def citation_unreadable(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return ""

    def blockquote_open(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        html = self.renderToken(tokens, index, options, env)
        return html if html.endswith("\n") else f"{html}\n"  # empty ones have a line end in the specification, too

    def html_block(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return str(env["raw_html"](tokens[index].content))

    def html_inline(self, tokens: Tokens, index: int, options: Any, env: Environment) -> str:
        return str(env["raw_html"](tokens[index].content))


def html_of_citations(citations: Iterable[Citation], env: Mapping[str, Any]) -> str:
    """Return citations as raised links to the numbered references."""
    links = " ".join(html_of_citation(citation, env) for citation in citations)
    return f'<sup class="cites">{links}</sup>' if links else ""


def html_of_citation(citation: Citation, env: Mapping[str, Any]) -> str:
    if citation.is_editorial:
        return '<a class="editorial" href="#ref-editorial" aria-label="ed.: the editors’ own words">ed.</a>'
    rendering, ordinal = env["rendering"], next(env["ordinals"])
    number = rendering.numbers.get(citation.key)
    if number is None:
        unknown = written(Citation(citation.key, citation.locator))
        return f'<span class="cite-unknown">[{escapeHtml(unknown)}]</span>'
    locator = f", {escapeHtml(citation.locator)}" if citation.locator else ""
    shown = f'<span class="locator">{locator}</span>' if locator else ""
    return (
        f'<a class="cite" id="cite-{escapeHtml(rendering.stem)}.{ordinal}" href="#ref-{number}" '
        f'aria-label="Source {number}{locator}">{number}{shown}</a>'
    )


RECORD = RecordPrinter()
BARE = BarePrinter()
