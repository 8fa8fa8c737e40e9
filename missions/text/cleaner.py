"""The second lock: nothing passes but the elements, attributes, classes and addresses that a text can rightly have."""

import nh3

from missions.text.links import SCHEMES

ALIGNED = {"align-left", "align-center", "align-right"}

CLEANER = nh3.Cleaner(
    tags={
        "a", "abbr", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
        "pre", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
    },
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "title", "id", "rel", "aria-label"},
        "div": {"role", "aria-label", "tabindex"},
        "li": {"id"},
        "ol": {"start"},
        "p": {"id"},
        "pre": {"id"},
        "th": {"scope"},
        "tr": {"id"},
    },
    allowed_classes={
        "a": {"cite", "editorial", "external"},
        "div": {"table"},
        "pre": {"raw"},
        "span": {"cite-unknown", "locator"},
        "sup": {"cites"},
        "td": ALIGNED,
        "th": ALIGNED,
    },
    url_schemes=set(SCHEMES),
    # The printer marks links itself; in-page links need no rel.
    link_rel=None,
)  # fmt: skip


def clean(html: str) -> str:
    """Return HTML without anything a text of a record cannot rightly have."""
    return CLEANER.clean(html)
