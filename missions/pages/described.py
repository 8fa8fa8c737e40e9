"""What the head of a page tells programs about the work it shows: Highwire tags, and schema.org as JSON-LD.

See https://scholar.google.com/intl/en/scholar/inclusion.html#indexing and https://schema.org/CreativeWork.
"""

import json
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from missions.text.exchange.work import Day, Work


@dataclass(frozen=True, slots=True)
class Described:
    """Pairs of names and contents for meta elements, and JSON-LD, fit to stand in a script element."""

    tags: tuple[tuple[str, str], ...]
    linked_data: SafeString

    @classmethod
    def of(cls, work: Work) -> "Described":
        return cls(tags(work), linked_data(work))


def tags(work: Work) -> tuple[tuple[str, str], ...]:
    """Return names and contents of the Highwire tags, which Zotero and Google Scholar read."""
    found = (
        ("citation_title", work.title),
        ("citation_author", work.creator),
        ("citation_publisher", publisher(work)),
        ("citation_publication_date", "/".join(parts(work))),
        ("citation_language", work.language),
        ("citation_fulltext_html_url", work.url),
    )
    return tuple((name, content) for name, content in found if content)


def linked_data(work: Work) -> SafeString:
    """Return a work in the words of schema.org."""
    described = {
        "@context": "https://schema.org",
        "@type": TYPES[work.kind],
        "@id": work.url,
        "url": work.url,
        "name": work.title,
        "version": work.edition,
        "datePublished": "-".join(parts(work)),
        "inLanguage": work.language,
        "publisher": {"@type": "Organization", "name": publisher(work)},
        # One line of names, of which nobody said whether they are people.
        "creditText": work.creator if work.creator != publisher(work) else "",
    }
    text = json.dumps({name: value for name, value in described.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # nothing is left that HTML reads as its own


def publisher(work: Work) -> str:
    return work.publisher or (work.container if work.kind == "newspaper" else work.creator)


def parts(work: Work) -> tuple[str, ...]:
    published = Day.of(work.published)
    return published.parts if published else ()


TYPES = {
    "webpage": "WebPage",
    "document": "CreativeWork",
    "newspaper": "NewsArticle",
    "report": "Report",
    "dataset": "Dataset",
}
# What could end the element that JSON stands in.
ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
