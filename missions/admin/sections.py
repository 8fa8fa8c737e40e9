"""The record as the form of a mission shows it: parts of its head, then its entries, each opened or in one line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib.admin.helpers import Fieldset, InlineAdminForm, InlineAdminFormSet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from missions.admin.lines import Line, line_of
from missions.admin.order import ORDERED, group_of
from missions.admin.status import Mark
from missions.editions.statements import stem_of
from missions.models import (
    Entry,
    Figure,
    Initiative,
    Leader,
    Link,
    Mission,
    Phase,
    Quotation,
    Relation,
)
from missions.pages.mission import TOPICS

NOTHING = Mark()
# By the kind of an entry, and of an initiative by its own.
ADD: dict[type[Entry] | str, object] = {
    Initiative.Kind.CHARACTERISTIC: _("Add a characteristic"),
    Initiative.Kind.INITIATIVE: _("Add an initiative"),
    Initiative.Kind.FACT: _("Add a fact"),
    Initiative.Kind.DISPUTED: _("Add a disputed question"),
    Phase: _("Add a phase"),
    Figure: _("Add a figure"),
    Leader: _("Add a leader"),
    Quotation: _("Add a quotation"),
    Link: _("Add a link"),
    Relation: _("Add a relation"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Some fields of the mission itself, closed to one line unless something in them must be seen.

    An aside stands after the record: nothing of it is read there.
    """

    id: str
    title: str
    fieldset: Fieldset
    line: str
    mark: Mark
    is_aside: bool
    is_open: bool
    has_errors: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: opened where it has a `form`, a new one where it has no `entry`."""

    entry: Entry | None
    form: InlineAdminForm | None
    anchor: str
    name: str
    line: Line | None
    mark: Mark
    address: str = ""

    @property
    def is_unsaved(self) -> bool:
        return bool(self.form and self.form.form.is_bound and self.form.form.has_changed())


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that stand in one list. `kind` is that of initiatives, "" elsewhere."""

    kind: str
    title: object
    add: object
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one kind. `order` holds the numbers of its rows where their order is an editor's."""

    name: str
    inline: InlineAdminFormSet
    address: str
    groups: list[Group]
    order: str

    @property
    def count(self) -> int:
        return len(self.inline.formset.rows)


def section_of(mission: Mission, inline: InlineAdminFormSet, marks: Mapping) -> Section:
    formset = inline.formset
    name, may_order = formset.prefix, formset.model in ORDERED and inline.has_change_permission
    rows = list(rows_of(mission, inline, marks))
    return Section(
        name=name,
        inline=inline,
        address=reverse("admin:missions_mission_new_entry", args=[mission.pk, name]),
        groups=list(groups_of(formset.model, rows)),
        order=",".join(str(row.pk) for row in formset.rows) if may_order else "",
    )


def rows_of(mission: Mission, inline: InlineAdminFormSet, marks: Mapping) -> Iterator[Row]:
    """Yield every entry in reading order, then what has a form but is no entry (yet), or was sent twice."""
    formset = inline.formset
    forms, others = {}, []
    # The last form is the empty one, which waits on no page: a new entry's form is fetched like any other.
    for form in list(inline)[: len(formset.forms)]:
        pk = getattr(form.original, "pk", None)
        if pk and pk not in forms:
            forms[pk] = form
        else:
            others.append(form)
    for entry in formset.rows:
        yield row_of(mission, formset.prefix, entry, forms.get(entry.pk), marks)
    for form in others:
        yield Row(None, form, anchor=str(form.form.prefix), name="", line=None, mark=NOTHING)


def row_of(mission: Mission, section: str, entry: Entry, form: InlineAdminForm | None, marks: Mapping) -> Row:
    return Row(
        entry=entry,
        form=form,
        anchor=stem_of(section, entry.key),
        name=f"{section}:{entry.key}",
        line=line_of(entry),
        mark=marks.get((section, entry.key, ""), NOTHING),
        address=reverse("admin:missions_mission_entry", args=[mission.pk, section, entry.key]),
    )


def groups_of(model: type[Entry], rows: list[Row]) -> Iterator[Group]:
    if model is not Initiative:
        yield Group("", "", ADD[model], rows)
        return
    # By kind, in the order and under the titles of their page.
    for kind, _id, title in TOPICS:
        yield Group(kind, title, ADD[kind], [row for row in rows if kind_of(row) == kind])


def kind_of(row: Row) -> str:
    """Return the list an initiative stands in; a new one is where its form says."""
    if row.entry:
        return group_of(row.entry)
    chosen = row.form.form["kind"].value() if row.form else ""
    return chosen if chosen in Initiative.Kind.values else Initiative.Kind.INITIATIVE
