"""Where a text holds what was asked for, and the part of it that shows that."""

from collections.abc import Iterator
from typing import NamedTuple

from missions.text.asked import Asked
from missions.text.folding import Word, with_stem, words_in, words_of

# Characters: of a text that is looked at, of an extract, and before the first found word in it.
LOOKED_AT = 20_000
EXTRACT = 220
BEFORE = 70


class Stretch(NamedTuple):
    """A part of an extract, found or not."""

    text: str
    is_found: bool = False


class Marker:
    """Looks through texts for what one question asks for."""

    def __init__(self, asked: Asked):
        self.phrases = [words_of(term.forms) for term in asked.terms if term.is_phrase]
        self.is_sought = Sought(asked)

    def extract(self, text: str) -> tuple[Stretch, ...]:
        """Return a text, or the part of a long one that holds the first found words, as stretches; "…" marks a cut."""
        spans = self.found_in(text[:LOOKED_AT])
        start, end = window(text, spans[0][0] if spans else 0)
        stretches = [Stretch("…")] if start else []
        place = start
        for first, last in spans:
            if first >= start and last <= end:
                stretches += [Stretch(text[place:first]), Stretch(text[first:last], is_found=True)]
                place = last
        stretches.append(Stretch(text[place:end] + ("…" if end < len(text) else "")))
        return tuple(stretch for stretch in stretches if stretch.text)

    def found_in(self, text: str) -> list[tuple[int, int]]:
        """Return where a text holds what was asked for, in order; what touches is one."""
        spans: list[tuple[int, int]] = []
        for start, end in sorted(self.spans_of(text)):
            if spans and not text[spans[-1][1] : start].strip():
                spans[-1] = (spans[-1][0], max(spans[-1][1], end))
            else:
                spans.append((start, end))
        return spans

    def spans_of(self, text: str) -> Iterator[tuple[int, int]]:
        # Where there is no phrase, most words need not be kept.
        words = words_in(text) if self.phrases else words_in(text, self.is_sought.__getitem__)
        yield from ((start, end) for start, end, folded in words if self.is_sought[folded])
        for phrase in self.phrases:
            yield from spans_of_phrase(words, phrase)


class Sought(dict[str, bool]):
    """Whether a folded word is asked for by itself, by its stem or by how it begins; told of each once."""

    def __init__(self, asked: Asked):
        super().__init__()
        self.words = {term.forms[0] for term in asked.terms if term.forms and not term.is_phrase}
        self.beginnings = tuple(term.beginning for term in asked.terms if term.beginning)

    def __missing__(self, folded: str) -> bool:
        forms = with_stem(folded)
        is_sought = not self.words.isdisjoint(forms)
        if self.beginnings and not is_sought:
            is_sought = any(form.startswith(self.beginnings) for form in forms)
        self[folded] = is_sought
        return is_sought


def spans_of_phrase(words: list[Word], phrase: list[str]) -> Iterator[tuple[int, int]]:
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
