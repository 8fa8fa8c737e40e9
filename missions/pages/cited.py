"""What became of citations between two documents, in whole sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from missions.text.citations import Citation

Citations = tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SourceNames:
    """What sources are called on the pages of two documents: "source 4 (Anadolu Agency)"."""

    old: Mapping[str, Mapping]
    new: Mapping[str, Mapping]

    @classmethod
    def of(cls, old: Mapping | None, new: Mapping | None) -> "SourceNames":
        return cls(*({source["key"]: source for source in side["sources"]} if side else {} for side in (old, new)))

    def name(self, key: str) -> str:
        """Return its number as it is now; one that is cited no more is told apart as a former one."""
        if key in self.new:
            return _("source %(number)d (%(publisher)s)") % self.new[key]
        if key in self.old:
            return _("former source %(number)d (%(publisher)s)") % self.old[key]
        return _("source “%(key)s”") % {"key": key}

    def cited(self, citation: Citation) -> str:
        """Return the name of a source and where in it a citation looks: "source 4 (NATO), p. 4, “500 personnel”"."""
        quoted = _("“%(passage)s”") % {"passage": citation.passage} if citation.passage else ""
        return ", ".join(filter(None, (self.name(citation.key), citation.locator, quoted)))


def citation_sentences(old: Citations, new: Citations, names: SourceNames) -> tuple[str, ...]:
    """Say what came, went, was replaced or looks elsewhere in its source; nothing if nothing did."""
    return tuple(sentences(old, new, names))


def sentences(old: Citations, new: Citations, names: SourceNames) -> Iterator[str]:
    was, now = without_editorial(old), without_editorial(new)
    gone, come = less(was, now), less(now, was)
    for before in tuple(gone):
        after = next((one for one in come if one.key == before.key), None)
        if after:
            gone.remove(before)
            come.remove(after)
            yield from elsewhere_in_source(before, after, names)
    if len(gone) == len(come) == 1:
        replaced = {"old": capfirst(names.cited(gone[0])), "new": names.cited(come[0])}
        yield _("%(old)s replaced by %(new)s.") % replaced
    else:
        yield from (_("%(source)s added.") % {"source": capfirst(names.cited(one))} for one in come)
        yield from (_("%(source)s removed.") % {"source": capfirst(names.cited(one))} for one in gone)
    if was != now and Counter(was) == Counter(now):
        yield _("The same sources stand in another order.")
    is_editorial, was_editorial = (any(one.is_editorial for one in side) for side in (new, old))
    if is_editorial and not was_editorial:
        yield _("Marked as the editors’ own words.")
    elif was_editorial and not is_editorial:
        yield _("No longer marked as the editors’ own words.")


def elsewhere_in_source(before: Citation, after: Citation, names: SourceNames) -> Iterator[str]:
    """Say which place and which words of the same source a citation named, and which it names now."""
    said = {"source": capfirst(names.name(after.key))}
    places = {**said, "old": before.locator, "new": after.locator}
    if before.locator and after.locator and before.locator != after.locator:
        yield _("%(source)s: now %(new)s instead of %(old)s.") % places
    elif after.locator and not before.locator:
        yield _("%(source)s: its place is given now, %(new)s.") % places
    elif before.locator and not after.locator:
        yield _("%(source)s: its place, %(old)s, is no longer given.") % places
    passages = {**said, "old": before.passage, "new": after.passage}
    if before.passage and after.passage and before.passage != after.passage:
        yield _("%(source)s: the passage is now “%(new)s” instead of “%(old)s”.") % passages
    elif after.passage and not before.passage:
        yield _("%(source)s: the passage is given now, “%(new)s”.") % passages
    elif before.passage and not after.passage:
        yield _("%(source)s: the passage “%(old)s” is no longer given.") % passages


def without_editorial(citations: Citations) -> Citations:
    return tuple(citation for citation in citations if not citation.is_editorial)


def less(these: Iterable[Citation], those: Iterable[Citation]) -> list[Citation]:
    """Return these without those, each as often as it occurs."""
    return list((Counter(these) - Counter(those)).elements())
