"""A reference that somebody pasted, whatever program wrote it: an address, BibTeX, RIS or CSL-JSON."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from missions.text.dates import DateError, understand
from missions.text.exchange.pasted_entry import Entry
from missions.text.exchange.pasted_formats import bibtex_entries, csl_entries, ris_entries
from missions.text.refusals import Refusal, excerpt

MAX_CHARACTERS = 50_000


class NotAReference(Refusal):
    """Nothing in what was pasted could be read."""


@dataclass(frozen=True)
class Pasted:
    """What was read: `format` in words, values by the names of a source's fields, and what was left out by its name.

    `unread` maps fields to values that mean nothing to them, such as a date in words; `others` counts further entries.
    """

    format: str
    values: Mapping[str, str]
    left_out: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    others: int = 0


def read_pasted(text: str) -> Pasted:
    """Read the first reference of a pasted text; nothing is fetched. Raises NotAReference with a sentence."""
    text = text.strip().replace("\r\n", "\n")
    if not text:
        raise NotAReference("nothing-pasted", "Paste an address or a reference into the box first.")
    if len(text) > MAX_CHARACTERS:
        raise NotAReference("too-long", "This is too long for one reference. Paste a single entry.")
    if ADDRESS.fullmatch(text):
        return Pasted("address", from_address(text))
    for name, begins, read in FORMATS:
        if begins.match(text):
            entries = [entry for entry in read(text) if entry.values.keys() & {"title", "url"}]
            if not entries:
                raise NotAReference("unreadable", UNREADABLE.format(name))
            return understood(name, entries[0], others=len(entries) - 1)
    raise NotAReference("no-reference", NO_REFERENCE.format(excerpt(text)))


def from_address(url: str) -> dict[str, str]:
    """Return what an address tells: of a copy in the Internet Archive, the page it shows and the day it was made."""
    copy = ARCHIVED.fullmatch(url)
    if not copy:
        return {"url": url}
    day = f"{copy['year']}-{copy['month']}-{copy['day']}"
    return {"url": copy["page"], "copies": f"{day} {url}", "accessed": day, "access": "archived"}


def understood(format_: str, entry: Entry, *, others: int) -> Pasted:
    values = {name: " ".join(value.split()) for name, value in entry.values.items() if value.strip()}
    unread: dict[str, str] = {}
    for name in ("published", "accessed"):
        if name in values:
            keep_if(values, unread, name, date)
    if "language" in values:
        keep_if(values, unread, "language", language)
    if "url" in values:
        if ADDRESS.fullmatch(values["url"]):
            values |= from_address(values["url"])
        else:
            unread["url"] = values.pop("url")
    if "accessed" in values:
        values.setdefault("access", "live")
    if kind := KINDS.get(entry.type):
        values["kind"] = kind
    left_out = {name: " ".join(value.split()) for name, value in entry.rest.items() if value.strip()}
    return Pasted(format_, values, left_out, unread, others)


def keep_if(values: dict, unread: dict, name: str, read: Callable[[str], str]) -> None:
    said = values.pop(name)
    if meant := read(said):
        values[name] = meant
    else:
        unread[name] = said


def date(said: str) -> str:
    try:
        return understand(said)
    except DateError:
        return ""


def language(said: str) -> str:
    code = LANGUAGES.get(said.casefold(), said)
    return code if LANGUAGE.fullmatch(code) else ""


UNREADABLE = (
    "This begins like {0} but cannot be read as such. Copy the whole entry again, from its first sign to its last."
)
NO_REFERENCE = (
    "“{0}” is no reference that can be read. Paste an address that begins with https://, or an entry in BibTeX "
    "(@article{{…}}), RIS (TY  - …) or CSL-JSON."
)
ADDRESS = re.compile(r"https?://\S+")
ARCHIVED = re.compile(
    r"https?://web\.archive\.org/web/(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})[0-9]{0,6}(?:[a-z]{2}_)?/"
    r"(?P<page>https?://\S+)"
)
FORMATS = (
    ("BibTeX", re.compile(r"@\w+\s*[{(]"), bibtex_entries),
    ("RIS", re.compile(r"(?:﻿)?TY\s+-"), ris_entries),
    ("CSL-JSON", re.compile(r"[\[{]"), csl_entries),
)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
LANGUAGES = {
    "english": "en", "french": "fr", "français": "fr", "arabic": "ar", "العربية": "ar", "german": "de", "deutsch": "de",
    "spanish": "es", "italian": "it", "dutch": "nl", "turkish": "tr", "türkçe": "tr", "kurdish": "ku", "danish": "da",
}  # fmt: skip
# What kind of source a type says by itself; a report or a web page may be of any.
KINDS = dict.fromkeys(("article-newspaper", "article-magazine", "news", "mgzn", "newspaper"), "press") | dict.fromkeys(
    ("legislation", "legal_case", "bill", "treaty", "regulation", "stat", "case", "legal", "jurisdiction"), "legal"
) | dict.fromkeys(
    ("article-journal", "jour", "book", "chapter", "chap", "thesis", "thes", "phdthesis", "mastersthesis", "inbook"),
    "analysis",
) | dict.fromkeys(("dataset", "data"), "data")  # fmt: skip
