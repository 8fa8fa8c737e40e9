"""Why a record may not be published: each reason with its place and its cure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from missions.editions.statements import TEXTS, Place, Stated, printed_citations_of, rows_of, statements_of
from missions.editions.titles import title_of
from missions.models import ENTRIES, Address, Mission
from missions.text.dates import readable
from missions.text.markdown import problems_of as problems_of_text

MODELS = {f"{model._meta.model_name}s": model for model in ENTRIES} | {"mission": Mission}


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason not to publish: a stable code, a full sentence, the place, and what to do."""

    code: str
    sentence: str
    place: Place
    cure: str

    def __str__(self):
        return f"{self.sentence} {self.cure}"


class PublicationRefused(Exception):
    """A record may not be published; `problems` says why, place by place."""

    def __init__(self, mission: str, problems: tuple[Problem, ...]):
        self.mission = mission
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def problems(document: Mapping, *, mission_id: int) -> tuple[Problem, ...]:
    """Return every reason why a mission may not publish a document, in reading order."""
    return (*address_problems(document, mission_id), *problems_of(document))


def address_problems(document: Mapping, mission_id: int) -> Iterator[Problem]:
    head = document["mission"]
    if Address.objects.filter(slug=head["slug"]).exclude(mission_id=mission_id).exists():
        yield Problem(
            "address-taken",
            _("The address “%s” belongs to another mission.") % head["slug"],
            Place("mission", head["key"], "slug"),
            _("Choose another address."),
        )


def problems_of(document: Mapping) -> Iterator[Problem]:
    """Yield every reason that lies in the document itself; asks no database."""
    titles = {(section, row["key"]): title_of(section, row) for section, row in rows_of(document)}
    if not document["mission"]["as_of"]:
        yield Problem(
            "as-of-missing",
            _("The record does not say as of when it is true."),
            Place("mission", document["mission"]["key"], "as_of"),
            _("Fill in “as of”, for example March 2026."),
        )
    found = list(statements_of(document))
    stating = {(stated.place.section, stated.place.key) for stated in found}
    for section in ("phases", "initiatives"):
        for row in document[section]:
            if (section, row["key"]) not in stating:
                place = Place(section, row["key"], "text")
                sentence = _("%s states nothing.") % words_for(place, titles)
                yield Problem("says-nothing", sentence, place, _("Write a sentence with its source."))
    for stated in found:
        if not stated.citations and not stated.is_editorial:
            yield Problem(
                "unsourced",
                unsourced(stated, words_for(stated.place, titles)),
                stated.place,
                _("Add a citation such as [@key], or mark the editors’ own words with [@editorial]."),
            )
    yield from in_texts(document, titles)
    known = {source["key"] for source in document["sources"]}
    for printed in printed_citations_of(document):
        if printed.citation.key not in known:
            yield Problem(
                "unknown-source",
                _("%(place)s cites “%(key)s”, which is not among the sources.")
                % {"place": words_for(printed.place, titles), "key": printed.citation.key},
                printed.place,
                _("Correct the key, or add the source first."),
            )
    for relation in document["relations"]:
        if not relation["other"]["name"]:
            place = Place("relations", relation["key"], "other")
            yield Problem(
                "relation-unpublished",
                _("%s leads to a mission that was never published.") % words_for(place, titles),
                place,
                _("Publish that mission first, or both in one step."),
            )


def unsourced(stated: Stated, place: str) -> str:
    """Say which statement has no source, by its first words."""
    text = stated.statement.text
    words = Truncator(readable(text) if stated.statement.kind == "fact" else text).chars(60)
    if not words:
        return _("%s names no source.") % place
    named = {"place": place, "words": words}
    if words.endswith((".", "…", "?", "!")):
        return _("%(place)s names no source: “%(words)s”") % named
    return _("%(place)s names no source: “%(words)s”.") % named


def in_texts(document: Mapping, titles: Mapping) -> Iterator[Problem]:
    """Find what texts may not hold, such as images, HTML, and citations that cannot be read."""
    for section, row in rows_of(document):
        for field, mode in TEXTS[section]:
            if mode in ("link", "fact"):
                continue
            is_inline = mode != "blocks"
            for found in problems_of_text(row[field], inline=is_inline):
                place = Place(section, row["key"], field, found.ordinal, "" if is_inline else found.place)
                sentence = _("%(place)s cannot be published as it is.") % {"place": words_for(place, titles)}
                yield Problem(found.code, sentence, place, found.sentence)


def words_for(place: Place, titles: Mapping) -> str:
    """Say where a place is: “Phase “Request”, paragraph 2”."""
    model = MODELS[place.section]
    field = model._meta.get_field(place.field).verbose_name  # type: ignore[union-attr]  # never a reverse relation
    entry = f"{str(model._meta.verbose_name).capitalize()} “{titles[place.section, place.key]}”"
    if place.section == "mission":
        entry = _("The field “%s”") % field
    if not place.where:
        return entry
    kinds = {
        "paragraph": _("paragraph %s"),
        "list item": _("list item %s"),
        "table row": _("table row %s"),
        "code block": _("code block %s"),
        "raw HTML": _("HTML block %s"),
        "heading": _("heading %s"),
        "table head": _("table head %s"),
    }
    kind, ordinal = place.where.rsplit(" ", 1)
    return _("%(entry)s, %(statement)s") % {"entry": entry, "statement": kinds[kind] % ordinal}
