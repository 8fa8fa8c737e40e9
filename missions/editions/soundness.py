"""Whether a document could be one that this site published: every row a row of the record, every statement sourced.

A seal says that a document was not altered; it says nothing about what was sealed.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, CheckConstraint, Field, PositiveIntegerField
from django.utils.translation import gettext as _

from missions.editions.document import canonical
from missions.editions.problems import problems_of
from missions.editions.record import section
from missions.editions.statements import printed_citations_of, rows_of
from missions.models import ENTRIES, Content, Link, Mission, Relation, Source
from missions.text.refusals import Refusal, excerpt

MODELS: Mapping[str, type[Content]] = {"mission": Mission, **{section(m): m for m in ENTRIES}, "sources": Source}
FIELDS: Mapping[str, Mapping[str, Field]] = {
    name: {field.name: field for field in model.content_fields() if field.name != "mission"}
    for name, model in MODELS.items()
}
OTHER = {name: FIELDS["mission"][name] for name in ("key", "name", "slug")}
LARGEST = 2_147_483_647  # of a whole number, on every database
SHORT = 4000  # characters of a row that is likely to stand in the next edition as well


class Unsound(Refusal):
    """A document is not one this site could have published; the sentence names section, row and field."""


def refuse_unsound(document: Mapping) -> None:
    """Check a document of the present format. Raises Unsound."""
    refuse_other_shape(document)
    for name, row in all_rows(document):
        written = canonical(row)
        # From one edition to the next most rows stay.
        fault = fault_of(name, written) if len(written) <= SHORT else fault_of.__wrapped__(name, written)
        if fault:
            raise Unsound(*fault)
    refuse_unsound_whole(document)
    for problem in problems_of(document):
        place = problem.place
        raise Unsound(problem.code, f"{named(place.section, place.key, place.field)}: {problem}")


def refuse_other_shape(document: Any) -> None:
    if not isinstance(document, dict) or document.keys() != {"format", *MODELS}:
        raise Unsound("document-unreadable", _("its document does not have the parts of a record."))
    for name in MODELS:
        part = document[name]
        if not (isinstance(part, dict) if name == "mission" else isinstance(part, list)):
            raise Unsound("document-unreadable", _("%s: this is not what an edition holds here.") % name)
    for name, row in all_rows(document):
        wanted = {*FIELDS[name], "number"} if name == "sources" else FIELDS[name].keys()
        if not isinstance(row, dict) or row.keys() != wanted:
            key = row.get("key") if isinstance(row, dict) else ""
            raise Unsound("row-unreadable", _("%s: it does not have the fields of one.") % named(name, key))


def all_rows(document: Mapping) -> Iterator[tuple[str, Any]]:
    yield from rows_of(document)
    for source in document["sources"]:
        yield "sources", source


@lru_cache(maxsize=2048)
def fault_of(name: str, written: str) -> tuple[str, str] | None:
    """Return code and sentence of what is wrong with a row by itself, given its canonical JSON; None for nothing."""
    row = json.loads(written)
    try:
        for field in FIELDS[name].values():
            try:
                refuse_value(field, row[field.name])
            except ValidationError as error:
                raise Unsound("field", f"{named(name, row['key'], field.name)}: {' '.join(error.messages)}") from None
        refuse_row(name, row)
    except Unsound as fault:
        return fault.code, fault.sentence
    return None


def refuse_value(field: Field, value: Any) -> None:
    """Refuse what the draft could not hold in this field. Raises ValidationError."""
    if value is None and field.null:
        return
    if field.model is Relation and field.name == "other":
        if not isinstance(value, dict) or value.keys() != OTHER.keys():
            raise ValidationError(_("it does not name a mission."))
        for name, part in OTHER.items():
            refuse_text(part, value[name])
    elif isinstance(field, BooleanField):
        if not isinstance(value, bool):
            raise ValidationError(_("it is neither true nor false."))
    elif isinstance(field, PositiveIntegerField):
        if type(value) is not int or not 0 <= value <= LARGEST:
            raise ValidationError(_("it is no whole number from 0 to %d.") % LARGEST)
    else:
        refuse_text(FIELDS["sources"]["key"] if field.model is Link and field.name == "source" else field, value)


def refuse_text(field: Field, value: Any) -> None:
    if not isinstance(value, str):
        raise ValidationError(_("it is no text."))
    if not value and (not field.blank or field.name in ("key", "slug")):
        raise ValidationError(_("it is empty."))
    # Before any validator: those read the text, however long.
    if field.max_length and len(value) > field.max_length:
        raise ValidationError(_("it is longer than %d characters.") % field.max_length)
    if value:
        field.validate(value, None)
        field.run_validators(value)


def refuse_row(name: str, row: Mapping) -> None:
    """Refuse a row whose fields are sound each by itself, but not beside each other."""
    model = MODELS[name]
    instance = model(**{field.name: row[field.name] for field in FIELDS[name].values() if not field.is_relation})
    try:
        instance.clean()
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                constraint.validate(model, instance, exclude={"mission", "other"})
    except ValidationError as error:
        field = next(iter(getattr(error, "error_dict", {})), "")
        raise Unsound("row", f"{named(name, row['key'], field)}: {' '.join(error.messages)}") from None


def refuse_unsound_whole(document: Mapping) -> None:
    """Refuse rows that are sound each by itself, but not together."""
    for name in MODELS:
        rows = [document[name]] if name == "mission" else document[name]
        twice = [key for key, count in Counter(row["key"] for row in rows).items() if count > 1]
        if twice:
            raise Unsound("key-twice", _("%s: its key stands twice.") % named(name, twice[0]))
    for relation in document["relations"]:
        if relation["other"]["key"] == document["mission"]["key"]:
            sentence = _("%s: it leads to the mission itself.") % named("relations", relation["key"], "other")
            raise Unsound("relation-to-itself", sentence)
    for number, source in enumerate(document["sources"], 1):
        if type(source["number"]) is not int or source["number"] != number:
            sentence = _("%s: the sources are not numbered 1, 2, 3.") % named("sources", source["key"], "number")
            raise Unsound("source-number", sentence)
    cited = {printed.citation.key for printed in printed_citations_of(document)}
    for source in document["sources"]:
        if source["key"] not in cited:
            raise Unsound("source-uncited", _("%s: nothing cites it.") % named("sources", source["key"]))


def named(name: str, key: Any, field: str = "") -> str:
    """Say which row and field: “phase “start”, dates”."""
    row = f"{MODELS[name]._meta.verbose_name} “{excerpt(str(key))}”"
    return f"{row}, {field}" if field else row
