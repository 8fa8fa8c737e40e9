"""What a text states, and with which sources."""

from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from missions.text.citations import Citation
from missions.text.leaves import Leaf, leaves, tightened
from missions.text.parser import parse, parse_inline

# Composing, checking and freezing a record ask the same texts one after the other.
READ_LATELY = 256


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph, list item, table row, code block or piece of raw HTML, wherever it stands; or a whole line.

    `ordinal` counts all statements of the text from 1; `place` counts its kind, as people do: "paragraph 2", and is
    empty for a whole line.
    """

    ordinal: int
    kind: str
    text: str
    citations: tuple[Citation, ...]
    is_editorial: bool
    place: str = ""


@lru_cache(READ_LATELY)
def statements(text: str) -> tuple[Statement, ...]:
    """Return what a text states, in reading order. Headings and the heads of tables state nothing."""
    stating = [leaf for leaf in read(text)[1] if leaf.is_statement]
    return tuple(statement(leaf, ordinal) for ordinal, leaf in enumerate(stating, 1))


@lru_cache(READ_LATELY)
def inline_statement(text: str) -> Statement:
    """Return the one statement that a short field is."""
    return statement(read_line(text), 1)


@lru_cache(READ_LATELY)
def printed_citations(text: str, fallback: tuple[Citation, ...] = ()) -> tuple[Citation, ...]:
    """Return every citation in the order `render()` prints them; editorial marks are none.

    `fallback`, the citations of the whole entry, is printed at the end of each statement that names no source and is
    not marked as editorial.
    """
    found: list[Citation] = []
    for leaf in read(text)[1]:
        found += leaf.citations
        if needs_fallback(leaf):
            found += fallback
    return tuple(citation for citation in found if not citation.is_editorial)


@lru_cache(READ_LATELY)
def read(text: str) -> tuple[list[Token], list[Leaf]]:
    """Return the tokens of a text and its leaves, to be looked at only: who prints them changes them."""
    tokens = parse(text)
    return tokens, leaves(tokens)


@lru_cache(READ_LATELY)
def read_line(text: str) -> Leaf:
    """Return the leaf that a short field is, to be looked at only."""
    return line(text)


def needs_fallback(leaf: Leaf) -> bool:
    return leaf.is_statement and not leaf.citations


def line(text: str) -> Leaf:
    """Return the leaf that a short field is."""
    inline = Token("inline", "", 0, children=tightened(parse_inline(text)))
    return Leaf("paragraph", inline, [inline])


def statement(leaf: Leaf, ordinal: int) -> Statement:
    citations = leaf.citations
    return Statement(
        ordinal=ordinal,
        kind=leaf.kind,
        text=leaf.words,
        citations=tuple(citation for citation in citations if not citation.is_editorial),
        is_editorial=any(citation.is_editorial for citation in citations),
        place=leaf.place,
    )
