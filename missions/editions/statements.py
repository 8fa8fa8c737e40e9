"""Where a document states something, and which sources it names there. One walk serves numbers, problems and counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from missions.text.citations import Citation, CitationError, read_field
from missions.text.markdown import Statement, inline_statement, printed_citations, statements

# The texts of each section in reading order, and how they state: each block on its own ("blocks"), as one line
# ("line"), as a bare fact ("fact"), or together as one row with its note ("row").
TEXTS = {
    "mission": (("summary", "line"), ("dates", "fact"), ("headquarters", "line"), ("overview", "blocks"),
                ("legal_basis", "blocks")),
    "phases": (("text", "blocks"),),
    "initiatives": (("text", "blocks"),),
    "figures": (("note", "row"),),
    "leaders": (("note", "row"),),
    "quotations": (("note", "row"),),
    "links": (("source", "link"),),
    "relations": (("note", "row"),),
}  # fmt: skip
SECTIONS = tuple(TEXTS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a document: section, entry, field and, in texts, which statement.

    `ordinal` counts the statements of the text from 1; `where` counts as people do: "paragraph 2", "list item 1".
    """

    section: str
    key: str
    field: str
    ordinal: int = 0
    where: str = ""

    @property
    def stem(self) -> str:
        """Return what ids of this text begin with, unique on a page."""
        if self.section == "mission":
            return f"mission-{self.field}"
        return stem_of(self.section, self.key)

    @property
    def id(self) -> str:
        """Return the id of the statement on its page: "phase-request.2"."""
        return f"{self.stem}.{self.ordinal}" if self.ordinal else self.stem


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement, its place, and the sources that stand for it (its own, or its entry's)."""

    place: Place
    statement: Statement
    citations: tuple[Citation, ...]

    @property
    def is_editorial(self) -> bool:
        return self.statement.is_editorial and not self.citations


@dataclass(frozen=True, slots=True)
class Printed:
    """A citation as it is printed: the stem of its text, and its ordinal there, from 1."""

    place: Place
    stem: str
    ordinal: int
    citation: Citation


def stem_of(section: str, key: str) -> str:
    """Return the id of an entry on its page: "phase-relocation"."""
    return f"{section.removesuffix('s')}-{key}"


def rows_of(document: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Yield (section, row) for the mission and every entry, in reading order."""
    yield "mission", document["mission"]
    for section in SECTIONS[1:]:
        for row in document[section]:
            yield section, row


def statements_of(document: Mapping) -> Iterator[Stated]:
    """Yield every statement of a document in reading order."""
    for section, row in rows_of(document):
        whole = entry_citations(row)
        for field, mode in TEXTS[section]:
            place = Place(section, row["key"], field)
            text = row[field]
            if mode == "blocks":
                for found in statements(text):
                    at = Place(section, row["key"], field, found.ordinal, found.place)
                    own = found.citations or (() if found.is_editorial else whole)
                    yield Stated(at, found, own)
            elif mode == "row":
                # A number, a name or somebody's words are never the editors' own.
                found = replace(inline_statement(text), is_editorial=False)
                yield Stated(place, found, (*whole, *found.citations))
            elif mode == "line" and text:
                found = inline_statement(text)
                yield Stated(place, found, found.citations or (() if found.is_editorial else whole))
            elif mode == "fact" and text:
                yield Stated(place, Statement(1, "fact", text, (), is_editorial=False), whole)


def printed_citations_of(document: Mapping) -> Iterator[Printed]:
    """Yield every citation of a document in the order a reader meets it; unknown keys and links included."""
    for section, row in rows_of(document):
        whole = entry_citations(row)
        for field, mode in TEXTS[section]:
            place = Place(section, row["key"], field)
            for stem, citations in printed_in(place, row[field], mode, whole):
                for ordinal, citation in enumerate(citations, 1):
                    yield Printed(place, stem, ordinal, citation)


def printed_in(place: Place, text: str, mode: str, whole: tuple) -> Iterator[tuple[str, tuple]]:
    """Yield (stem, citations) for each text of a place that prints citations."""
    if mode == "link":
        yield place.stem, (Citation(text),)
    elif mode == "fact":
        yield place.stem, whole if text else ()
    elif mode == "row":
        yield place.stem, whole
        yield f"{place.stem}.note", printed_citations(text)
    elif mode == "line":
        found = inline_statement(text)
        yield place.stem, found.citations or (whole if text and not found.is_editorial else ())
    else:
        yield place.stem, printed_citations(text, whole)


def entry_citations(row: Mapping) -> tuple[Citation, ...]:
    """Return the citations of a whole entry; an unreadable field, which no form or file lets in, names none."""
    return cited_in(row.get("citations", ""))


@lru_cache(4096)
def cited_in(field: str) -> tuple[Citation, ...]:
    try:
        return tuple(citation for citation in read_field(field) if not citation.is_editorial)
    except CitationError:
        return ()
