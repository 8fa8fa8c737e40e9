"""Markdown into tokens: CommonMark 0.31.2 with tables, raw HTML kept apart, and citations.

One parser for bare texts and for records. A citation is an inline token "citation" whose meta holds `citations`;
`[@` that begins none leaves an empty token "citation_unreadable" with `found` before its text.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from missions.text.citations import group_at
from missions.text.refusals import Refusal, excerpt

MAX_CHARACTERS = 200_000


class TextTooLong(Refusal):
    """A text longer than MAX_CHARACTERS."""


def check_length(text: str) -> None:
    """Raise TextTooLong if a text is longer than any text of a record may be."""
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(
            "text-too-long",
            f"This text has {len(text):,} characters; {MAX_CHARACTERS:,} is the most one text can hold. "
            "Shorten it, or divide it among several entries, for example two phases.",
        )


def parse(text: str) -> list[Token]:
    """Return the block tokens of a text. Raises TextTooLong."""
    check_length(text)
    return PARSER.parse(text)


def parse_inline(text: str) -> list[Token]:
    """Return the inline tokens of a short field, in which nothing is a block. Raises TextTooLong."""
    check_length(text)
    return PARSER.parseInline(text)[0].children or []


def citation(state: StateInline, silent: bool) -> bool:
    found = group_at(state.src, state.pos)
    if found is None:
        return False
    citations, end = found
    if end > state.posMax or state.src.startswith("(", end, state.posMax):
        return False  # [@key](address) is a link
    if not silent:
        token = state.push("citation", "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"citations": citations}
    state.pos = end
    return True


def unreadable_citation(state: StateInline, silent: bool) -> bool:
    """Mark `[@` that is neither citation nor link, and leave it as the text it would be without this rule."""
    if not state.src.startswith("[@", state.pos, state.posMax):
        return False
    if not silent:
        token = state.push("citation_unreadable", "", 0)
        end = state.src.find("]", state.pos, state.pos + 200)
        token.meta = {"found": excerpt(state.src[state.pos : end + 1 if end > 0 else state.pos + 200])}
        state.append_pending("[")
    state.pos += 1
    return True


def reference_but_no_citation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read link definitions, except `[@key]: words`: a citation must not make the words after it vanish."""
    if state.src.startswith("[@", state.bMarks[start] + state.tShift[start]):
        return False
    return reference(state, start, end, silent)


def build() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.inline.ruler.before("link", "citation", citation)
    parser.inline.ruler.after("link", "unreadable_citation", unreadable_citation)
    parser.block.ruler.at("reference", reference_but_no_citation)
    return parser


PARSER = build()
MAX_NESTING: int = PARSER.options["maxNesting"]
