"""A row of a file as the record would hold it; refused where the admin would refuse it. Asks no database."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from missions.editions.document import canonical
from missions.files.reader import Row, Value
from missions.files.refusals import LoadRefused, Origin
from missions.models import ENTRIES, Content, Mission, Source
from missions.models.fields import EdtfField
from missions.text.refusals import excerpt

# What is pointed at stands before what points at it.
ORDER: tuple[type[Content], ...] = (Mission, Source, *ENTRIES)
MODELS = {model._meta.label_lower: model for model in ORDER}
FIELDS: Mapping[type[Content], Mapping[str, models.Field]] = {
    model: {field.name: field for field in model.content_fields()} for model in ORDER
}
# The fields that point to other content, and what they point to.
POINTS: Mapping[type[Content], Mapping[str, type[Content]]] = {
    model: {field.name: field.related_model for field in FIELDS[model].values() if field.is_relation}  # type: ignore[misc]
    for model in ORDER
}
KINDS: Mapping[type[models.Field], str] = {models.BooleanField: "bool", models.PositiveIntegerField: "int"}
SHORT = 200  # characters of what is likely to stand in more rows than one
# What PostgreSQL holds; SQLite holds more, and files are the same for both.
LARGEST = 2_147_483_647
DEFAULTS = {
    model: {name: () if field.is_relation else field.get_default() for name, field in FIELDS[model].items()}
    for model in ORDER
}


class Checked(NamedTuple):
    """A row that may be loaded. `content` maps fields to values, to natural keys where a field points."""

    origin: Origin
    content: dict


def check(row: Row) -> Checked:
    """Return a row as the record would hold it. Raises LoadRefused with all that is wrong with it."""
    model = MODELS.get(row.model)
    if model is None:
        sentence = _("%(file)s, line %(line)s: “%(model)s” is not content of the record. Its models are: %(models)s.")
        words = {"file": row.file, "line": row.line, "model": excerpt(row.model), "models": ", ".join(MODELS)}
        raise LoadRefused([sentence % words])
    fields = FIELDS[model]
    origin = origin_of(model, row)
    content = dict(DEFAULTS[model])
    sentences = []
    for name, value in row.fields.items():
        if name not in fields:
            sentences.append(origin.says(_("there is no such field; the fields are: %s.") % ", ".join(fields), name))
            continue
        try:
            content[name] = read_value(fields[name], value)
        except ValidationError as error:
            sentences.append(origin.says(" ".join(error.messages), name))
    for name in ("mission", "key", "slug"):
        if name in fields and not content[name] and not any(f", {name}: " in sentence for sentence in sentences):
            sentences.append(origin.says(_("is missing: the record is found by it."), name))
    sentences = sentences or refusals(origin, content)
    if sentences:
        raise LoadRefused(sentences)
    return Checked(origin, content)


def origin_of(model: type[Content], row: Row) -> Origin:
    key, mission = (written(row.fields.get(name)) for name in ("key", "mission"))
    lines = {name: value.line for name, value in row.fields.items()}
    return Origin(row.file, row.line, model, mission or (key if model is Mission else ""), key, lines)


def written(value: Value | None) -> str:
    content = value.content if value else ""
    return "/".join(content) if isinstance(content, tuple) else content if isinstance(content, str) else ""


def read_value(field: models.Field, value: Value):
    """Return a file's value as the field holds it; refuse what YAML takes for something else than was meant."""
    if value.kind == "null" and not field.null:
        raise ValidationError(_("holds nothing. Write a value, or leave the line out."))
    if field.is_relation:
        key = (value.content,) if value.kind == "str" else value.content
        if not isinstance(key, tuple) or len(key) != 1:
            raise ValidationError(_("write the key of the record it points to, for example [nmi]."))
        return key
    if value.kind == "null":
        return None
    if value.kind in ("key", "tree"):
        raise ValidationError(_("write one value, not a list or a mapping of them."))
    expected = KINDS.get(type(field), "str")
    if value.kind != expected and not (isinstance(field, EdtfField) and value.kind in ("int", "other")):
        raise ValidationError(cure_for(expected))
    if expected == "int" and abs(value.content) > LARGEST:  # type: ignore[arg-type]  # an int has this kind
        raise ValidationError(_("write a number of at most %d.") % LARGEST)
    if expected != "str":
        return value.content
    text = field.to_python(str(value.content))
    # Before any validator: those read the text, however long.
    if field.max_length and len(text) > field.max_length:
        sentence = _("has %(length)d characters; %(most)d is the most it can hold. Shorten it.")
        raise ValidationError(sentence % {"length": len(text), "most": field.max_length})
    return text


def cure_for(expected: str) -> str:
    if expected == "bool":
        return _("write true or false.")
    if expected == "int":
        return _("write a whole number.")
    return _("put quotes around it: YAML takes it for something else than text.")


def refusals(origin: Origin, content: dict) -> list[str]:
    """Return what the admin would say of a row: of each field, and of the row where its model looks at it whole."""
    sentences = []
    for name, field in FIELDS[origin.model].items():
        value = content[name]
        if field.is_relation or (field.blank and value in field.empty_values):
            continue
        try:
            clean_short(field, value) if len(str(value)) <= SHORT else field.clean(value, None)
        except ValidationError as error:
            sentences += sentences_of(origin, ValidationError({name: error}))
    if not sentences and origin.model.clean is not Content.clean:
        points = POINTS[origin.model]
        try:
            origin.model(**{name: value for name, value in content.items() if name not in points}).clean()
        except ValidationError as error:
            sentences = sentences_of(origin, error)
    return sentences


@lru_cache(maxsize=4096)
def clean_short(field: models.Field, value) -> None:
    """Check what stands in many rows once: kinds, dates, citations."""
    field.clean(value, None)


def sentences_of(origin: Origin, error: ValidationError) -> list[str]:
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    fields = FIELDS[origin.model]
    return [
        origin.says(message, name if name in fields else "") for name, messages in found.items() for message in messages
    ]


def digest(content: Mapping) -> str:
    """Return the fingerprint of a row's content: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def stored(model: type[Content], **where) -> Iterable[tuple[int, dict]]:
    """Yield (primary key, content) of stored rows, read without making instances."""
    fields = FIELDS[model]
    columns = [f"{name}__key" if field.is_relation else name for name, field in fields.items()]
    for pk, *values in model.objects.filter(**where).order_by().values_list("pk", *columns):
        content = dict(zip(fields, values, strict=True))
        for name in POINTS[model]:
            content[name] = (content[name],)
        yield pk, content


def identity_of(model: type[Content], content: Mapping) -> tuple[str, str]:
    """Return (mission key, key), by which a row is known among its kind."""
    if model is Mission:
        return content["key"], content["key"]
    return (*content.get("mission", ("",)), content["key"])
