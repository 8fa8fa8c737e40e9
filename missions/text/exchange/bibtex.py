"""BibTeX, for its own styles and for biblatex: https://ctan.org/pkg/biblatex

Texts are UTF-8; what TeX reads as a command is escaped. `year` and `month` are for BibTeX's own styles; `date` is EDTF,
which biblatex reads.
"""

import re
from collections.abc import Iterable, Iterator

from missions.text.exchange.work import Day, Work, one_line

TYPES = {"webpage": "misc", "document": "misc", "newspaper": "article", "report": "techreport", "dataset": "misc"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(works: Iterable[Work]) -> str:
    return "\n".join(entry(work) for work in works)


def entry(work: Work) -> str:
    lines = "".join(f"  {name} = {value},\n" for name, value in fields(work))
    return f"@{TYPES[work.kind]}{{{work.key},\n{lines}}}\n"


def fields(work: Work) -> Iterator[tuple[str, str]]:
    """Yield names and values. A second pair of braces keeps capitals and names as they are written."""
    container = {"newspaper": "journal"}.get(work.kind, "howpublished")
    publisher = {"report": "institution"}.get(work.kind, "publisher")
    texts = (
        ("author", work.creator),
        ("title", work.title),
        (container, work.container),
        (publisher, work.publisher or (work.creator if work.kind == "report" else "")),
        ("note", work.note),
    )
    for name, text in texts:
        if text:
            yield name, f"{{{{{escaped(one_line(text))}}}}}"
    yield from dates(work)
    if work.url:
        yield "url", f"{{{address(work.url)}}}"
    for name, word in (("edition", work.edition), ("language", work.language)):
        if word:
            yield name, f"{{{escaped(word)}}}"


def dates(work: Work) -> Iterator[tuple[str, str]]:
    if published := Day.of(work.published):
        year, month = (*published.parts, "", "")[:2]
        yield "year", f"{{{escaped(year or published.words)}}}"
        if month:
            yield "month", MONTHS[int(month) - 1]
        if published.meant:
            yield "date", f"{{{published.edtf}}}"
    accessed = Day.of(work.accessed)
    if accessed and accessed.parts:
        yield "urldate", f"{{{accessed.edtf}}}"


def escaped(text: str) -> str:
    """Escape what TeX would not print as it stands.

    BibTeX counts braces, escaped ones too: where they do not pair, commands stand for them.
    """
    braces = {"{": r"\{", "}": r"\}"} if are_paired(text) else {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    letters = COMMANDS | braces
    return LIGATURE.sub(r"\g<0>{}", "".join(letters.get(letter, letter) for letter in text))


def are_paired(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            return False
    return depth == 0


def address(url: str) -> str:
    """Return an address as it may stand in braces, where nothing else is escaped."""
    return "".join(f"%{ord(letter):02X}" if letter in "{}\\" else letter for letter in url)


COMMANDS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "&%$#_"},
}
# What TeX draws together to another letter: -- is a dash.
LIGATURE = re.compile(r"([-`',<>])(?=\1)|[!?](?=`)")
