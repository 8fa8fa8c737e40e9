"""The filters that lists share (catalogue, timeline, search): organisation, host country, kind, a period of years.

What a reader chose is read from a plain query string; every choice can be taken back by a plain link.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.models import Mission
from missions.pages.chosen import NAMES, YEARS, Chosen, Traits


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen, and how many records it would leave; None where nobody counted."""

    value: str
    label: str
    count: int | None
    is_chosen: bool

    @property
    def words(self) -> str:
        return self.label if self.count is None else f"{self.label} ({self.count})"

    @property
    def element(self) -> str:
        chosen = " selected" if self.is_chosen else ""
        return f'<option value="{escape(self.value)}"{chosen}>{escape(self.words)}</option>'


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def elements(self) -> SafeString:
        """Return the options as elements; a list of hundreds is the longest part of a page."""
        # Safe: each escapes its own words.
        return mark_safe("\n".join(option.element for option in self.options))


@dataclass(frozen=True, slots=True)
class Removal:
    """A chosen filter in words, and the address of the same page without it."""

    label: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class Facets:
    """The filters of a page. `kept` is what else its address holds; `problems` says what could not be followed."""

    path: str
    kept: Mapping[str, str]
    chosen: Chosen
    facets: tuple[Facet, ...]
    removals: tuple[Removal, ...]
    problems: tuple[str, ...]

    @classmethod
    def of(
        cls,
        counts: Mapping[Traits, int],
        chosen: Chosen,
        *,
        path: str,
        kept: Mapping[str, str] | None = None,
        is_counted: bool = True,
    ) -> "Facets":
        """Return the filters of a list; `counts` says how many records of it have the same traits."""
        kept = kept or {}
        chosen, unknown = spelled(chosen, counts)
        facets = tuple(facet(name, counts, chosen, is_counted=is_counted) for name in NAMES)
        removals = tuple(removals_of(chosen, path, kept))
        return cls(path, kept, chosen, facets, removals, (*unknown, *unreadable_words(chosen)))

    @property
    def is_useful(self) -> bool:
        """Return whether there is anything to choose between, or a choice to take back."""
        return bool(self.removals or self.problems) or any(len(facet.options) > 1 for facet in self.facets)

    @property
    def clear(self) -> str:
        """Return the address without any filter."""
        return address(self.path, self.kept)

    def page(self, number: int) -> str:
        """Return the address of a page of the list: a plain one where nothing was asked for."""
        asked = {**self.kept, **self.chosen.parameters()}
        if not asked and number > 1:
            return f"{self.path}pages/{number}/"
        return address(self.path, asked | ({"page": str(number)} if number > 1 else {}))


def spelled(chosen: Chosen, traits: Iterable[Traits]) -> tuple[Chosen, list[str]]:
    """Return the choice as records spell it, and sentences about values that none of them has."""
    unknown = []
    for name in NAMES:
        wanted = getattr(chosen, name)
        found = {getattr(one, name) for one in traits} if wanted else set()
        if wanted and wanted not in found:
            same = sorted(value for value in found if value.casefold() == wanted.casefold())
            if same:
                chosen = replace(chosen, **{name: same[0]})
            else:
                unknown.append(unknown_words(name, wanted))
    return chosen, unknown


def unknown_words(name: str, value: str) -> str:
    sentences = {
        "organisation": _("No record here names “%s” as its organisation."),
        "country": _("No record here names “%s” as its host country."),
        "kind": _("No record here is of the kind “%s”."),
    }
    return sentences[name] % value


def unreadable_words(chosen: Chosen) -> Iterable[str]:
    for typed in chosen.unreadable:
        yield _("“%s” is not a year, so it filters nothing. Write a year such as 2003.") % typed


def facet(name: str, counts: Mapping[Traits, int], chosen: Chosen, *, is_counted: bool) -> Facet:
    left: Counter[str] = Counter()
    is_narrowed = is_counted and bool(chosen)
    for traits, count in counts.items():
        value = getattr(traits, name)
        if count and value and (not is_narrowed or chosen.admits(traits, but=name)):
            left[value] += count
    wanted = getattr(chosen, name)
    values = {*left, wanted} - {""}
    options = (
        Option(value, label_of(name, value), left[value] if is_counted else None, value == wanted) for value in values
    )
    return Facet(name, labels()[name], tuple(sorted(options, key=lambda option: option.label.casefold())))


def removals_of(chosen: Chosen, path: str, kept: Mapping[str, str]) -> Iterable[Removal]:
    parameters = chosen.parameters()
    for name in NAMES:
        if name in parameters:
            rest = {other: value for other, value in parameters.items() if other != name}
            yield Removal(labels()[name], label_of(name, parameters[name]), address(path, {**kept, **rest}))
    if chosen.begin or chosen.end:
        rest = {other: value for other, value in parameters.items() if other not in YEARS}
        yield Removal(_("Years"), period_words(chosen), address(path, {**kept, **rest}))


def period_words(chosen: Chosen) -> str:
    if chosen.begin and chosen.end:
        if chosen.begin == chosen.end:
            return str(chosen.begin)
        return _("%(first)d to %(last)d") % {"first": chosen.begin, "last": chosen.end}
    return _("from %d") % chosen.begin if chosen.begin else _("until %d") % chosen.end


def labels() -> dict[str, str]:
    return {"organisation": _("Organisation"), "country": _("Host country"), "kind": _("Kind")}


def label_of(name: str, value: str) -> str:
    if name == "kind" and value in Mission.Kind.values:
        return capfirst(str(Mission.Kind(value).label))
    return value


def address(path: str, parameters: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
