"""Others' words: a quotation and a supporting passage stand as they were read in their source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from missions.editions.statements import Place, entry_citations, printed_citations_of
from missions.review.findings import Finding


@dataclass(frozen=True)
class Wording:
    """Words as they were read in some sources, by their keys."""

    words: str
    sources: frozenset[str]


def review_wordings(mission: str, document: Mapping, wordings: Iterable[Wording]) -> Iterator[Finding]:
    """Find words that were read nowhere; `wordings` is all that was read."""
    read: dict[str, list[str]] = {}
    for wording in wordings:
        for key in wording.sources:
            read.setdefault(key, []).append(spaced(wording.words))
    for row in document["quotations"]:
        cited = [citation.key for citation in entry_citations(row)]
        if not any(spaced(row["text"]) in read.get(key, ()) for key in cited):
            sentence = _("these words were not read in a source that it cites.")
            yield Finding("not-verbatim", sentence, mission, Place("quotations", row["key"], "text"))
    for printed in printed_citations_of(document):
        key, passage = printed.citation.key, spaced(printed.citation.passage)
        if passage and not any(passage in words for words in read.get(key, ())):
            sentence = _("“%(passage)s” was not read in “%(key)s”.") % {"passage": passage, "key": key}
            yield Finding("passage-not-read", sentence, mission, printed.place)


def read_wordings(path: Path) -> tuple[Wording, ...]:
    """Read a YAML list of `sources`, a list of keys, and `words`. Raises OSError, ValueError."""
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(Wording(spaced(row["words"]), frozenset(row["sources"])) for row in rows)
    except (AttributeError, KeyError, TypeError, yaml.YAMLError) as error:
        raise ValueError(_("%s is not a list of “sources” and “words”.") % path.name) from error


def spaced(words: str) -> str:
    return " ".join(words.split())
