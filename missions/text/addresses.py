"""Addresses of documents, in the one writing by which the same document is recognised."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What advertisers and mail programs add to see where a reader came from; it names no other document.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|_hs(enc|mi)|mkt_tok|ref_src|cmpid")
LONGEST = 1000


def plain_address(url: str) -> str:
    """Return an address without scheme, "www.", port of the scheme, last slash, fragment and tracking parameters.

    Two addresses of one document are the same then; "" for what is no address. Parameters that may name a document
    stay, in alphabetical order.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www.").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(name.lower())
    )
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{place}{unquote(parts.path).rstrip('/')}{query}"[:LONGEST]
