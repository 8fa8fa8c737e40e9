"""What search finds in a document: its statements and titles, each with the place it leads to. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from missions.editions.statements import Stated, rows_of, statements_of, stem_of
from missions.editions.titles import name_of, number
from missions.models import ListedLine, ListedMission
from missions.text.dates import readable
from missions.text.folding import BOUNDARY, indexed

# Entries that are one row of a table or one quotation have no title above their statements.
TITLED = ("phases", "initiatives")


class Line(NamedTuple):
    """A statement or title: where it stands, the title of its entry ("" for that title itself), and what it says."""

    section: str
    field: str
    anchor: str
    entry: str
    text: str
    language: str = ""

    @property
    def words(self) -> str:
        return f" {indexed(self.text)} "


def lines_of(document: Mapping) -> Iterator[Line]:
    """Yield all that may be found in a document, in reading order, with the ids its page has."""
    rows = {(section, row["key"]): row for section, row in rows_of(document)}
    titled = set()
    for stated in statements_of(document):
        place = stated.place
        row = rows[place.section, place.key]
        entry = "" if place.section == "mission" else name_of(place.section, row)
        if place.section in TITLED and place.stem not in titled:
            titled.add(place.stem)
            yield Line(place.section, "title", place.stem, "", row["title"])
        anchor = f"{place.stem}.{place.ordinal}" if place.ordinal else place.stem
        for text, language in said(stated, row):
            yield Line(place.section, place.field, anchor, entry, text, language)
    for link in document["links"]:
        yield Line("links", "label", stem_of("links", link["key"]), "", link["label"])


def said(stated: Stated, row: Mapping) -> Iterator[tuple[str, str]]:
    """Yield what a statement says, with its language where that is not the site's; a row says it in its fields."""
    note = stated.statement.text
    match stated.place.section:
        case "figures":
            yield sentence(f"{row['counted']}, {readable(row['date'])}: {number(row)}", note), ""
        case "leaders":
            named = ", ".join(filter(None, (f"{row['rank']} {row['name']}".strip(), row["nation"])))
            yield sentence(f"{row['role']}, {readable(row['dates'])}: {named}", note), ""
        case "quotations":
            yield row["text"], row["language"]
            yield sentence(", ".join(filter(None, (row["speaker"], row["role"], row["occasion"]))), note), ""
        case "relations":
            yield sentence(row["other"]["name"], note), ""
        case _ if stated.place.field == "dates":
            yield readable(stated.statement.text), ""
        case _:
            yield stated.statement.text, ""


def sentence(*parts: str) -> str:
    return ". ".join(part for part in parts if part)


def record_words(listed: ListedMission, lines: Iterable[ListedLine]) -> str:
    """Return all that a record is found by, apart from its name; no phrase runs from one statement into the next."""
    facts = (listed.organisation, listed.host_country, listed.kind)
    return f" {BOUNDARY} ".join([*map(indexed, facts), *(line.words.strip() for line in lines)])


def title_words(listed: ListedMission) -> str:
    return f" {BOUNDARY} ".join(map(indexed, (listed.name, listed.acronym)))


def source_title(wording: Mapping) -> str:
    return indexed(wording["title"])


def source_words(wording: Mapping) -> str:
    """Return what a source is found by, apart from its title."""
    return f" {BOUNDARY} ".join(indexed(wording[name]) for name in ("publisher", "authors", "note", "key"))
