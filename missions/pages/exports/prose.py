"""An edition as Markdown: CommonMark with tables and footnotes, whose numbers are those of the page's references."""

from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import groupby

from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.editions.statements import entry_citations
from missions.models import Figure, Relation
from missions.pages.dates import words
from missions.pages.entries import name_words, number_words
from missions.pages.exports.publication import Publication
from missions.pages.history import NoticeWords
from missions.pages.mission import TOPICS, kind_words
from missions.pages.names import field_name
from missions.pages.references import Reference, references_of
from missions.pages.site import Site
from missions.pages.status import status
from missions.text import dates
from missions.text.citations import Citation
from missions.text.writer import EDITORIAL_NOTE, Footnotes, write_blocks, write_line, write_plain


def markdown_of(publication: Publication, site: Site) -> str:
    """Return the whole record in the order of its page, from the title to the references."""
    document = publication.document
    footnotes = Footnotes({source["key"]: source["number"] for source in document["sources"]})
    parts = [*head(publication, site), *mission(document["mission"], footnotes), *sections(document, footnotes)]
    return "\n\n".join([*parts, *references(document)]) + "\n"


def head(publication: Publication, site: Site) -> Iterator[str]:
    edition, row = publication.edition, publication.document["mission"]
    acronym = f" ({write_plain(row['acronym'])})" if row["acronym"] else ""
    yield f"# {write_plain(row['name'])}{acronym}"
    if publication.withdrawal:
        yield quoted(_("This record has been withdrawn."), publication.withdrawal)
    elif publication.standing == "superseded":
        yield "> " + _("This is edition %(number)d of %(newest)d. It is kept as it was published.") % {
            "number": edition.number,
            "newest": publication.newest,
        }
    for notice in publication.removals:
        yield quoted(_("Words have been removed from this text."), notice)
    standing = (
        kind_words(row["kind"]),
        row["organisation"],
        status(row["dates"], row["as_of"]),
        _("as of %(date)s") % {"date": words(row["as_of"])} if row["as_of"] else "",
    )
    yield " · ".join(write_plain(word) for word in standing if word)
    published = {
        "number": edition.number,
        "at": f"{edition.published_at:%Y-%m-%d %H:%M} UTC",
        "publisher": write_plain(edition.publisher),
    }
    yield "\\\n".join(
        (
            _("Edition %(number)d, published %(at)s by %(publisher)s") % published,
            _("Why: %(reason)s") % {"reason": write_plain(edition.reason)},
            f"<{site.edition(publication.slug, edition.number)}>",
            _("Texts: %(licence)s, %(site)s") % {"licence": write_plain(site.licence), "site": write_plain(site.name)},
        )
    )


def quoted(title: str, notice: NoticeWords) -> str:
    said = f"{notice.made_at:%Y-%m-%d %H:%M} UTC · {write_plain(notice.maker)}"
    return f"> **{title}** {write_plain(notice.words)}\\\n> {said}"


def mission(row: Mapping, footnotes: Footnotes) -> Iterator[str]:
    whole = entry_citations(row)
    yield write_line(row["summary"], footnotes, whole)
    facts = [
        ("dates", capfirst(write_plain(words(row["dates"]))) + footnotes.of(whole) if row["dates"] else ""),
        ("host_country", write_plain(row["host_country"])),
        ("headquarters", write_line(row["headquarters"], footnotes, whole)),
    ]
    filled = [f"- **{field_name('mission', name)}:** {value}" for name, value in facts if value]
    yield from ["\n".join(filled)] if filled else []
    for name in ("overview", "legal_basis"):
        if row[name]:
            yield f"## {field_name('mission', name)}"
            yield write_blocks(row[name], footnotes, whole)


