"""An export of the site as a browser finds it on a disk: its files, and the links between them."""

from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

PACKED = {".gz", ".br"}


def files_of(folder: Path) -> dict[str, bytes]:
    """Map the names of all files but the packed ones, and those that tell the export itself, to their content."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in PACKED)
    names = {path.relative_to(folder).as_posix(): path for path in sorted(found)}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith((".export/", "_redirects"))}


class Links(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src", "action", "formaction"):
                self.links.append(value)


def dead_links(folder: Path, *, moved: dict[str, str] | None = None, asked: tuple[str, ...] = ()) -> list[str]:
    """Return what the pages link to among themselves and is not there, with the page that does.

    `moved` maps the addresses that lead on; what begins with one of `asked` is a question, which no file answers.
    """
    pages = {name: Links(content.decode()) for name, content in files_of(folder).items() if name.endswith(".html")}
    faults = []
    for name, page in pages.items():
        for link in page.links:
            url = urlsplit(link)
            if url.scheme or url.netloc or (url.path and url.path.startswith(asked)):
                continue
            target = (moved or {}).get(url.path, url.path)
            place = normpath(join("/", dirname(name), unquote(target)))[1:] if target else name
            place = join(place, "index.html").lstrip("/") if target.endswith("/") else place
            if place.endswith("feed/index.html"):
                place = place.replace("index.html", "index.xml")
            if not (folder / place).is_file() or url.query:
                faults.append(f"{name}: {link}")
            elif url.fragment and place in pages and unquote(url.fragment) not in pages[place].ids:
                faults.append(f"{name}: {link} (no such anchor)")
    return faults
