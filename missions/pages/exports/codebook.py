"""The codebook: every field of the published files, in the order of the files, with its form and its meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.models import Edition, Notice
from missions.pages.exports.meanings import MEANINGS
from missions.pages.exports.schemas import read
from missions.pages.names import MODELS, plural

# What a reader runs to see that an edition is the one that was published.
RECIPE = """\
import hashlib, json, sys

record = json.load(open(sys.argv[1], encoding="utf-8"))
sealed = json.dumps(record["edition"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
print(hashlib.sha256(sealed.encode()).hexdigest() == record["seal"])
for notice in record["notices"]:
    if notice["kind"] == "redacted" and notice["edition"] == record["edition"]["number"]:
        print("Words were removed at", notice["made_at"], "- the seal was", notice["replaced_seal"])
"""
COLUMNS = ("part", "field", "label", "form", "meaning")


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A field: its name in files, its name at the desk (some have none), how it is written, and what it means."""

    name: str
    label: str
    form: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Part:
    """The fields of one object of the files."""

    id: str
    title: str
    fields: tuple[FieldEntry, ...]


def codebook() -> tuple[Part, ...]:
    """Return the parts of a record in reading order, then what tables add."""
    titles = {
        "record": _("The file of an edition"),
        "edition": _("The edition, as it is sealed"),
        "document": _("The document"),
        **{section: capfirst(plural(section)) for section in MODELS if section != "mission"},
        "mission": _("Mission"),
        "statements": _("Statements"),
        "citations": _("Citations of a statement"),
        "notices": _("Notices"),
    }
    order = ("record", "edition", "document", *MODELS, "statements", "citations", "notices")
    parts = [Part(part, titles[part], tuple(fields_of(part))) for part in order]
    return (*parts, Part("tables", _("What tables have besides"), tuple(fields_of_tables())))


def rows(parts: tuple[Part, ...]) -> Iterator[Mapping[str, str]]:
    """Yield the codebook as the rows of a table."""
    for part in parts:
        for field in part.fields:
            yield {"part": part.id, "field": field.name, **{k: v for k, v in asdict(field).items() if k != "name"}}


def fields_of(part: str) -> Iterator[FieldEntry]:
    for name, shape in properties(part).items():
        field = FIELDS.get((part, name))
        label = capfirst(str(field.verbose_name)) if field else ""
        yield FieldEntry(name, label, form(shape), meaning(part, name, field))


def fields_of_tables() -> Iterator[FieldEntry]:
    for part, name in MEANINGS:
        if part == "tables":
            yield FieldEntry(name, "", "", meaning(part, name))


def meaning(part: str, name: str, field: Field | None = None) -> str:
    """Say what a field means, in words of its own or else in those of its help text."""
    words = MEANINGS.get((part, name)) or MEANINGS.get(("", name))
    return str(words or (field.help_text if field else ""))


def properties(part: str) -> Mapping[str, Mapping]:
    schema = read("record")
    return (schema if part == "record" else schema["$defs"][DEFINED.get(part, part)])["properties"]


def form(shape: Mapping) -> str:
    """Say how a value is written, given its place in the schema."""
    if "enum" in shape:
        values = ", ".join(value for value in shape["enum"] if value)
        return (_("%(values)s or empty") if "" in shape["enum"] else _("%(values)s")) % {"values": values}
    forms = {
        "key": _("key"),
        "date": _("date in EDTF"),
        "markdown": _("Markdown with citations"),
        "citations": _("citations"),
        "time": _("time"),
        "seal": _("64 hexadecimal digits"),
        "string": _("text"),
        "uri": _("address"),
        "boolean": _("true or false"),
        "integer": _("whole number"),
        "array": _("list"),
        "object": _("object"),
    }
    if "anyOf" in shape:
        return _("%(form)s or empty") % {"form": form(shape["anyOf"][-1])}
    if isinstance(shape.get("type"), list):
        return _("%(form)s or null") % {"form": forms[shape["type"][0]]}
    named = shape.get("$ref", "").rpartition("/")[2] or shape.get("format") or shape.get("type", "integer")
    return forms.get(named, forms["object"])


# What the schema calls one of a list.
DEFINED = {"statements": "statement", "citations": "citation", "notices": "notice"}
FIELDS: Mapping[tuple[str, str], Field] = {
    **{(section, field.name): field for section, model in MODELS.items() for field in model.content_fields()},
    **{("edition", field.name): field for field in Edition._meta.concrete_fields},
    **{("notices", field.name): field for field in Notice._meta.concrete_fields},
}
