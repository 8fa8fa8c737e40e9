"""How what is sent gets packed: for readers of the moment, and for those of what is kept."""

import gzip
from functools import lru_cache

import brotli  # type: ignore[import-untyped]

# Smaller bodies grow when they are packed.
WORTH_PACKING = 200
PACKED_BEFORE = ("image/png", "image/x-icon", "image/vnd", "font/", "application/zip")
# Brotli's qualities. At once: one more takes twice the time for one hundredth of the bytes, up to 9. At leisure, for
# what is sent many times: a hundred times as long, for one seventh less (docs/performance.md).
AT_ONCE, AT_LEISURE = 5, 11
# Brotli looks back over 2^19 bytes, more than a page has: with the 2^22 it takes by itself, who has packed a page keeps
# megabytes that nothing needs again.
WINDOW = 19


def is_packable(body: bytes, content_type: str) -> bool:
    return len(body) > WORTH_PACKING and not content_type.startswith(PACKED_BEFORE)


def packed(body: bytes, encoding: str, *, quality: int = AT_ONCE) -> bytes:
    """Return a body in an encoding, "br", "gzip" or "" for none: the same bytes for the same body."""
    if encoding == "br":
        return brotli.compress(body, quality=quality, lgwin=WINDOW)
    return gzip.compress(body, 9 if quality > AT_ONCE else 6, mtime=0) if encoding else body


def unpacked(body: bytes, encoding: str) -> bytes:
    """Return what was packed in an encoding."""
    if encoding == "br":
        return brotli.decompress(body)
    return gzip.decompress(body) if encoding else body


@lru_cache(1024)
def encoding_for(header: str) -> str:
    """Return the best encoding that an Accept-Encoding header takes: "br", "gzip" or "" for none."""
    taken = {}
    for part in header.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ("br", "gzip") if taken.get(name, taken.get("*", False))), "")
