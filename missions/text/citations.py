"""Pandoc citations: `[@key, p. 4, "words of the source"; @other]`, read and written.

A passage stands in straight or typographic quotes; inside straight ones `\\"` is a quote and `\\\\` a backslash.
See https://pandoc.org/MANUAL.html#citation-syntax.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from missions.text.refusals import Refusal, excerpt

EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class Citation:
    """One source named in a text, where in it, and the words of it that support the statement.

    The key "editorial" names no source: it marks the editors' own words.
    """

    key: str
    locator: str = ""
    passage: str = ""

    @property
    def is_editorial(self) -> bool:
        return self.key == EDITORIAL


class CitationError(Refusal):
    """A field of citations that cannot be read."""


def read_group(inside: str) -> tuple[Citation, ...] | None:
    """Return the citations of a group, given what stands between its brackets; None if it is no group."""
    found = group_at(f"[{inside}]", 0)
    if found is None or found[1] != len(inside) + 2:
        return None
    return found[0]


def group_at(text: str, start: int) -> tuple[tuple[Citation, ...], int] | None:
    """Return the group of citations that begins at `text[start]` and the place after it, or None."""
    if not text.startswith("[@", start):
        return None
    citations = []
    place = start + 1
    while match := ITEM.match(text, place):
        citation = citation_in(match)
        if citation is None:
            return None
        citations.append(citation)
        place = match.end()
        if match["end"] == "]":
            return tuple(citations), place
    return None


def read_field(text: str) -> tuple[Citation, ...]:
    """Return the citations of a whole entry, from `[@a, p. 4; @b]`; an empty field has none.

    Several groups count as one, and brackets may be left out. Raises CitationError.
    """
    rest = text.strip()
    if rest.startswith("@"):
        rest = f"[{rest}]"
    citations: list[Citation] = []
    place = 0
    while place < len(rest):
        found = group_at(rest, place)
        if found is None:
            raise CitationError("citation-unreadable", UNREADABLE.format(excerpt(rest[place:])))
        citations += found[0]
        place = BETWEEN_GROUPS.match(rest, found[1]).end()  # type: ignore[union-attr]  # it matches nothing, too
    return tuple(citations)


def write_field(citations: Iterable[Citation]) -> str:
    """Return the one way to write these citations; `read_field` gives them back."""
    items = [written(citation) for citation in citations]
    return f"[{'; '.join(items)}]" if items else ""


def written(citation: Citation) -> str:
    item = f"@{citation.key}"
    if citation.locator:
        item += f", {citation.locator}"
    if citation.passage:
        # `[@` would begin a group of its own.
        passage = citation.passage.replace("\\", "\\\\").replace('"', '\\"').replace("[@", "\\[@")
        item += f', "{passage}"'
    return item


def citation_in(match: re.Match[str]) -> Citation | None:
    before, quoted = match["before"].rstrip(), match["quoted"]
    locator = " ".join(before.strip(" \t\n,").split())
    if quoted and not before.endswith(","):
        return None  # [@key, section "Training"]: a title in the locator is not a passage
    if match["key"] == EDITORIAL and (before or quoted):
        return None
    passage = quoted[1:-1] if quoted else ""
    if passage and quoted[0] == '"':
        passage = ESCAPED.sub(r"\1", passage)
    return Citation(match["key"], locator, " ".join(passage.split()))


UNREADABLE = (
    "“{}” cannot be read as a citation. Write the key of a source after @, in square brackets, for example "
    "[@nato-news-start-2018], [@nato-news-start-2018, p. 4; @rid-2022] or "
    '[@nato-news-start-2018, p. 4, "up to 500 personnel"].'
)
BETWEEN_GROUPS = re.compile(r"[\s;,]*")
# A backslash escapes what it escapes in CommonMark.
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Every quantifier is possessive and no passage may hold `[@`, so that looking for groups in any text, however
# hostile, passes over each character once.
ITEM = re.compile(
    r"""
    \s*+ @(?P<key>[a-z0-9][a-z0-9-]*+) \s*+
    (?P<before> (?: , [^\[\]{};@"“”„«»,]*+ )*+ )
    (?P<quoted>
        " (?: [^"\\\[] | \\. | \[(?!@) )*+ "
      | “ (?: [^”\[] | \[(?!@) )*+ ”
      | „ (?: [^“”\[] | \[(?!@) )*+ [“”]
      | « (?: [^»\[] | \[(?!@) )*+ »
    )?+ \s*+
    (?P<end> [;\]] )
    """,
    re.VERBOSE | re.DOTALL,
)
