"""Whether a reader has a page already, by the headers of the question."""

from functools import lru_cache

from django.utils.http import parse_etags, parse_http_date_safe

# Signs of a header whose answer is remembered: a longer one is no browser's, and many of them would fill the memory.
REMEMBERED = 200


def is_among(etag: str, header: str) -> bool:
    """Return whether an If-None-Match header names this page."""
    return (names if len(header) <= REMEMBERED else names.__wrapped__)(etag, header)


def is_no_older(header: str, changed_at: str) -> bool:
    """Return whether the moment in an If-Modified-Since header is not before the last change."""
    return len(header) <= REMEMBERED and is_since(header, changed_at)


@lru_cache(1024)
def names(etag: str, header: str) -> bool:
    return header.strip() == "*" or etag.removeprefix("W/") in (one.removeprefix("W/") for one in parse_etags(header))


@lru_cache(1024)
def is_since(header: str, changed_at: str) -> bool:
    since, changed = parse_http_date_safe(header), parse_http_date_safe(changed_at)
    return since is not None and changed is not None and since >= changed
