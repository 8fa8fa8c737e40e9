"""What a request says of its own text, read before Django reads it."""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable], Iterable[bytes]]


def utf8_alone(application: Application) -> Application:
    """Take every request for UTF-8, as all forms of this site are: its Content-Type keeps its kind and its boundary.

    Django looks up whatever character set a header names before any of its own fences stands: one that is unknown in an
    encoded parameter, or that is Python's but holds no text ("zip"), would end in a fault instead of an answer.
    """

    def plainly(environ: Environ, start_response: Callable) -> Iterable[bytes]:
        kind, *parameters = environ.get("CONTENT_TYPE", "").split(";")
        if parameters:
            kept = [one for one in parameters if one.strip().lower().startswith("boundary=")]
            environ = {**environ, "CONTENT_TYPE": ";".join([kind, *kept])}
        return application(environ, start_response)

    return plainly
