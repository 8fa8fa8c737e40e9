"""BibTeX, RIS and CSL-JSON as libraries read them, each turned to the fields of a source."""

import json
import re
from collections.abc import Mapping

import rispy
from bibtexparser import middlewares, model
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library

from missions.text.exchange.pasted_entry import Entry, doi, in_order, joined, numbers, rest_of, said


def bibtex_entries(text: str) -> list[Entry]:
    names = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts(), middlewares.MergeNameParts("first")]
    library = parse_string(text, append_middleware=names)
    return [bibtex_entry(one, library) for one in library.entries]


def bibtex_entry(found: model.Entry, library: Library) -> Entry:
    plain = {name.lower(): one.value for name, one in found.fields_dict.items()}
    fields = {name: lettered(value, library) for name, value in plain.items()}
    kind = found.entry_type.lower()
    container = said(fields, "journal", "journaltitle", "booktitle", "newspaper", "howpublished")
    publisher = said(fields, "publisher", "institution", "organization", "school")
    if kind == "article":
        kind = "article-journal" if {"volume", "number", "issn", "doi"} & fields.keys() else "newspaper"
    if "\\url" in said(plain, "howpublished") or container.startswith("http"):
        container = ""
    entry = Entry(kind)
    entry.take("title", [": ".join(filter(None, (said(fields, "title"), said(fields, "subtitle"))))])
    entry.take("publisher", in_order(kind, container, publisher))
    entry.take("authors", [said(fields, "author")])
    entry.take("url", [unescaped(said(plain, "url", "howpublished")), doi(unescaped(said(plain, "doi")))])
    entry.take("published", [said(fields, "date"), month_and_year(fields)])
    entry.take("accessed", [said(fields, "urldate")])
    entry.take("language", [said(fields, "langid", "language")])
    entry.take("note", [said(fields, "note")])
    entry.rest = rest_of(entry, fields, BIBTEX_USED)
    return entry


def lettered(value: object, library: Library) -> str:
    """Return a value with letters for what TeX writes as commands; names one after the other."""
    texts = value if isinstance(value, list) else [value]
    fields = [model.Field(str(place), text) for place, text in enumerate(texts)]
    entry = model.Entry("misc", "key", fields)
    middlewares.LatexDecodingMiddleware().transform_entry(entry, library)
    return ", ".join(str(field.value) for field in entry.fields)


def ris_entries(text: str) -> list[Entry]:
    # A program that copies one entry may leave its last line out.
    whole = text.lstrip("\ufeff") + ("" if re.search(r"^ER\s+-", text, re.MULTILINE) else "\nER  - \n")
    found = rispy.loads(re.sub(r"^([A-Z][A-Z0-9])\s+-\s?", r"\1  - ", whole, flags=re.MULTILINE))
    return [ris_entry(one) for one in found]


def ris_entry(fields: Mapping) -> Entry:
    entry = Entry(str(fields.get("type_of_reference", "")).lower())
    container = said(
        fields, "secondary_title", "journal_name", "alternate_title3", "alternate_title1", "alternate_title2"
    )
    publisher = said(fields, "publisher")
    entry.take("title", [said(fields, "title", "primary_title", "short_title")])
    entry.take("publisher", in_order(entry.type, container, publisher))
    entry.take("authors", [", ".join(turned(name) for name in fields.get("authors", fields.get("first_authors", ())))])
    entry.take("url", [*fields.get("urls", ()), said(fields, "url"), doi(said(fields, "doi"))])
    entry.take("published", [slashed(said(fields, "date")), slashed(said(fields, "year", "publication_year"))])
    entry.take("accessed", [slashed(said(fields, "access_date"))])
    entry.take("language", [said(fields, "language")])
    entry.take("note", [joined(fields.get("notes", ()))])
    entry.rest = rest_of(entry, {name: joined(value) for name, value in fields.items()}, RIS_USED)
    return entry


def csl_entries(text: str) -> list[Entry]:
    try:
        found = json.loads(text)
        # An escape may name half a letter, which no page can show.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return []
    items = found.get("items", [found]) if isinstance(found, dict) else found
    if not isinstance(items, list):
        return []
    return [csl_entry(one) for one in items if isinstance(one, dict) and (one.get("title") or one.get("URL"))]


def csl_entry(fields: Mapping) -> Entry:
    entry = Entry(str(fields.get("type", "")))
    container, publisher = said(fields, "container-title"), said(fields, "publisher")
    entry.take("title", [said(fields, "title")])
    entry.take("publisher", in_order(entry.type, container, publisher))
    authors = fields.get("author")
    entry.take("authors", [", ".join(filter(None, map(csl_name, authors)))] if isinstance(authors, list) else [])
    entry.take("url", [said(fields, "URL"), doi(said(fields, "DOI"))])
    entry.take("published", [csl_date(fields.get("issued"))])
    entry.take("accessed", [csl_date(fields.get("accessed"))])
    entry.take("language", [said(fields, "language")])
    entry.take("note", [said(fields, "note")])
    entry.rest = rest_of(
        entry, {name: value for name, value in fields.items() if isinstance(value, str | int)}, CSL_USED
    )
    return entry


def csl_name(name: object) -> str:
    if not isinstance(name, dict):
        return ""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return said(name, "literal") or " ".join(filter(None, (said(name, part) for part in parts)))


def csl_date(value: object) -> str:
    """Return a date of CSL as EDTF, or in its own words."""
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and all(isinstance(one, list) and one for one in parts[:2]):
        return "/".join(numbers([str(part) for part in one]) for one in parts[:2])
    return said(value, "raw", "literal")


def slashed(words: str) -> str:
    """Return the date of an RIS entry, 2018/10/31/ or 2018///autumn, as EDTF or as it is."""
    return numbers(words.split("/")[:3]) if re.match(r"[0-9]{4}(/|$)", words) else words


def month_and_year(fields: Mapping) -> str:
    year, month, day = (said(fields, name) for name in ("year", "month", "day"))
    if month[:3].lower() in MONTHS:
        month = str(MONTHS.index(month[:3].lower()) + 1)
    return numbers([year, month, day]) if month.isdecimal() else year


def turned(name: str) -> str:
    """Return “Andrea Malouf” for “Malouf, Andrea”."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def unescaped(url: str) -> str:
    return re.sub(r"\\url\s*{(.*)}", r"\1", re.sub(r"\\([%&_#~$])", r"\1", url))


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BIBTEX_USED = {
    *("title", "subtitle", "author", "url", "doi", "date", "year", "month", "day"),
    *("urldate", "langid", "language", "note"),
}
RIS_USED = {
    *("type_of_reference", "title", "primary_title", "authors", "first_authors", "urls", "url", "doi"),
    *("date", "year", "publication_year", "access_date", "language", "notes"),
}
CSL_USED = {"id", "type", "title", "author", "URL", "DOI", "issued", "accessed", "language", "note"}
