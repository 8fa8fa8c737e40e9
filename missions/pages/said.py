"""What a statement says, in plain words."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.editions.statements import Stated
from missions.pages.dates import words
from missions.pages.entries import name_words, number_words


def said(stated: Stated, row: Mapping) -> str:
    """Return the words of a statement; a row of a table says it in its fields, with its note behind."""
    if stated.place.field == "dates":
        return capfirst(words(stated.statement.text))
    telling = TELLING.get(stated.place.section)
    if telling is None:
        return stated.statement.text
    parts = {"said": telling(row), "note": stated.statement.text}
    return _("%(said)s (%(note)s)") % parts if parts["note"] else parts["said"]


TELLING = {
    "figures": lambda row: f"{row['counted']}, {words(row['date'])}: {number_words(row)}",
    "leaders": lambda row: f"{row['role']}, {words(row['dates'])}: {name_words(row)}",
    "quotations": lambda row: f"“{row['text']}”",
    "relations": lambda row: row["other"]["name"],
}
