"""What a web server has to be told about an export: which addresses lead on, and which are gone.

It is said in `_redirects`, which hosts of static sites read; docs/hosting.md turns it into the words of nginx.
"""

from collections.abc import Iterator

from django.templatetags.static import static
from django.urls import reverse

from missions.public.everything import Everything, files_of
from missions.text.exchange.formats import FORMATS

FILE = "_redirects"


def redirects(everything: Everything) -> str:
    """Return a line for each address without a page: from, to and status; "*" stands for whatever follows."""
    lines = [*moved("missions", everything.slugs, "json", "md", *FORMATS)]
    lines += moved("sources", everything.keys, "json", *FORMATS)
    lines += gone(everything.withdrawn)
    lines += [f"{reverse('favicon')} {static('missions/favicon.ico')} 302"]
    # No host takes a feed for the page of its folder.
    lines += [f"{feed} {feed}index.xml 200" for feed in (reverse("changes-feed"), "/missions/:slug/feed/")]
    return "".join(f"{line}\n" for line in lines)


def moved(nouns: str, present: dict[str, str], *suffixes: str) -> Iterator[str]:
    for old, new in sorted(present.items()):
        yield f"/{nouns}/{old}/* /{nouns}/{new}/:splat 301"
        yield from (f"/{nouns}/{old}.{suffix} /{nouns}/{new}.{suffix} 301" for suffix in suffixes)


def gone(slugs: tuple[str, ...]) -> Iterator[str]:
    """Yield the addresses of withdrawn records: the page says why, for all that stood beside it as well."""
    for slug in slugs:
        page = reverse("mission", args=[slug])
        yield from (f"{address} {page}index.html 410" for address in (page, *files_of("mission", slug)))
