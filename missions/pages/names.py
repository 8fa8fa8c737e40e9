"""What people call the sections of a document and their fields: the names the models give them."""

from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.models import ENTRIES, Content, Mission, Source

MODELS: dict[str, type[Content]] = {
    "mission": Mission,
    **{f"{model._meta.model_name}s": model for model in ENTRIES},
    "sources": Source,
}
SECTIONS = tuple(MODELS)
FIELDS = {(section, field.name): field for section, model in MODELS.items() for field in model.content_fields()}


def field_of(section: str, name: str) -> Field:
    return FIELDS[section, name]


def field_name(section: str, name: str) -> str:
    return capfirst(str(FIELDS[section, name].verbose_name))


def noun(section: str) -> str:
    return str(MODELS[section]._meta.verbose_name)


def plural(section: str) -> str:
    return str(MODELS[section]._meta.verbose_name_plural)


def verb(kind: str) -> str:
    """Return what became of an entry, given the kind of its change."""
    return {"added": _("added"), "removed": _("removed"), "changed": _("changed"), "moved": _("moved")}[kind]
