"""The site's own pages (about, method, ...), written in Markdown in a folder that a setting names."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from missions.pages.typesetting import Typesetter
from missions.text.markdown import plain

TITLE_MARK = "# "


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page's title, its text as HTML, and its first words for descriptions. An unwritten page has no text."""

    title: str
    text: SafeString
    description: str

    @classmethod
    def of(cls, markdown: str, *, title: str) -> "TextPage":
        """Read a page; its first line is its title if it is a heading, else `title` is."""
        first, _line_end, rest = markdown.partition("\n")
        if first.startswith(TITLE_MARK):
            title, markdown = first.removeprefix(TITLE_MARK).strip(), rest
        paragraph = next((block for block in markdown.split("\n\n") if block.strip() and block[0] != "#"), "")
        return cls(title, Typesetter({}).blocks("text", markdown, heading_level=1), plain(paragraph))
