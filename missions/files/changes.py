"""Rows of files held against rows of tables: what a load would do, and why it may not."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from missions.editions.document import canonical
from missions.files.reader import Row, Value
from missions.models import ENTRIES, Address, Content, Mission, Source
from missions.models.fields import EdtfField

# What is pointed at stands before what points at it.
ORDER: tuple[type[Content], ...] = (Mission, Source, *ENTRIES)
MODELS = {model._meta.label_lower: model for model in ORDER}


class LoadRefused(Exception):
    """Nothing was written; `sentences` say why, each with file, line, record and field."""

    def __init__(self, sentences: list[str]):
        self.sentences = sentences
        super().__init__("\n".join(sentences))


class Verdict(Enum):
    """What a load does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  # an editor changed the row since it was loaded; the file did not change
    CONFLICT = "conflict"  # both changed


@dataclass
class Change:
    """A row of a file beside the row of the table it is about. `content` has natural keys where a field points."""

    row: Row
    model: type[Content]
    content: dict
    stored: Content | None

    @property
    def key(self) -> tuple[str, ...]:
        return natural_key(self.model, self.content)

    @property
    def mission_key(self) -> str:
        """Return the key of the mission a row belongs to; "" for sources."""
        return "" if self.model is Source else self.key[0]

    @property
    def verdict(self) -> Verdict:
        if self.stored is None:
            return Verdict.NEW
        now = content_of(self.stored)
        if now == self.content:
            return Verdict.SAME
        if digest(now) == self.stored.loaded:
            return Verdict.CHANGED
        return Verdict.KEPT if digest(self.content) == self.stored.loaded else Verdict.CONFLICT

    def says(self, sentence: str, line: int = 0, field: str = "") -> str:
        """Begin a sentence with file, line, record and field."""
        name = f"{self.model._meta.verbose_name} “{'/'.join(map(str, self.key))}”"
        place = f"{self.row.file}, line {line or self.row.line}, {name}"
        return f"{place}, {field}: {sentence}" if field else f"{place}: {sentence}"


def find_changes(rows: Iterable[Row]) -> list[Change]:
    """Return what each row of the files would do, in writing order. Raises LoadRefused with every sentence at once."""
    sentences: list[str] = []
    changes: dict[tuple, Change] = {}
    for row in rows:
        try:
            change = read_row(row)
        except LoadRefused as refusal:
            sentences += refusal.sentences
            continue
        identity = (change.model, change.key)
        if identity in changes:
            other = changes[identity].row
            sentences.append(change.says(_("the same record stands in %s, line %d.") % (other.file, other.line)))
        changes[identity] = change
    for identity, stored in stored_rows(changes):
        changes[identity].stored = stored
    for change in changes.values():
        sentences += refusals(change, changes)
    sentences += taken_addresses(list(changes.values()))
    if sentences:
        raise LoadRefused(sentences)
    return sorted(changes.values(), key=lambda change: ORDER.index(change.model))


def read_row(row: Row) -> Change:
    model = MODELS.get(row.model)
    if model is None:
        raise LoadRefused(
            [
                _("%(file)s, line %(line)s: “%(model)s” is not content of the record. Its models are: %(models)s.")
                % {"file": row.file, "line": row.line, "model": row.model, "models": ", ".join(MODELS)}
            ]
        )
    fields = {field.name: field for field in model.content_fields()}
    change = Change(row, model, {name: default(field) for name, field in fields.items()}, None)
    for name in ("mission", "key"):
        if name in fields and name in row.fields:
            change.content[name] = row.fields[name].content
    sentences = []
    for name, value in row.fields.items():
        if name not in fields:
            known = ", ".join(fields)
            sentences.append(change.says(_("there is no such field; the fields are: %s.") % known, value.line, name))
            continue
        try:
            change.content[name] = read_value(fields[name], value)
        except ValidationError as error:
            sentences.append(change.says(" ".join(error.messages), value.line, name))
    missing = [name for name in ("mission", "key", "slug") if name in fields and not change.content[name]]
    sentences += [change.says(_("is missing: the record is found by it."), field=name) for name in missing]
    if sentences:
        raise LoadRefused(sentences)
    return change


