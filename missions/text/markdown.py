"""Markdown with citations: what it states, what is wrong with it, and how it is printed."""

from missions.text.parser import MAX_CHARACTERS, TextTooLong, check_length
from missions.text.plain import plain
from missions.text.problems import TextProblem, problems_of
from missions.text.render import Rendering, render, render_citations, render_commonmark, render_inline
from missions.text.statements import Statement, inline_statement, printed_citations, statements

__all__ = [
    "MAX_CHARACTERS",
    "Rendering",
    "Statement",
    "TextProblem",
    "TextTooLong",
    "check_length",
    "inline_statement",
    "plain",
    "printed_citations",
    "problems_of",
    "render",
    "render_citations",
    "render_commonmark",
    "render_inline",
    "statements",
]
