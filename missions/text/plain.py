"""A text without its markup."""

from missions.text.leaves import leaves
from missions.text.parser import parse


def plain(text: str) -> str:
    """Return the words of a text on one line, headings included, citations not."""
    return " ".join(filter(None, (leaf.words for leaf in leaves(parse(text)))))
