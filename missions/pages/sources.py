"""A source in words: one function for each kind of source, and what is the same for all."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urlsplit

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from missions.models import Source
from missions.pages.dates import words
from missions.text.dates import DateError

HOME_LANGUAGE = "en"
# What to leave of the words of a source, to know who and when; reading.js reads them in the same way.
BESIDE_TITLE = {"around": re.compile("“.*”, ", re.DOTALL), "after": re.compile("^.*”, ", re.DOTALL)}
# Words at either end that find a passage in its page.
TELLING = 3


@dataclass(frozen=True, slots=True)
class Copy:
    """An archived copy: the day it was made, in words, and its address."""

    made: str
    url: str


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """A source as it was worded: who, what, when; how it was read; where it is; what a reader should know.

    `brief` names it in the margin: who and when.
    """

    key: str
    kind: str
    words: SafeString
    brief: str
    language: str
    read: str
    url: str
    host: str
    copies: tuple[Copy, ...]
    note: str

    @classmethod
    def of(cls, source: Mapping) -> "PrintedSource":
        return cls(
            key=source["key"],
            kind=str(Source.Kind(source["kind"]).label),
            words=WORDED[source["kind"]](source),
            brief=", ".join((source["publisher"], published(source))),
            language="" if source["language"] == HOME_LANGUAGE else language_name(source["language"]),
            read=how_it_was_read(source),
            url=source["url"],
            host=(urlsplit(source["url"]).hostname or "").removeprefix("www."),
            copies=tuple(copy_of(line) for line in source["copies"].splitlines()),
            note=source["note"],
        )

    @property
    def brief_stands(self) -> str:
        """Return where in the words `brief` stands: "around" the title, "after" it, or "" for nowhere.

        A page may hold a hundred sources: it sends `brief` only where a script cannot read it off the words.
        """
        plain = unescape(strip_tags(self.words))
        return next((place for place, rest in BESIDE_TITLE.items() if rest.sub("", plain) == self.brief), "")


def official(source: Mapping) -> SafeString:
    return listed(source["publisher"], quoted_title(source), source["authors"], published(source))


def legal(source: Mapping) -> SafeString:
    return listed(source["publisher"], bare_title(source), published(source))


def press(source: Mapping) -> SafeString:
    if not source["authors"]:
        return listed(source["publisher"], quoted_title(source), published(source))
    return listed(source["authors"], quoted_title(source), source["publisher"], published(source))


def analysis(source: Mapping) -> SafeString:
    return press(source)


def dataset(source: Mapping) -> SafeString:
    return listed(source["publisher"], bare_title(source), _("data"), published(source))


WORDED: Mapping[str, Callable[[Mapping], SafeString]] = {
    "official": official,
    "legal": legal,
    "press": press,
    "analysis": analysis,
    "data": dataset,
}


def listed(*parts: str) -> SafeString:
    return format_html_join(", ", "{}", ((part,) for part in parts if part))


def quoted_title(source: Mapping) -> SafeString:
    return format_html("“{}”", titled(source)) if source["title"] else untitled()


def bare_title(source: Mapping) -> SafeString:
    return format_html("<cite>{}</cite>", titled(source)) if source["title"] else untitled()


def titled(source: Mapping) -> SafeString:
    """Return a title that a browser reads, breaks and turns as its language demands."""
    if source["language"] == HOME_LANGUAGE:
        return format_html("{}", source["title"])
    return format_html('<bdi lang="{}">{}</bdi>', source["language"], source["title"])


def untitled() -> SafeString:
    return format_html("{}", _("untitled page"))


def published(source: Mapping) -> str:
    return words(source["published"]) or _("undated")


def how_it_was_read(source: Mapping) -> str:
    """Say how and when a source was read: "archived copy read 23 November 2026"."""
    sentences = {
        Source.Access.ARCHIVED: _("archived copy read %(day)s"),
        Source.Access.LIVE: _("read %(day)s"),
        Source.Access.PRINT: _("printed copy read %(day)s"),
    }
    if not source["access"]:
        return ""
    return sentences[Source.Access(source["access"])] % {"day": words(source["accessed"])}


def copy_of(line: str) -> Copy:
    day, _space, url = line.partition(" ")
    try:
        return Copy(words(day), url)
    except DateError:
        # What an old edition says is printed as it says it.
        return Copy(day, url)


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def address_at(url: str, passage: str) -> str:
    """Return an address that opens a page at the words of a passage (a text fragment), where both are known.

    Of many words the first and the last are enough. A hyphen has a meaning of its own there, and what shows PDF files
    knows nothing of it: https://wicg.github.io/scroll-to-text-fragment/
    """
    place, has_place, fragment = url.partition("#")
    if not place or not passage or place.lower().endswith(".pdf"):
        return url
    said = passage.split()
    ends = [passage] if len(said) <= 2 * TELLING else [" ".join(said[:TELLING]), " ".join(said[-TELLING:])]
    words_of_it = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    return f"{place}#{fragment if has_place else ''}:~:text={words_of_it}"
