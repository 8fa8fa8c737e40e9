"""Sources: each citation has one, each is used, none stands twice, and its address can be opened."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.utils.translation import gettext as _

from missions.editions.statements import Place, printed_citations_of
from missions.review.findings import Finding
from missions.review.library import Library

TRACKING = ("utm_", "fbclid", "gclid", "mc_")


def review_sources(library: Library) -> Iterator[Finding]:
    used = set(library.kept)
    for mission, document in library.documents.items():
        for printed in printed_citations_of(document):
            used.add(printed.citation.key)
            if printed.citation.key not in library.sources:
                sentence = _("cites “%s”, which is not among the sources.") % printed.citation.key
                yield Finding("unknown-source", sentence, mission, printed.place)
    seen: dict[str, str] = {}
    for key, source in library.sources.items():
        if key not in used:
            yield Finding("unused-source", _("no record cites it or links to it."), "", Place("sources", key, "key"))
        if not source["url"]:
            continue
        at = Place("sources", key, "url")
        if not is_well_formed(source["url"]):
            yield Finding("bad-address", _("this is not an address as a browser opens it."), "", at)
        elif tracking := tracking_in(source["url"]):
            sentence = _("“%s” in the address only tracks readers: leave it away.") % tracking
            yield Finding("tracking-address", sentence, "", at)
        elif (same := seen.setdefault(normalised(source["url"]), key)) != key:
            yield Finding("duplicate-address", _("the source “%s” has the same address.") % same, "", at)


def is_well_formed(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".") and not any(map(str.isspace, address))


def tracking_in(address: str) -> str:
    """Return the first name in a query that serves nobody but its sender."""
    names = (name for name, _value in parse_qsl(urlsplit(address).query, keep_blank_values=True))
    return next((name for name in names if name.startswith(TRACKING)), "")


def normalised(address: str) -> str:
    """Return what two addresses of the same page have in common."""
    parts = urlsplit(address)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{query}".casefold()
