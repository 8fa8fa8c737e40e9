"""A page of a mission as Wagtail keeps one: a row with rich text and a StreamField of sections.

The names are those of the dataclasses in `missions.pages`, whose values `benchmarks.peer` hands over. Texts are rich
text; what a site would make of its rows (citations, ways back, pictures) is finished HTML, which costs Wagtail least.
"""

from django.db.models import CharField
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, RawHTMLBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page


class Fact(StructBlock):
    id = CharBlock(required=False)
    label = CharBlock()
    value = RawHTMLBlock()


class Phase(StructBlock):
    id = CharBlock()
    title = CharBlock()
    date = CharBlock(required=False)
    is_announced = BooleanBlock(required=False)
    text = RichTextBlock()


class Topic(StructBlock):
    id = CharBlock()
    title = CharBlock()
    text = RichTextBlock()


class Figure(StructBlock):
    id = CharBlock()
    date = CharBlock(required=False)
    number = CharBlock()
    quality = CharBlock()
    cites = RawHTMLBlock(required=False)
    note = RichTextBlock(required=False)


class FigureGroup(StructBlock):
    counted = CharBlock()
    figures = ListBlock(Figure())
    chart = RawHTMLBlock(required=False)


class Leader(StructBlock):
    id = CharBlock()
    role = CharBlock()
    name = CharBlock()
    nation = CharBlock(required=False)
    date = CharBlock(required=False)
    is_announced = BooleanBlock(required=False)
    cites = RawHTMLBlock(required=False)
    note = RichTextBlock(required=False)


class Quotation(StructBlock):
    id = CharBlock()
    text = TextBlock()
    language = CharBlock()
    speaker = CharBlock()
    role = CharBlock(required=False)
    occasion = CharBlock(required=False)
    date = CharBlock(required=False)
    cites = RawHTMLBlock(required=False)
    note = RichTextBlock(required=False)


class Link(StructBlock):
    id = CharBlock()
    label = CharBlock()
    url = CharBlock(required=False)
    words = RawHTMLBlock()
    cites = RawHTMLBlock(required=False)


class Relation(StructBlock):
    id = CharBlock()
    kind = CharBlock()
    name = CharBlock()
    slug = CharBlock(required=False)
    cites = RawHTMLBlock(required=False)
    note = RichTextBlock(required=False)


class Copy(StructBlock):
    made = CharBlock()
    url = CharBlock()


class Passage(StructBlock):
    letters = CharBlock()
    locator = CharBlock(required=False)
    words = CharBlock(required=False)
    url = CharBlock(required=False)


class Reference(StructBlock):
    id = CharBlock()
    key = CharBlock()
    kind = CharBlock()
    words = RawHTMLBlock()
    language = CharBlock(required=False)
    read = CharBlock(required=False)
    url = CharBlock(required=False)
    host = CharBlock(required=False)
    copies = ListBlock(Copy())
    note = CharBlock(required=False)
    passages = ListBlock(Passage())
    backlinks = RawHTMLBlock()


ENTRIES = {
    "text": RichTextBlock(),
    "phases": ListBlock(Phase()),
    "topics": ListBlock(Topic()),
    "figures": ListBlock(FigureGroup()),
    "leaders": ListBlock(Leader()),
    "quotations": ListBlock(Quotation()),
    "links": ListBlock(Link()),
    "relations": ListBlock(Relation()),
    "references": ListBlock(Reference()),
}


class MissionPage(Page):
    acronym = CharField(max_length=255)
    kind = CharField(max_length=255)
    organisation = CharField(max_length=255)
    status = CharField(max_length=255)
    as_of = CharField(max_length=255)
    counts = CharField(max_length=255)
    summary = RichTextField()
    facts = StreamField([("fact", Fact(template="wagtail_site/fact.html"))])
    axis = StreamField([("picture", RawHTMLBlock())])
    sections = StreamField(
        [
            (
                part,
                StructBlock(
                    [("id", CharBlock()), ("title", CharBlock()), ("entries", entries)],
                    template=f"wagtail_site/{part}.html",
                ),
            )
            for part, entries in ENTRIES.items()
        ]
    )

    template = "wagtail_site/page.html"
