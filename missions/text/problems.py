"""What a text holds that must not be published, or that would be lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from missions.text.leaves import Leaf
from missions.text.links import is_usable
from missions.text.parser import MAX_NESTING
from missions.text.refusals import excerpt
from missions.text.statements import read, read_line


@dataclass(frozen=True, slots=True)
class TextProblem:
    """A stable code, where it is ("paragraph 2"; "" for a whole line or text), and the words found there.

    `ordinal` is that of the statement (see Statement); 0 for headings, table heads and whole texts.
    """

    code: str
    place: str
    found: str
    ordinal: int = 0

    @property
    def sentence(self) -> str:
        """Return what is wrong and what to do, without saying where."""
        return SENTENCES[self.code].format(found=self.found)


def problems_of(text: str, *, inline: bool = False) -> tuple[TextProblem, ...]:
    """Return the problems of a text in reading order; `inline` reads it as a short field, in which nothing is a block.

    A statement without a source is no problem of the text: its entry may name one.
    """
    if inline:
        return tuple(in_leaf(read_line(text), 1))
    tokens, found_leaves = read(text)
    found: list[TextProblem] = []
    ordinal = 0
    for leaf in found_leaves:
        ordinal += leaf.is_statement
        found += in_leaf(leaf, ordinal if leaf.is_statement else 0)
    if any(token.nesting == 1 and token.level + 1 >= MAX_NESTING for token in tokens if token.type in CONTAINERS):
        found.append(TextProblem("nested-too-deep", "", ""))
    return tuple(found)


def in_leaf(leaf: Leaf, ordinal: int) -> Iterator[TextProblem]:
    if leaf.kind == "raw HTML":
        yield TextProblem("raw-html", leaf.place, excerpt(leaf.element.content), ordinal)
    if leaf.kind in ("heading", "table head") and is_stating(leaf):
        yield TextProblem("heading-states", leaf.place, excerpt(leaf.words), ordinal)
    for child in leaf.children:
        code = code_of(child)
        if code:
            yield TextProblem(code, leaf.place, found_in(child), ordinal)
    for inline in leaf.inlines:
        for match in CITATION_IN_LINK.finditer("".join(map(mark, inline.children or ()))):
            yield TextProblem("citation-in-link", leaf.place, excerpt(match["words"]), ordinal)


def is_stating(leaf: Leaf) -> bool:
    """Return whether a heading or a table's head ends like a sentence, or is a paragraph with a line drawn under it."""
    return leaf.element.markup in ("=", "-") or any(cell.endswith(ENDS) for cell in leaf.words.split(" | "))


def code_of(token: Token) -> str:
    if token.type == "link_open":
        return "" if is_usable(str(token.attrs["href"])) else "link-unusable"
    return CODES.get(token.type, "")


def found_in(token: Token) -> str:
    if token.type == "link_open":
        return excerpt(str(token.attrs["href"]))
    if token.type == "citation_unreadable":
        return str(token.meta["found"])
    return excerpt(token.content or str(token.attrs.get("src", "")))


def mark(token: Token) -> str:
    return CITATION if token.type == "citation" else token.content


CODES = {"image": "image", "html_inline": "raw-html", "citation_unreadable": "citation-unreadable"}
ENDS = (".", "!", "?", "…")
CONTAINERS = {"blockquote_open", "list_item_open"}
# A link cannot hold another, so `[words [@key]](address)` stays text.
CITATION = "\ufffc"
CITATION_IN_LINK = re.compile(rf"\[(?P<words>[^\[\]{CITATION}]*){CITATION}[^\[\]]*\]\(")
SENTENCES = {
    "heading-states": "The heading “{found}” reads like a statement, which needs a source. Make it a paragraph: put an "
    "empty line before a line of --- or ===, or leave its # away.",
    "image": "The image “{found}” cannot be shown: a record holds none. Describe it in words, or link to the page that "
    "shows it, for example [a map of the bases](https://example.org/map).",
    "raw-html": "“{found}” is HTML, which readers would see as text. Write it in Markdown, for example **bold**; where "
    "the sign itself is meant, write \\<.",
    "citation-unreadable": "“{found}” cannot be read as a citation. Write the key of a source in small letters, digits "
    "and hyphens, and the words of the source in quotation marks, for example [@nato-news-start-2018] or "
    '[@nato-news-start-2018, p. 4, "up to 500 personnel"]. Where no citation is meant, write \\[@.',
    "citation-in-link": "The link “{found}” holds a citation, which is a link itself. Write the citation after it, for "
    "example [NATO’s page](https://www.nato.int/) [@nato-topic-nmi-2024].",
    "link-unusable": "The link to “{found}” cannot be followed by readers. Begin the address with https://, http:// or "
    "mailto:, for example https://www.nato.int/.",
    "nested-too-deep": "Lists or quotations stand so deep within each other that the innermost words would be lost. "
    "Move the innermost list out, for example into a list of its own.",
}
