"""Acronyms: each is written out where a reader of the record meets it first."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from missions.review.findings import Finding
from missions.review.prose import prose_of, without_quotations

# Known to every reader of the news.
COMMON = frozenset({"NATO", "UN", "EU", "US", "UK", "AFP", "PDF"})
ACRONYM = re.compile(r"(?<![\w/-])[A-Z]{2,}(?:-[A-Z]+)*(?!\w|[/-]\d)")
ROMAN = re.compile(r"[IVX]+")


def review_acronyms(mission: str, document: Mapping) -> Iterator[Finding]:
    known = {*COMMON, document["mission"]["acronym"]}
    for place, text in prose_of(document):
        words = without_quotations(text)
        for found in ACRONYM.finditer(words):
            acronym = found[0]
            if acronym in known or ROMAN.fullmatch(acronym):
                continue
            known.add(acronym)
            if not is_explained(words, found.start(), found.end()):
                sentence = _("“%s” is not written out where it stands first.") % acronym
                yield Finding("acronym", sentence, mission, place)


def is_explained(text: str, start: int, end: int) -> bool:
    """Return whether it stands as “the full name (NTM-I)”, “NTM-I (the full name)” or “the agency ANF”."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return before.endswith(("(", "agency")) or after.startswith("(")
