"""A page as a reader's browser takes it apart: ids, links and words in order."""

from html.parser import HTMLParser


class Parsed(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []  # every href, in order
        self.cites: list[str] = []  # those of printed citations
        self.backlinks: list[str] = []
        self.metas: dict[str, str] = {}
        self.canonical = ""
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
            kinds = found.get("class", "").split()
            if "cite" in kinds:
                self.cites.append(found["href"])
            if "backlink" in kinds:
                self.backlinks.append(found["href"])
        if tag == "meta":
            self.metas[found.get("name") or found.get("property", "")] = found.get("content", "")
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"]

    def handle_data(self, data):
        self.words = " ".join(f"{self.words} {data}".split())


def parsed(response) -> Parsed:
    return Parsed(response.content.decode())
