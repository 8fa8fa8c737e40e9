"""The leaves of a text: its paragraphs, list items, table rows, code, raw HTML, headings and table heads, in order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from missions.text.citations import Citation

STATEMENT_KINDS = frozenset({"paragraph", "list item", "table row", "code block", "raw HTML"})
BLOCKS_OF_TEXT = {"fence": "code block", "code_block": "code block", "html_block": "raw HTML"}


@dataclass(slots=True)
class Leaf:
    """A piece of a text that holds words itself: the token of its element, its inline tokens (a row has several)."""

    kind: str
    element: Token
    inlines: list[Token] = field(default_factory=list)
    place: str = ""  # "paragraph 2": the second paragraph of the text

    @property
    def children(self) -> Iterator[Token]:
        for inline in self.inlines:
            yield from inline.children or ()

    @property
    def words(self) -> str:
        """Return what a reader sees of it, on one line, without citations."""
        if not self.inlines:
            return " ".join(self.element.content.split())
        return " | ".join(filter(None, (words_of(inline.children or []) for inline in self.inlines)))

    @property
    def is_statement(self) -> bool:
        return self.kind in STATEMENT_KINDS and bool(self.words)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return its own citations, the mark `[@editorial]` among them."""
        groups = (child.meta["citations"] for child in self.children if child.type == "citation")
        return tuple(citation for group in groups for citation in group)

    def cite(self, citations: tuple[Citation, ...]) -> None:
        """Put citations at its end, where a reader looks for them."""
        if not self.inlines:
            self.element.meta = {**self.element.meta, "citations": citations}
            return
        filled = [inline for inline in self.inlines if inline.children] or self.inlines
        filled[-1].children = [*(filled[-1].children or ()), Token("citation", "", 0, meta={"citations": citations})]


def leaves(tokens: list[Token]) -> list[Leaf]:
    """Return the leaves of a text in reading order, ready to be printed.

    The first paragraph of a list item is the item's own text: its element is the item where Markdown calls the list
    tight. Other paragraphs in a tight list become visible ones, since each needs an element of its own.
    """
    found: list[Leaf] = []
    row: Leaf | None = None
    in_head = False
    for place, token in enumerate(tokens):
        if token.type in ("thead_open", "thead_close"):
            in_head = token.type == "thead_open"
        elif token.type == "tr_open":
            row = Leaf("table head" if in_head else "table row", token)
            found.append(row)
        elif token.type == "tr_close":
            row = None
        elif token.type == "heading_open":
            found.append(Leaf("heading", token, [tokens[place + 1]]))
        elif token.type == "paragraph_open":
            found.append(paragraph(tokens, place))
        elif token.type in BLOCKS_OF_TEXT:
            found.append(Leaf(BLOCKS_OF_TEXT[token.type], token))
        elif token.type == "inline":
            token.children = tightened(token.children or [])
            if row is not None:
                row.inlines.append(token)
    numbers: Counter[str] = Counter()
    for leaf in found:
        numbers[leaf.kind] += 1
        leaf.place = f"{leaf.kind} {numbers[leaf.kind]}"
    return found


def paragraph(tokens: list[Token], place: int) -> Leaf:
    opening, inline, closing = tokens[place : place + 3]
    before = tokens[place - 1] if place else None
    if before is None or before.type != "list_item_open":
        opening.hidden = closing.hidden = False
        return Leaf("paragraph", opening, [inline])
    return Leaf("list item", before if opening.hidden else opening, [inline])


def tightened(children: list[Token]) -> list[Token]:
    """Draw citations to the word they follow, so that no number stands alone on a line; join neighbouring groups."""
    kept: list[Token] = []
    for token in children:
        if token.type == "citation":
            drop_space_at_end(kept)
            if kept and kept[-1].type == "citation":
                kept[-1].meta = {"citations": kept[-1].meta["citations"] + token.meta["citations"]}
                continue
        kept.append(token)
    return kept


def drop_space_at_end(tokens: list[Token]) -> None:
    while tokens:
        last = tokens[-1]
        if last.type == "text":
            last.content = last.content.rstrip()
            if last.content:
                return
        elif last.type not in ("softbreak", "hardbreak"):
            return
        tokens.pop()


def words_of(children: list[Token]) -> str:
    """Return the words of inline tokens on one line: no markup, no citations, an image by its description."""
    words = []
    for token in children:
        if token.type in ("text", "code_inline", "html_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            words.append(words_of(token.children or []))
    return " ".join("".join(words).split())
