"""What an answer is made of, taken apart as programs take it: nothing in it may come from a text but words."""

import csv
import io
import json
import re
from collections import Counter
from html.parser import HTMLParser
from xml.etree import ElementTree

import bibtexparser
import rispy

# By what spreadsheets know a formula: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Attributes that lead somewhere or bring something in.
LEADING = {"href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "cite", "ping",
           "srcset", "longdesc", "manifest"}  # fmt: skip
# A scheme as https://url.spec.whatwg.org reads it: tabs and line breaks are left out, what stands before is trimmed.
SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SAFE = {"http", "https", "mailto"}
ATOM = "{http://www.w3.org/2005/Atom}"


class Page(HTMLParser):
    """A page: which elements with which attributes it has, where they lead, and its data for machines."""

    def __init__(self, html: str):
        super().__init__()
        self.pairs: set[tuple[str, str]] = set()
        self.counts: Counter[str] = Counter()
        self.leading: list[tuple[str, str, str]] = []
        self.data: list[str] = []
        self.in_data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.counts[tag] += 1
        self.pairs |= {(tag, ""), *((tag, name) for name, _value in attrs)}
        self.leading += [(tag, name, value or "") for name, value in attrs if name in LEADING]
        self.in_data = tag == "script" and dict(attrs).get("type", "").endswith("json")
        self.data += [""] * self.in_data

    def handle_endtag(self, tag):
        self.in_data = False

    def handle_data(self, data):
        if self.in_data:
            self.data[-1] += data

    def leads_astray(self) -> list[tuple[str, str, str]]:
        """Return the addresses that are neither of the web nor of this site."""
        schemes = ((one, SCHEME.match(re.sub(r"[\t\r\n]", "", one[2]))) for one in self.leading)
        return [one for one, scheme in schemes if scheme and scheme[1].lower() not in SAFE]


def wrong_in_html(html: str, like: Page, vocabulary: set[tuple[str, str]]) -> list:
    """Say in what a page differs in kind from one like it, of plain texts, that has this vocabulary."""
    page = Page(html)
    for data in page.data:
        json.loads(data)
    more = [tag for tag in ("script", "style", "meta", "base", "form", "iframe") if page.counts[tag] > like.counts[tag]]
    return [*sorted(page.pairs - vocabulary), *more, *page.leads_astray()]


def wrong_in_json(text: str) -> list:
    json.loads(text)
    return []


def wrong_in_csv(text: str) -> list:
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    odd = [row for row in rows if len(row) != len(head)]
    return odd or [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def wrong_in_bibtex(text: str, many: int) -> list:
    library = bibtexparser.parse_string(text)
    return [] if len(library.entries) == many and not library.failed_blocks else [len(library.entries)]


def wrong_in_ris(text: str, many: int) -> list:
    found = rispy.loads(text)
    return [] if len(found) == many else [len(found)]


def entries_of_feed(text: str) -> list[str]:
    """Return the HTML of a feed's entries; it holds nothing but what Atom has."""
    root = ElementTree.fromstring(text)
    assert {element.tag.partition("}")[0] + "}" for element in root.iter()} == {ATOM}
    return [element.text or "" for element in root.iter(f"{ATOM}content")]