def read_value(field: models.Field, value: Value):
    """Return a file's value as the field holds it; refuse what YAML takes for something else than was meant."""
    if field.is_relation:
        key = (value.content,) if value.kind == "str" else value.content
        if not isinstance(key, tuple) or len(key) != 1:
            raise ValidationError(_("write the key of the record it points to, for example [nmi]."))
        return key
    if isinstance(field, models.BooleanField):
        expected, cure = "bool", _("write true or false.")
    elif isinstance(field, models.IntegerField):
        expected, cure = "int", _("write a whole number.")
    else:
        expected, cure = "str", _("put quotes around it: YAML takes it for something else than text.")
    if value.kind == "null" and field.null:
        return None
    if value.kind != expected and not (isinstance(field, EdtfField) and value.kind in ("int", "other")):
        raise ValidationError(cure)
    return field.to_python(str(value.content) if expected == "str" else value.content)


def default(field: models.Field):
    return () if field.is_relation else field.get_default()


def natural_key(model: type[Content], content: Mapping) -> tuple[str, ...]:
    return (*content.get("mission", ()), content["key"])


def stored_rows(changes: Mapping[tuple, Change]):
    """Yield ((model, natural key), row) for each row that a change is about: one query a model."""
    for model in ORDER:
        keys = {key for changed, key in changes if changed is model}
        if not keys:
            continue
        queryset = model.objects.all()
        if model in ENTRIES:
            queryset = queryset.select_related(*points_of(model)).filter(mission__key__in={key[0] for key in keys})
        else:
            queryset = queryset.filter(key__in={key[0] for key in keys})
        for stored in queryset:
            if stored.natural_key() in keys:
                yield (model, stored.natural_key()), stored


def refusals(change: Change, changes: Mapping[tuple, Change]) -> list[str]:
    """Return why a row may not be loaded: what the admin would refuse, what it points to, whose text it would lose."""
    verdict = change.verdict
    if verdict is Verdict.CONFLICT:
        return [
            change.says(
                _(
                    "an editor changed this record since it was last loaded, and the file changed too. "
                    "Take the editor’s text into the file, or take it back in the admin."
                )
            )
        ]
    if verdict not in (Verdict.NEW, Verdict.CHANGED):
        return []
    sentences = []
    points = points_of(change.model)
    for name, model in points.items():
        key = change.content[name]
        if (model, key) not in changes and not model.objects.filter(key=key[0]).exists():
            sentence = _("there is no %(what)s “%(key)s” in the files or in the record.")
            sentences.append(
                change.says(sentence % {"what": model._meta.verbose_name, "key": key[0]}, line_of(change, name), name)
            )
    instance = change.model(**{name: value for name, value in change.content.items() if name not in points})
    if change.stored:
        instance.pk = change.stored.pk
    try:
        instance.full_clean(exclude=points, validate_unique=False, validate_constraints=False)
        for constraint in change.model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                constraint.validate(change.model, instance, exclude=set(points))
    except ValidationError as error:
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in found.items():
            sentences += [change.says(message, line_of(change, name), name) for message in messages]
    return sentences


def points_of(model: type[Content]) -> dict[str, type[Content]]:
    """Map the fields that point to other content to what they point to."""
    return {field.name: field.related_model for field in model._meta.concrete_fields if field.is_relation}  # type: ignore[misc]


def taken_addresses(changes: list[Change]) -> list[str]:
    """Return why a mission may not have its address: it is, or ever was, another mission's."""
    missions = {change.content["slug"]: change for change in changes if change.model is Mission}
    owners = {
        **dict(Address.objects.filter(slug__in=missions).values_list("slug", "mission__key")),
        **dict(Mission.objects.filter(slug__in=missions).values_list("slug", "key")),
    }
    sentences = []
    for change in changes:
        if change.model is Mission:
            slug, key = change.content["slug"], change.content["key"]
            owner = owners.get(slug, key) if missions[slug] is change else missions[slug].content["key"]
            if owner != key:
                sentence = _("the address “%(slug)s” belongs to the mission “%(owner)s”. Choose another.")
                sentences.append(
                    change.says(sentence % {"slug": slug, "owner": owner}, line_of(change, "slug"), "slug")
                )
    return sentences


def line_of(change: Change, name: str) -> int:
    return change.row.fields[name].line if name in change.row.fields else 0


def content_of(row: Content) -> dict:
    """Return a stored row's content, with natural keys where a field points."""
    return {
        field.name: getattr(row, field.name).natural_key() if field.is_relation else getattr(row, field.attname)
        for field in row.content_fields()
    }


def digest(content: Mapping) -> str:
    """Return the fingerprint of a row's content: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