def sections(document: Mapping, footnotes: Footnotes) -> Iterator[str]:
    """Yield every section that has entries, in the order in which citations are numbered."""
    yield from titled(_("History"), (phase(row, footnotes) for row in document["phases"]))
    for kind, _name, title in TOPICS:
        rows = (row for row in document["initiatives"] if row["kind"] == kind)
        yield from titled(str(title), (topic(row, footnotes) for row in rows))
    groups = groupby(document["figures"], key=lambda row: row["counted"])
    counted = (f"### {write_plain(name)}\n\n{listed(figure(row, footnotes) for row in rows)}" for name, rows in groups)
    yield from titled(_("Figures"), counted)
    leaders = listed(leader(row, footnotes) for row in document["leaders"])
    yield from titled(_("Leaders"), [leaders] if leaders else [])
    yield from titled(_("Quotations"), (quotation(row, footnotes) for row in document["quotations"]))
    links = listed(
        f"{write_plain(row['label'])}{footnotes.of((Citation(row['source']),))}" for row in document["links"]
    )
    yield from titled(_("Further reading"), [links] if links else [])
    relations = listed(relation(row, footnotes) for row in document["relations"])
    yield from titled(_("Related missions"), [relations] if relations else [])


def titled(title: str, parts: Iterable[str]) -> Iterator[str]:
    for place, part in enumerate(parts):
        if place == 0:
            yield f"## {title}"
        yield part


def listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def when(row: Mapping, field: str = "dates") -> str:
    date = capfirst(write_plain(dates.words(row[field], announced=row.get("is_announced", False))))
    return _("%(date)s (announced, not confirmed)") % {"date": date} if row.get("is_announced") else date


def phase(row: Mapping, footnotes: Footnotes) -> str:
    text = write_blocks(row["text"], footnotes, entry_citations(row), heading_level=4)
    return f"### {write_plain(row['title'])}\n\n*{when(row)}*\n\n{text}"


def topic(row: Mapping, footnotes: Footnotes) -> str:
    text = write_blocks(row["text"], footnotes, entry_citations(row), heading_level=4)
    return f"### {write_plain(row['title'])}\n\n{text}"


def figure(row: Mapping, footnotes: Footnotes) -> str:
    quality = Figure.Quality(row["quality"]).label
    said = f"**{write_plain(number_words(row))}** ({quality}), {write_plain(words(row['date']))}"
    return with_note(said, row, footnotes)


def leader(row: Mapping, footnotes: Footnotes) -> str:
    nation = f", {write_plain(row['nation'])}" if row["nation"] else ""
    return with_note(
        f"**{write_plain(name_words(row))}**{nation}, {write_plain(row['role'])}, {when(row)}", row, footnotes
    )


def quotation(row: Mapping, footnotes: Footnotes) -> str:
    text = "\n".join(f"> {write_plain(line)}" if line.strip() else ">" for line in row["text"].splitlines())
    said = (row["speaker"], row["role"], row["occasion"], words(row["date"]))
    return f"{text}\n\n" + with_note(", ".join(write_plain(word) for word in said if word), row, footnotes)


def relation(row: Mapping, footnotes: Footnotes) -> str:
    kind = capfirst(str(Relation.Kind(row["kind"]).label))
    return with_note(f"{kind}: **{write_plain(row['other']['name'])}**", row, footnotes)


def with_note(said: str, row: Mapping, footnotes: Footnotes) -> str:
    note = f". {write_line(row['note'], footnotes)}" if row["note"] else ""
    return f"{said}{footnotes.of(entry_citations(row))}{note}"


def references(document: Mapping) -> Iterator[str]:
    """Yield the footnotes: each source, where it is, and the words of it that statements name."""
    found = references_of(document)
    if found:
        yield f"## {_('References')}"
    yield from (footnote(reference) for reference in found.references)
    if found.has_editorial:
        yield f"[^{EDITORIAL_NOTE}]: " + _("The editors’ own words, which rest on no source of their own.")


def footnote(reference: Reference) -> str:
    source = reference.source
    parts = [f"{write_plain(unescape(strip_tags(source.words)))}."]
    parts += [f"{capfirst(write_plain(source.read))}."] if source.read else []
    parts += [f"<{source.url}>"] if source.url else []
    parts += [_("Copy of %(day)s:") % {"day": copy.made} + f" <{copy.url}>" for copy in source.copies]
    parts += [write_plain(source.note)] if source.note else []
    parts += [
        f"{write_plain(link.entry)}: {write_plain(', '.join(filter(None, (link.locator, f'“{link.passage}”'))))}"
        for link in reference.backlinks
        if link.passage
    ]
    return f"[^{reference.number}]: " + "\\\n    ".join(parts)
