"""What was found: records with the statements that answer best, and sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.models import Source
from missions.pages.cards import in_line
from missions.pages.facets import Facets
from missions.pages.names import field_name, noun
from missions.pages.paging import Paging
from missions.pages.sources import HOME_LANGUAGE, language_name
from missions.text.asked import Asked
from missions.text.dates import readable
from missions.text.marking import Marker


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A statement or title: its very address, what it stands in, and its words."""

    address: str
    place: str
    language: str
    words: SafeString

    @classmethod
    def of(cls, line: Mapping, marker: Marker, *, page: str) -> "FoundLine":
        return cls(
            address=f"{page}#{line['anchor']}",
            place=place_words(line["section"], line["field"], line["entry"]),
            language="" if line["language"] == HOME_LANGUAGE else line["language"],
            words=marked(line["text"], marker),
        )


@dataclass(frozen=True, slots=True)
class FoundMission:
    """A live record with its best lines; `more` counts those that answer as well but are not shown."""

    slug: str
    address: str
    name: SafeString
    acronym: SafeString
    traits: str
    dates: str
    summary: str
    lines: tuple[FoundLine, ...]
    more: int

    @classmethod
    def of(cls, row: Mapping, lines: Sequence[Mapping], marker: Marker) -> "FoundMission":
        page = reverse("mission", args=[row["slug"]])
        return cls(
            slug=row["slug"],
            address=page,
            name=marked(row["name"], marker),
            acronym=marked(row["acronym"], marker),
            traits=in_line(row["organisation"], row["host_country"]),
            dates=capfirst(readable(row["dates"])),
            summary=row["summary"],
            lines=tuple(FoundLine.of(line, marker, page=page) for line in lines),
            more=lines[0]["total"] - len(lines) if lines else 0,
        )

    @property
    def more_words(self) -> str:
        return ngettext("%d more in this record", "%d more in this record", self.more) % self.more


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source: its title ("untitled page" for none), who published it when, and what kind it is."""

    key: str
    title: SafeString
    publisher: SafeString
    kind: str
    published: str
    language: str
    language_code: str

    @classmethod
    def of(cls, wording: Mapping, marker: Marker) -> "FoundSource":
        is_foreign = wording["language"] != HOME_LANGUAGE
        return cls(
            key=wording["key"],
            title=marked(wording["title"] or _("untitled page"), marker),
            publisher=marked(wording["publisher"], marker),
            kind=capfirst(str(Source.Kind(wording["kind"]).label)),
            published=readable(wording["published"]) or _("undated"),
            language=language_name(wording["language"]) if is_foreign else "",
            language_code=wording["language"] if is_foreign and wording["title"] else "",
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """One page of answers. The counts stop at what was looked at; `has_more` and `has_more_sources` say so."""

    asked: Asked
    facets: Facets
    missions: tuple[FoundMission, ...] = ()
    count: int = 0
    has_more: bool = False
    sources: tuple[FoundSource, ...] = ()
    source_count: int = 0
    has_more_sources: bool = False
    paging: Paging | None = None
    # From one record alone, or of sources alone.
    is_within: bool = False
    is_of_sources: bool = False

    def __bool__(self) -> bool:
        return bool(self.missions or self.sources)

    @property
    def count_words(self) -> str:
        """Say how much was found: "3 records and 12 sources"."""
        sources = ngettext("%d source", "%d sources", self.source_count) % self.source_count
        if self.has_more_sources:
            sources = _("more than %d sources") % self.source_count
        if self.is_of_sources:
            return sources
        if self.is_within:
            count = sum(len(mission.lines) for mission in self.missions)
            return (
                ngettext("%d statement or title in this record", "%d statements and titles in this record", count)
                % count
            )
        if self.has_more:
            return _("More than %d records. Add a word or a filter.") % self.count
        records = ngettext("%d record", "%d records", self.count) % self.count
        return (
            _("%(records)s and %(sources)s") % {"records": records, "sources": sources}
            if self.source_count
            else records
        )


def marked(text: str, marker: Marker) -> SafeString:
    """Return a text, or the part of it that answers, with what was asked for marked."""
    parts = ((one.is_found, escape(one.text)) for one in marker.extract(text))
    # Safe: every part of the text is escaped.
    return mark_safe("".join(f'<mark class="found">{part}</mark>' if is_found else part for is_found, part in parts))


def place_words(section: str, field: str, entry: str) -> str:
    """Name what a line stands in: a field of the mission, or the entry; of a title, what it is the title of."""
    if section == "mission":
        return field_name(section, field)
    return entry or capfirst(noun(section))
