"""Where links lead: which addresses a record may link to, and which of them are other sites."""

from collections.abc import Container
from urllib.parse import urlsplit

from markdown_it.token import Token

SCHEMES = frozenset({"http", "https", "mailto"})


def is_usable(address: str) -> bool:
    """Return whether a record may link there: a web page, a mail address or a place on this site."""
    try:
        return urlsplit(address).scheme in {*SCHEMES, ""}
    except ValueError:
        return False


def is_external(address: str, own_hosts: Container[str]) -> bool:
    """Return whether an address leads to another host.

    Browsers read `https:other.org` and `///other.org` as other hosts too, so what has no readable host is external.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return True
    return (parts.scheme in ("http", "https") or address.startswith("//")) and host not in own_hosts


def without_unusable_links(children: list[Token]) -> list[Token]:
    """Leave the words of links that lead nowhere a record may link to, and take the links away."""
    kept: list[Token] = []
    keeps: list[bool] = []
    for token in children:
        if token.type == "link_open":
            keeps.append(is_usable(str(token.attrs["href"])))
        if token.type not in ("link_open", "link_close") or keeps[-1]:
            kept.append(token)
        if token.type == "link_close":
            keeps.pop()
    return kept
