"""A source as JSON: its wording, every statement it supports in live records, and every wording it ever had."""

from collections.abc import Mapping, Sequence

from missions.pages.exports.record import statements_in
from missions.pages.site import Site
from missions.pages.source_page import Citing, content, worded_alike


def source_record_of(key: str, citing: Sequence[Citing], site: Site) -> dict:
    """Return a source under its present key, given the editions that cite it as `source_page` takes them."""
    return {
        "$schema": site.address("source-schema"),
        "address": site.address("source", key=key),
        "licence": site.licence,
        "source": content(citing[0].wording),
        "supports": [supported(one, one.document, site) for one in citing if one.document is not None],
        "wordings": [
            {"source": content(group[0].wording), "editions": [edition_of(one, site) for one in group]}
            for group in worded_alike(citing)
        ],
    }


def edition_of(citing: Citing, site: Site) -> dict:
    return {
        "mission": citing.mission,
        "number": citing.edition.number,
        "address": site.edition(citing.edition.slug, citing.edition.number),
    }


def supported(citing: Citing, document: Mapping, site: Site) -> dict:
    key = citing.wording["key"]
    edition = edition_of(citing, site)
    own = (
        statement | {"citations": [one for one in statement["citations"] if one["source"] == key]}
        for statement in statements_in(document, edition["address"])
    )
    return edition | {
        "is_further_reading": any(link["source"] == key for link in document["links"]),
        "statements": [statement for statement in own if statement["citations"]],
    }
