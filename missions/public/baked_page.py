"""One finished page, as `baked` holds it and gives it out."""

from time import monotonic

from missions.public import encodings, release
from missions.public.asking import Environ, Headers
from missions.public.conditions import is_among, is_no_older

# Seconds after which a page that is still the same is packed once more, as small as can be.
SETTLED = 60
# The number of a request is no other request's: what is served from here has none, and costs no line in the log.
REPLACED = {"etag", "content-length", "content-encoding", "vary", "x-request-id"}


class Page:
    """An answer in every encoding that was asked for so far: few readers take a page unpacked, many times as large."""

    def __init__(self, headers: Headers, body: bytes, *, scope: str, mark: object) -> None:
        self.scope, self.mark = scope, mark
        given = {name.lower(): value for name, value in headers}
        etag = given.get("etag") or f'"{release.fingerprint(body)}"'
        # One for all encodings, therefore a weak one.
        self.etag = etag if etag.startswith("W/") else f"W/{etag}"
        self.changed_at = given.get("last-modified", "")
        self.is_packable = encodings.is_packable(body, given.get("content-type", ""))
        self.headers = [(name, value) for name, value in headers if name.lower() not in REPLACED]
        self.headers += [("ETag", self.etag), ("Vary", "Accept-Encoding")]
        self.headers += [] if "cache-control" in given else [("Cache-Control", "no-cache")]
        self.answers = {"": self.answer("", body)}
        # Bytes that the shelf counts for it, and when it is packed once more: 0 for not now.
        self.held, self.due = 0, 0.0

    def answer(self, encoding: str, body: bytes) -> tuple[Headers, list[bytes]]:
        packed = [("Content-Encoding", encoding)] if encoding else []
        return [*self.headers, *packed, ("Content-Length", str(len(body)))], [body]

    def pack(self, encoding: str, *, quality: int = encodings.AT_ONCE) -> None:
        known = min(self.answers)
        plain = encodings.unpacked(self.answers[known][1][0], known)
        self.answers[encoding] = self.answer(encoding, encodings.packed(plain, encoding, quality=quality))
        self.due = monotonic() + SETTLED if quality == encodings.AT_ONCE else 0.0

    def encoding_for(self, environ: Environ) -> str:
        return encodings.encoding_for(environ.get("HTTP_ACCEPT_ENCODING", "")) if self.is_packable else ""

    def is_known(self, environ: Environ) -> bool:
        """Return whether a reader has this very page; what it is called says more than when it was made."""
        if "HTTP_IF_NONE_MATCH" in environ:
            return is_among(self.etag, environ["HTTP_IF_NONE_MATCH"])
        return "HTTP_IF_MODIFIED_SINCE" in environ and is_no_older(environ["HTTP_IF_MODIFIED_SINCE"], self.changed_at)
