"""The whole review: every rule over every record."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from missions.editions.statements import Place
from missions.review.acronyms import review_acronyms
from missions.review.findings import Finding
from missions.review.leaders import review_leaders
from missions.review.library import Library
from missions.review.measures import MOST_EDITORIAL, Measures
from missions.review.periods import review_periods
from missions.review.relations import review_relations
from missions.review.sources import review_sources
from missions.review.spelling import review_spelling
from missions.review.wordings import Wording, review_wordings


def review(library: Library, *, wordings: Iterable[Wording] | None = None) -> tuple[Finding, ...]:
    """Return every fault, by mission; `wordings` is what was read in the sources, where there is a list of it."""
    found = [*review_sources(library), *review_relations(library)]
    read = None if wordings is None else tuple(wordings)
    for mission, document in library.documents.items():
        for rule in (review_periods, review_leaders, review_acronyms, review_spelling, review_share):
            found += rule(mission, document)
        if read is not None:
            found += review_wordings(mission, document, read)
    return tuple(sorted(found, key=lambda finding: finding.mission))


def review_share(mission: str, document: Mapping) -> Iterator[Finding]:
    measures = Measures.of(document)
    if not measures.is_mostly_sourced:
        words = {"editorial": measures.editorial, "statements": measures.statements, "most": MOST_EDITORIAL}
        sentence = _("%(editorial)d of %(statements)d statements are the editors’ own: keep below %(most)d per cent.")
        yield Finding("editorial", sentence % words, mission, Place("mission", document["mission"]["key"], "overview"))
