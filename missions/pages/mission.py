"""A mission's page: its document in the order readers meet it, which is the order the references are numbered in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.editions.statements import entry_citations
from missions.models import Mission
from missions.pages.counts import Counts
from missions.pages.dates import words
from missions.pages.edition import EditionHead
from missions.pages.entries import (
    FigureGroup,
    LeaderEntry,
    LinkEntry,
    PhaseEntry,
    QuotationEntry,
    RelationEntry,
    TopicEntry,
)
from missions.pages.facts import Fact, facts_of
from missions.pages.pictures.figure_chart import charts_of
from missions.pages.pictures.mission_axis import MissionAxis, mission_axis
from missions.pages.references import ReferenceList, references_of
from missions.pages.status import past, status
from missions.pages.typesetting import Typesetter
from missions.text.markdown import plain

# The kinds of initiatives in the order of the page, with the id and the title of their sections.
TOPICS = (
    ("characteristic", "characteristics", gettext_lazy("Characteristics")),
    ("initiative", "initiatives", gettext_lazy("Initiatives")),
    ("fact", "facts", gettext_lazy("Facts")),
    ("disputed", "disputed", gettext_lazy("Where sources disagree")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section that has something to show. `part` names the template that prints its entries."""

    id: str
    title: str
    part: str
    entries: tuple | SafeString | ReferenceList

    @property
    def template(self) -> str:
        return f"includes/{self.part}.html"


@dataclass(frozen=True, slots=True)
class MissionPage:
    """All a mission page prints. `summary` is HTML, `description` the same in plain words; a draft has no edition."""

    edition: EditionHead | None
    name: str
    acronym: str
    kind: str
    organisation: str
    status: str
    past: str
    as_of: str
    summary: SafeString
    description: str
    counts: Counts
    facts: tuple[Fact, ...]
    axis: MissionAxis | None
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, edition: EditionHead | None, document: Mapping) -> "MissionPage":
        mission = document["mission"]
        setter = Typesetter.of(document)
        return cls(
            edition=edition,
            name=mission["name"],
            acronym=mission["acronym"],
            kind=kind_words(mission["kind"]),
            organisation=mission["organisation"],
            status=status(mission["dates"], mission["as_of"]),
            past=past(mission["dates"], mission["as_of"]),
            as_of=words(mission["as_of"]),
            summary=setter.line("mission-summary", mission["summary"], entry_citations(mission)),
            description=plain(mission["summary"]),
            counts=Counts.of(document),
            facts=facts_of(document, setter),
            axis=mission_axis(document),
            sections=tuple(section for section in sections(document, setter) if section.entries),
        )


def sections(document: Mapping, setter: Typesetter) -> Iterator[Section]:
    """Yield every section, empty ones too, in the order in which citations are numbered."""
    mission = document["mission"]
    whole = entry_citations(mission)
    for field, title in (("overview", _("Overview")), ("legal_basis", _("Legal basis"))):
        stem = f"mission-{field}"
        yield Section(stem, title, "text", setter.blocks(stem, mission[field], whole, heading_level=3))
    yield Section("history", _("History"), "phases", tuple(PhaseEntry.of(row, setter) for row in document["phases"]))
    for kind, name, heading in TOPICS:
        rows = (row for row in document["initiatives"] if row["kind"] == kind)
        yield Section(name, str(heading), "topics", tuple(TopicEntry.of(row, setter) for row in rows))
    charts = charts_of(document["figures"])
    yield Section("figures", _("Figures"), "figures", FigureGroup.all_of(document["figures"], setter, charts))
    yield Section("leaders", _("Leaders"), "leaders", tuple(LeaderEntry.of(row, setter) for row in document["leaders"]))
    quotations = tuple(QuotationEntry.of(row, setter) for row in document["quotations"])
    yield Section("quotations", _("Quotations"), "quotations", quotations)
    references = references_of(document)
    sources = {reference.source.key: reference.source for reference in references.references}
    links = tuple(LinkEntry.of(row, setter, sources) for row in document["links"])
    yield Section("links", _("Further reading"), "links", links)
    relations = tuple(RelationEntry.of(row, setter) for row in document["relations"])
    yield Section("relations", _("Related missions"), "relations", relations)
    yield Section("references", _("References"), "references", references)


def kind_words(kind: str) -> str:
    """Name a kind of mission: "Advisory mission"; "" for none."""
    return _("%(kind)s mission") % {"kind": capfirst(str(Mission.Kind(kind).label))} if kind else ""
