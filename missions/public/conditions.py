"""Whether a reader has a page already, by the headers of the question."""

from functools import lru_cache

from django.utils.http import parse_etags, parse_http_date_safe


@lru_cache(1024)
def is_among(etag: str, header: str) -> bool:
    return header.strip() == "*" or etag.removeprefix("W/") in (one.removeprefix("W/") for one in parse_etags(header))


@lru_cache(1024)
def is_no_older(header: str, changed_at: str) -> bool:
    """Return whether the moment in an If-Modified-Since header is not before the last change."""
    since, changed = parse_http_date_safe(header), parse_http_date_safe(changed_at)
    return since is not None and changed is not None and since >= changed
