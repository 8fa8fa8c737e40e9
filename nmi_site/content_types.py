"""What a request says of its own text, read before Django reads it."""

from collections.abc import Callable, Iterable

from missions.public.asking import Application, Environ

# A kind has at most 127 signs on each side of its slash, a boundary at most 70: https://www.rfc-editor.org/rfc/rfc2046
LONGEST_KIND, LONGEST_BOUNDARY = 255, 90


def utf8_alone(application: Application) -> Application:
    """Take every request for UTF-8, as all forms of this site are: its Content-Type keeps its kind and its boundary.

    Django looks up whatever character set a header names before any of its own fences stands: one that is unknown in an
    encoded parameter, or that is Python's but holds no text ("zip"), would end in a fault instead of an answer. So
    would a header that is longer than Django reads.
    """

    def plainly(environ: Environ, start_response: Callable) -> Iterable[bytes]:
        kind, *parameters = environ.get("CONTENT_TYPE", "").split(";")
        kept = [one for one in parameters[:9] if is_boundary(one.strip().lower())]
        if parameters or len(kind) > LONGEST_KIND:
            environ = {**environ, "CONTENT_TYPE": ";".join([kind[:LONGEST_KIND], *kept])}
        return application(environ, start_response)

    return plainly


def is_boundary(parameter: str) -> bool:
    return parameter.startswith("boundary=") and len(parameter) <= LONGEST_BOUNDARY
