"""Reads rendered HTML as a browser does: which elements it has, with what, and what a person can read."""

from html.parser import HTMLParser


class Markup(HTMLParser):
    """Rendered HTML: `elements` in order as (tag, attributes), and `text`."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    @property
    def tags(self):
        return [tag for tag, _ in self.elements]

    def all(self, name):
        """Return every value of an attribute, in order."""
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    def with_id(self, name):
        """Return the tag of the one element with this id."""
        (tag,) = [tag for tag, attributes in self.elements if attributes.get("id") == name]
        return tag
