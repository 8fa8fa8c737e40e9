"""What stands on the page of a conflict, and what a browser sends back from it."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """The fields of the page's own form as a browser sends them."""

    def __init__(self):
        super().__init__()
        self.sent: dict[str, str] = {}
        self.text = ""
        self.is_inside = False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.is_inside = "conflict" in found.get("class", "")
        if not self.is_inside or not found.get("name"):
            return
        if tag == "textarea":
            self.text, self.sent[found["name"]] = found["name"], ""
        elif tag == "input" and (found["type"] == "hidden" or "checked" in found):
            self.sent[found["name"]] = found.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.text = ""

    def handle_data(self, text):
        if self.text:
            self.sent[self.text] += text.removeprefix("\n")


def answer(response, **chosen) -> dict[str, str]:
    """Return what the page sends, with what was chosen and typed on it."""
    fields = Fields()
    fields.feed(response.content.decode())
    return fields.sent | chosen


def page_of(question) -> dict[str, str]:
    """Return the wordings that a question shows, by what stands above each: what there is now, without what is gone."""
    return {
        one.name: "".join(stretch.text for part in one.parts for stretch in part.stretches if stretch.kind != "deleted")
        for one in question.wordings
    }


def choices_on(question) -> list[str]:
    return [choice.value for choice in question.choices]
