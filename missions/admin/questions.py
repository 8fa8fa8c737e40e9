"""What the page of a conflict shows and asks: three wordings beside each other, and one choice for each place."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.models import ModelChoiceField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.admin.collisions import Collisions, Row, Three
from missions.admin.messages import called
from missions.admin.sent import EDITED, JOINED, THEIRS
from missions.admin.widgets import is_number
from missions.pages.field_changes import FieldWords, PartWords
from missions.pages.stretches import Stretch, stretches
from missions.text.joining import join

LONG_TEXT = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to decide. `box` is the name of a text to edit for it, `text` what stands there."""

    value: str
    words: str
    is_chosen: bool = False
    box: str = ""
    text: str = ""

    @property
    def rows(self) -> int:
        return 10 if len(self.text) > LONG_TEXT or "\n" in self.text else 2


@dataclass(frozen=True, slots=True)
class Question:
    """A place that both sides changed. `name` is its name in the form, `hidden` what has to be sent with the answer."""

    name: str
    title: str
    sentence: str
    wordings: tuple[FieldWords, ...]
    choices: tuple[Choice, ...]
    hidden: tuple[tuple[str, str], ...]


def questions(found: Collisions) -> list[Question]:
    """Return what has to be decided, in the order of the form."""
    return [
        *(about_field(row, three, found.data) for row, three in found.fields),
        *(about_gone(row) for row in found.gone),
        *(about_deleting(row) for row in found.deleting),
        *(about_taken(row) for row in found.taken),
    ]


def about_field(row: Row, three: Three, data: QueryDict) -> Question:
    joined = join(three.original, three.theirs, three.mine) if is_text(three) else None
    wordings = [
        as_opened(three),
        wording(_("Saved meanwhile"), three, three.original, three.theirs),
        wording(_("What you wrote"), three, three.original, three.mine),
    ]
    choices = [Choice("theirs", _("What was saved meanwhile")), Choice("mine", _("What you wrote"))]
    hidden = [(f"{THEIRS}{three.name}", three.theirs)]
    if joined is not None:
        wordings.append(wording(_("Both together"), three, three.original, joined))
        choices.insert(0, Choice("joined", _("Both together: the changes do not touch each other"), is_chosen=True))
        hidden.append((f"{JOINED}{three.name}", joined))
    if is_text(three):
        box = f"{EDITED}{three.name}"
        choices.append(Choice("edited", _("The text below, edited by hand"), box=box, text=data.get(box, three.mine)))
    title = " – ".join(filter(None, (name_of(row), label(three))))
    return Question(three.name, title, "", tuple(wordings), tuple(choices), tuple(hidden))


def about_gone(row: Row) -> Question:
    choices = (
        Choice("again", _("Keep it, with what you wrote, as a new entry")),
        Choice("drop", _("Leave it deleted")),
    )
    sentence = _("It was deleted meanwhile, while you were changing it. This is what you changed:")
    return Question(row.name, name_of(row), sentence, tuple(written(row)), choices, ())


def about_deleting(row: Row) -> Question:
    theirs = [three for three in row.threes if three.is_theirs]
    wordings = tuple(wording(label(three), three, three.original, three.theirs) for three in theirs)
    choices = (Choice("keep", _("Keep it as it is now")), Choice("delete", _("Delete it all the same")))
    hidden = tuple((f"{THEIRS}{three.name}", three.theirs) for three in row.threes)
    sentence = _("You delete it, and it was changed meanwhile. This was changed:")
    return Question(row.name, name_of(row), sentence, wordings, choices, hidden)


def about_taken(row: Row) -> Question:
    differing = [three for three in row.threes if three.differs]
    wordings = tuple(wording(label(three), three, three.theirs, three.mine) for three in differing)
    choices = (
        Choice("rename", _("Keep both: yours gets a key of its own")),
        Choice("drop", _("Keep only the one that is there")),
    )
    sentence = _("There is an entry with this key already. This is how yours differs from it:")
    return Question(row.name, name_of(row), sentence, wordings, choices, ())


def written(row: Row) -> Iterator[FieldWords]:
    """Yield what was changed in a row, each field against what it was opened with."""
    for three in row.threes:
        # The mission of an entry travels along unseen.
        if three.is_mine and three.name != "mission":
            yield wording(label(three), three, three.original, three.mine)


def places(found: list[tuple[Row, Three]]) -> list[str]:
    """Return names of fields, with their entry where it is not the record itself."""
    return [": ".join(filter(None, (name_of(row), label(three)))) for row, three in found]


def name_of(row: Row) -> str:
    return capfirst(called(row.noun, row.title)) if row.name else ""


def label(three: Three) -> str:
    return str(capfirst(three.field.label or ""))


def is_text(three: Three) -> bool:
    return isinstance(three.field, forms.CharField)


def as_opened(three: Three) -> FieldWords:
    return wording(_("When you opened it"), three, three.original, three.original)


def wording(name: str, three: Three, old: str, new: str) -> FieldWords:
    """Return a wording as what it is against another; texts are shown as they are written, marks included."""
    was, now = (shown(three.field, value) for value in (old, new))
    if not now and not was:
        return FieldWords(name, (_("Nothing."),), ())
    found = stretches(was, now) if is_text(three) else replaced(was, now)
    return FieldWords(name, (), (PartWords("changed", "", "", (), found),))


def replaced(was: str, now: str) -> tuple[Stretch, ...]:
    if was == now:
        return (Stretch("same", now),)
    return tuple(Stretch(kind, text) for kind, text in (("deleted", was), ("inserted", now)) if text)


def shown(field: forms.Field, value: str) -> str:
    """Return a value in words: what is chosen by its name, a tick as such."""
    if isinstance(field, ModelChoiceField):
        row = field.queryset.filter(pk=value).first() if field.queryset is not None and is_number(value) else None
        return str(row or value)
    if isinstance(field, forms.BooleanField):
        return _("ticked") if value == "True" else _("not ticked")
    if isinstance(field, forms.ChoiceField):
        pairs = dict(field.choices)  # type: ignore[arg-type]  # pairs, as models give them
        return str(pairs.get(value, value)) if value else ""
    return value
