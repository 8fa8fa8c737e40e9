"""The entries of a mission page, one shape for each kind: words and clean HTML, ready to be printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.editions.statements import entry_citations, stem_of
from missions.models import Figure, Relation
from missions.pages.dates import PrintedDate
from missions.pages.pictures.chart_shapes import FigureChart
from missions.pages.sources import PrintedSource
from missions.pages.typesetting import Typesetter


@dataclass(frozen=True, slots=True)
class PhaseEntry:
    id: str
    title: str
    date: PrintedDate
    is_announced: bool
    text: SafeString

    @classmethod
    def of(cls, row: Mapping, setter: Typesetter) -> "PhaseEntry":
        stem = stem_of("phases", row["key"])
        return cls(
            id=stem,
            title=row["title"],
            date=PrintedDate.of(row["dates"], announced=row["is_announced"]),
            is_announced=row["is_announced"],
            text=setter.blocks(stem, row["text"], entry_citations(row)),
        )


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A characteristic, initiative, fact or disputed question."""

    id: str
    title: str
    text: SafeString

    @classmethod
    def of(cls, row: Mapping, setter: Typesetter) -> "TopicEntry":
        stem = stem_of("initiatives", row["key"])
        return cls(stem, row["title"], setter.blocks(stem, row["text"], entry_citations(row)))


@dataclass(frozen=True, slots=True)
class FigureEntry:
    id: str
    date: PrintedDate
    number: str
    quality: str
    cites: SafeString
    note: SafeString

    @classmethod
    def of(cls, row: Mapping, setter: Typesetter) -> "FigureEntry":
        stem = stem_of("figures", row["key"])
        return cls(
            id=stem,
            date=PrintedDate.of(row["date"]),
            number=number_words(row),
            quality=str(Figure.Quality(row["quality"]).label),
            cites=setter.citations(stem, entry_citations(row)),
            note=setter.line(f"{stem}.note", row["note"]),
        )


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that count the same, and their chart if they have one."""

    counted: str
    figures: tuple[FigureEntry, ...]
    chart: FigureChart | None

    @classmethod
    def all_of(
        cls, rows: Iterable[Mapping], setter: Typesetter, charts: Mapping[str, FigureChart]
    ) -> tuple["FigureGroup", ...]:
        groups = groupby(rows, key=lambda row: row["counted"])
        return tuple(
            cls(counted, tuple(FigureEntry.of(row, setter) for row in group), charts.get(counted))
            for counted, group in groups
        )


@dataclass(frozen=True, slots=True)
class LeaderEntry:
    id: str
    role: str
    name: str
    nation: str
    date: PrintedDate
    is_announced: bool
    cites: SafeString
    note: SafeString

    @classmethod
    def of(cls, row: Mapping, setter: Typesetter) -> "LeaderEntry":
        stem = stem_of("leaders", row["key"])
        return cls(
            id=stem,
            role=row["role"],
            name=name_words(row),
            nation=row["nation"],
            date=PrintedDate.of(row["dates"], announced=row["is_announced"]),
            is_announced=row["is_announced"],
            cites=setter.citations(stem, entry_citations(row)),
            note=setter.line(f"{stem}.note", row["note"]),
        )


@dataclass(frozen=True, slots=True)
class QuotationEntry:
    id: str
    text: str
    language: str
    speaker: str
    role: str
    occasion: str
    date: PrintedDate
    cites: SafeString
    note: SafeString

    @classmethod
    def of(cls, row: Mapping, setter: Typesetter) -> "QuotationEntry":
        stem = stem_of("quotations", row["key"])
        return cls(
            id=stem,
            text=row["text"],
            language=row["language"],
            speaker=row["speaker"],
            role=row["role"],
            occasion=row["occasion"],
            date=PrintedDate.of(row["date"]),
            cites=setter.citations(stem, entry_citations(row)),
            note=setter.line(f"{stem}.note", row["note"]),
        )


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """Further reading, with the words of its source. `url` is "" where that has no address."""

    id: str
    label: str
    url: str
    words: SafeString
    cites: SafeString

    @classmethod
    def of(cls, row: Mapping, setter: Typesetter, sources: Mapping[str, PrintedSource]) -> "LinkEntry":
        stem = stem_of("links", row["key"])
        source = sources[row["source"]]
        return cls(stem, row["label"], source.url, source.words, setter.source(stem, row["source"]))


@dataclass(frozen=True, slots=True)
class RelationEntry:
    id: str
    kind: str
    name: str
    slug: str
    cites: SafeString
    note: SafeString

    @classmethod
    def of(cls, row: Mapping, setter: Typesetter) -> "RelationEntry":
        stem = stem_of("relations", row["key"])
        return cls(
            id=stem,
            kind=capfirst(str(Relation.Kind(row["kind"]).label)),
            # A draft may lead to a mission that no reader knows yet.
            name=row["other"]["name"] or row["other"]["key"],
            slug=row["other"]["slug"],
            cites=setter.citations(stem, entry_citations(row)),
            note=setter.line(f"{stem}.note", row["note"]),
        )


def number_words(row: Mapping) -> str:
    """Return a figure as its source puts it, else its number or range."""
    if row["wording"]:
        return str(row["wording"])
    low = formats.number_format(row["low"], force_grouping=True)
    if row["high"] is None:
        return low
    return _("%(low)s to %(high)s") % {"low": low, "high": formats.number_format(row["high"], force_grouping=True)}


def name_words(row: Mapping) -> str:
    return f"{row['rank']} {row['name']}".strip()
