"""What a load says when it is refused, and the words every such sentence begins with."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from missions.models import Content
from missions.text.refusals import excerpt

MOST = 100  # sentences of one refusal
LONGEST = 600


class LoadRefused(Exception):
    """Nothing was written; `sentences` say why, each with file, line, record and field."""

    def __init__(self, sentences: Iterable[str]):
        self.sentences = list(sentences)
        shown = self.sentences[:MOST]
        if len(self.sentences) > MOST:
            shown.append(_("… and more; these are the first %d.") % MOST)
        super().__init__("\n".join(shown))


class Origin(NamedTuple):
    """Where a record stands in the files. `mission` is the key of its mission, "" for a source; `lines` those of its
    fields."""

    file: str
    line: int
    model: type[Content]
    mission: str
    key: str
    lines: Mapping[str, int]

    def says(self, sentence: str, field: str = "") -> str:
        """Begin a sentence with file, line, record and field."""
        place = f"{self.file}, line {self.lines.get(field, self.line)}, {named(self.model, self.mission, self.key)}"
        sentence = sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"
        return f"{place}, {excerpt(field)}: {sentence}" if field else f"{place}: {sentence}"


def named(model: type[Content], mission: str, key: str) -> str:
    """Return what a record is called in a sentence: phase “nmi/start”."""
    identity = "/".join(part for part in (mission if is_entry(model) else "", key) if part)
    return f"{model._meta.verbose_name} “{excerpt(identity, 170)}”"


def is_entry(model: type[Content]) -> bool:
    return any(field.name == "mission" for field in model._meta.concrete_fields)
