"""A stranger who speaks WSGI: asks the site, baked pages and all, for anything, and sees exactly what comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from django.core.handlers.wsgi import WSGIHandler

from missions.public.baked import Baked
from nmi_site.content_types import utf8_alone
from tests.public.asked import keep_connection

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes

    def __getitem__(self, name: str) -> str:
        return next((value for header, value in self.headers if header.lower() == name.lower()), "")

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def whole(self) -> str:
        """Return everything that was said: the headers and the body."""
        lines = [f"{name}: {value}" for name, value in self.headers]
        return "\n".join([*lines, "", self.body.decode("utf-8", "replace")])


class Unread(BytesIO):
    """The body of a request; `was_read` tells whether anybody looked at it."""

    was_read = False

    def read(self, *size):
        self.was_read = True
        return super().read(*size)

    def readline(self, *size):
        self.was_read = True
        return super().readline(*size)


class Site:
    """The site as a server has it: `django` behind all that stands in front of it, baked pages of its own included."""

    def __init__(self, django: Callable | None = None):
        self.baked = Baked(utf8_alone(django or WSGIHandler()), most=10_000_000)

    def ask(self, path: str | bytes, *, query="", method="GET", body: BytesIO | bytes = b"", **environ) -> Answer:
        """Ask for a path as it stands in an address line, decoded; `environ` holds whatever else a server hands on."""
        # Whoever asked before may have had the signals put back.
        keep_connection()
        said: list[tuple[str, list]] = []
        stream = BytesIO(body) if isinstance(body, bytes) else body
        answered = self.baked(
            {
                "REQUEST_METHOD": method, "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
                "PATH_INFO": (path if isinstance(path, bytes) else path.encode()).decode("latin-1"),
                "HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1",
                "wsgi.input": stream, "CONTENT_LENGTH": str(len(stream.getbuffer())), **environ,
            },
            lambda status, headers, *_failed: said.append((status, headers)),
        )  # fmt: skip
        try:
            whole = b"".join(answered)
        finally:
            getattr(answered, "close", lambda: None)()
        status, headers = said[-1]
        # The name that the log has for this one request is no part of what is said.
        return Answer(int(status[:3]), tuple(pair for pair in headers if pair[0] != "X-Request-ID"), whole)
