"""Where a text holds what was asked for, and the part of it that shows that."""

from collections.abc import Iterable
from dataclasses import dataclass

from missions.text.asked import Asked, Term
from missions.text.folding import Word, with_stem, words_in, words_of

# Characters: of a text that is looked at, of an extract, and before the first found word in it.
LOOKED_AT = 20_000
EXTRACT = 220
BEFORE = 70


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an extract, found or not."""

    text: str
    is_found: bool = False


def extract(text: str, asked: Asked) -> tuple[Stretch, ...]:
    """Return a text, or the part of a long one that holds the first found words, as stretches; "…" where it is cut."""
    spans = found_in(text[:LOOKED_AT], asked)
    start, end = window(text, spans[0][0] if spans else 0)
    stretches = [Stretch("…")] if start else []
    place = start
    for first, last in spans:
        if first >= start and last <= end:
            stretches += [Stretch(text[place:first]), Stretch(text[first:last], is_found=True)]
            place = last
    stretches.append(Stretch(text[place:end] + ("…" if end < len(text) else "")))
    return tuple(stretch for stretch in stretches if stretch.text)


def found_in(text: str, asked: Asked) -> list[tuple[int, int]]:
    """Return where a text holds what was asked for, in order; what touches is one."""
    words = words_in(text)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(span for term in asked.terms for span in spans_of(words, term)):
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def spans_of(words: list[Word], term: Term) -> Iterable[tuple[int, int]]:
    if term.beginning:
        yield from ((start, end) for start, end, folded in words if begins(folded, term.beginning))
    if term.is_phrase:
        yield from spans_of_phrase(words, words_of(term.forms))
    elif term.forms:
        form = term.forms[0]
        yield from ((start, end) for start, end, folded in words if form in with_stem(folded))


def begins(folded: str, beginning: str) -> bool:
    """Return whether a word, or its stem, begins so."""
    return any(form.startswith(beginning) for form in with_stem(folded))


def spans_of_phrase(words: list[Word], phrase: list[str]) -> Iterable[tuple[int, int]]:
    folded = [word.folded for word in words]
    for place, first in enumerate(folded):
        # Most places do not even begin as the phrase does.
        if first == phrase[0] and folded[place : place + len(phrase)] == phrase:
            yield words[place].start, words[place + len(phrase) - 1].end


def window(text: str, first: int) -> tuple[int, int]:
    """Return the ends of the extract around a place: whole words, and no more than there is to show."""
    if len(text) <= EXTRACT:
        return 0, len(text)
    start = max(0, min(first - BEFORE, len(text) - EXTRACT))
    start = text.find(" ", start, first) + 1 if start else 0
    end = min(len(text), start + EXTRACT)
    return start, text.rfind(" ", first + 1, end) if end < len(text) and " " in text[first + 1 : end] else end
