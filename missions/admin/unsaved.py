"""A record as a posted form would make it, in memory: nothing is written, and what cannot be read is left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseModelForm
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.admin.messages import called
from missions.admin.order import arranged
from missions.editions.record import Record, section
from missions.editions.statements import stem_of
from missions.editions.titles import title_of
from missions.models import ENTRIES, Content, Entry, Link, Mission, Relation

POINTING = {Link: "source", Relation: "other"}
# A new entry whose position nobody chose stands last.
LAST = 2**31


@dataclass
class Unsaved:
    """What a form says: the record, a sentence for each thing left out, and the page's id of each row by its prefix."""

    record: Record
    left_out: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


def unsaved(form: BaseModelForm, formsets, mission: Mission) -> Unsaved:
    """Read the form of a mission and its rows as they were posted; rows that were not posted come from the draft."""
    left_out = [*faults(form, "")]
    places: dict[str, str] = {}
    rows: dict[type[Entry], list[Any]] = {model: list(stored(model, mission)) for model in ENTRIES}
    for formset in formsets:
        model = formset.model
        found = {row.pk: row for row in rows[model]}
        for one in shown_forms(formset, found):
            row, words = readable(one, found.get(one.instance.pk))
            left_out += words
            if row is None:
                continue
            row.key = row.key or f"new-{one.prefix}"
            places[one.prefix or ""] = stem_of(section(model), row.key)
            found[row.pk or one.prefix] = row
        rows[model] = list(found.values())
        # A new order is written once it is saved; until then it is only asked for.
        for place, row in enumerate(arranged(rows[model], formset.wanted) if formset.wanted else ()):
            row.position = place
    return Unsaved(Record.of(mission, rows), left_out, places)


def stored(model: type[Entry], mission: Mission):
    rows = model.objects.filter(mission=mission)
    return rows.select_related(POINTING[model]) if model in POINTING else rows


def shown_forms(formset, found: dict) -> Iterator[BaseModelForm]:
    """Yield the forms of rows that stay or come; those to be deleted leave `found`."""
    for form in formset.forms:
        if form.has_changed() and is_to_be_deleted(formset, form):
            found.pop(form.instance.pk, None)
        elif form.instance.pk or form.has_changed():
            yield form


def is_to_be_deleted(formset, form: BaseModelForm) -> bool:
    form.full_clean()
    return formset.can_delete and formset._should_delete_form(form)


def readable(form: BaseModelForm, stored_row: Entry | None) -> tuple[Entry | None, list[str]]:
    """Return a row as its form makes it, with what of it was left out; None for a new one that cannot be shown.

    A field that cannot be read keeps what is stored. Fields that contradict each other are left out together.
    """
    # Most rows are as they are stored: checking them all is what takes time.
    if stored_row and not form.has_changed():
        return stored_row, []
    words = [*faults(form, name_of(form, stored_row))]
    needed = [
        name for name, one in type(form.instance)._meta._forward_fields_map.items() if one.choices or one.is_relation
    ]
    if form.non_field_errors() or (stored_row is None and set(needed).intersection(form.errors)):
        return stored_row, words
    row = form.instance
    if not row.pk and hasattr(row, "position") and "position" not in form.changed_data:
        row.position = LAST
    return row, words


def faults(form: BaseModelForm, entry: str) -> Iterator[str]:
    """Say of each field that cannot be read that it is not shown as typed, and why."""
    for name, sentences in form.errors.items():
        words = {"entry": entry, "why": " ".join(map(str, sentences))}
        if name not in form.fields:
            yield (_("%(entry)s: left out. %(why)s") if entry else _("Left out: %(why)s")) % words
            continue
        words["field"] = capfirst(str(form.fields[name].label or name))
        yield (_("%(entry)s, %(field)s: left out. %(why)s") if entry else _("%(field)s: left out. %(why)s")) % words


def name_of(form: BaseModelForm, row: Content | None) -> str:
    model = type(form.instance)
    noun = capfirst(model._meta.verbose_name)
    if row is None:
        return _("New entry (%(noun)s)") % {"noun": model._meta.verbose_name}
    values = {one.name: getattr(row, one.attname) for one in model.content_fields() if not one.is_relation}
    return called(noun, title_of(section(model), values))
