"""What was changed on two sides: each field as it was opened, as it is stored now, and as it was sent."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceField, model_to_dict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from missions.admin.sent import ORIGINAL, renumbered, sent_rows
from missions.admin.widgets import is_number
from missions.models import Content
from missions.models.fields import tidy

NO_FILES: MultiValueDict = MultiValueDict()


@dataclass(frozen=True, slots=True)
class Three:
    """A field three ways, each as a form sends it. `name` is its name in the form."""

    name: str
    field: forms.Field
    original: str
    theirs: str
    mine: str
    is_theirs: bool
    is_mine: bool
    differs: bool

    @property
    def collides(self) -> bool:
        return self.is_theirs and self.is_mine and self.differs


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was sent. `name` is its name in the form, "" for the one that the form is of."""

    name: str
    noun: str
    title: str
    threes: tuple[Three, ...]


@dataclass
class Collisions:
    """What cannot be saved without a decision, by kind, and what was changed on one side alone.

    `data` is what was sent, brought up to what is stored now wherever its sender had changed nothing.
    """

    data: QueryDict
    fields: list[tuple[Row, Three]] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    deleting: list[Row] = field(default_factory=list)
    taken: list[Row] = field(default_factory=list)
    only_theirs: list[tuple[Row, Three]] = field(default_factory=list)
    only_mine: list[tuple[Row, Three]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.fields or self.gone or self.deleting or self.taken)

    def add(self, row: Row) -> None:
        for three in row.threes:
            if three.collides:
                self.fields.append((row, three))
            elif three.is_theirs and not three.is_mine:
                self.only_theirs.append((row, three))
                self.data[three.name] = self.data[f"{ORIGINAL}{three.name}"] = three.theirs
            elif three.is_mine and three.differs:
                self.only_mine.append((row, three))


def compare_form(found: Collisions, form: type[forms.ModelForm], stored: Content) -> None:
    """Compare the form of one row with what is stored now."""
    noun = str(stored._meta.verbose_name)
    found.add(Row("", noun, str(stored), tuple(threes(form, found.data, "", stored))))


def compare_rows(found: Collisions, prefix: str, form: type[forms.ModelForm], stored: QuerySet) -> None:
    """Compare a group of rows with those of its kind that are stored now.

    Rows that others deleted and nobody changed here are left out; so are those that both deleted.
    """
    sent = sent_ids(found.data, prefix)
    there = {str(row.pk): row for row in stored.filter(pk__in=sent.values())}
    gone = [number for number, pk in sent.items() if pk not in there]
    dropped = [
        number
        for number in gone
        if is_deleting(found.data, prefix, number) or not is_touched(found.data, prefix, number, form)
    ]
    found.data = renumbered(found.data, prefix, dropped=dropped) if dropped else found.data
    deleted = set()
    for number, pk in sent_ids(found.data, prefix).items():
        row = compared_row(found.data, f"{prefix}-{number}", form, there.get(pk))
        if pk not in there:
            found.gone.append(row)
        elif not is_deleting(found.data, prefix, number):
            found.add(row)
        else:
            deleted.add(pk)
            if any(three.is_theirs for three in row.threes):
                found.deleting.append(row)
    keys = {number: found.data.get(f"{prefix}-{number}-key") for number in sent_rows(found.data, prefix).new}
    owners = {row.key: row for row in stored.filter(key__in=filter(None, keys.values())).exclude(pk__in=deleted)}
    for number, key in keys.items():
        if key in owners and not is_deleting(found.data, prefix, number):
            found.taken.append(compared_row(found.data, f"{prefix}-{number}", form, owners[key]))


def sent_ids(data: QueryDict, prefix: str) -> dict[int, str]:
    ids = {number: str(data.get(f"{prefix}-{number}-id", "")) for number in sent_rows(data, prefix).stored}
    # What is no row's number is for Django's own form to refuse.
    return {number: pk for number, pk in ids.items() if is_number(pk)}


def is_deleting(data: QueryDict, prefix: str, number: int) -> bool:
    return bool(forms.CheckboxInput().value_from_datadict(data, NO_FILES, f"{prefix}-{number}-DELETE"))


def is_touched(data: QueryDict, prefix: str, number: int, form: type[forms.ModelForm]) -> bool:
    return any(three.is_mine for three in threes(form, data, f"{prefix}-{number}", None))


def compared_row(data: QueryDict, name: str, form: type[forms.ModelForm], stored: Content | None) -> Row:
    found = tuple(threes(form, data, name, stored))
    noun = str(form._meta.model._meta.verbose_name)
    title = str(stored) if stored else next((one.mine for one in found if isinstance(one.field, forms.CharField)), "")
    return Row(name, noun, title, found)


def threes(form: type[forms.ModelForm], data: QueryDict, row: str, stored: Content | None) -> Iterator[Three]:
    """Yield the fields of a row that were sent, three ways; of a row that is gone nothing is stored."""
    now = model_to_dict(stored) if stored else {}
    for name, one in form.base_fields.items():
        sent = f"{row}-{name}" if row else name
        is_sent = sent in data or f"{ORIGINAL}{sent}" in data
        if not is_sent or one.widget.value_omitted_from_data(data, NO_FILES, sent):
            continue
        original = data.get(f"{ORIGINAL}{sent}", "")
        mine = one.widget.value_from_datadict(data, NO_FILES, sent)
        theirs = as_sent(one, now.get(name))
        yield Three(
            sent,
            one,
            tidy(original),
            theirs,
            tidy(str(mine)),
            # Either would do, were it not for white space at the ends, which forms take away, and for dates in words.
            is_theirs=theirs != tidy(original) and one.has_changed(now.get(name), original),
            is_mine=is_changed(one, original, mine),
            differs=one.has_changed(now.get(name), mine),
        )


def as_sent(one: forms.Field, value) -> str:
    """Return a stored value as a form sends it."""
    prepared = one.prepare_value(value)
    return "" if prepared is None else tidy(str(prepared))


def is_changed(one: forms.Field, original: str, mine) -> bool:
    """Return whether a field was changed in the form, as Django tells it, without asking for a row by its number."""
    try:
        return one.has_changed(original if isinstance(one, ModelChoiceField) else one.to_python(original), mine)
    except ValidationError:
        return True
