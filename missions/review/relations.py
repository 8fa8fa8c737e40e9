"""Relations: what one record says of another, the other says of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from missions.editions.statements import Place
from missions.models import Relation
from missions.review.findings import Finding
from missions.review.library import Library

MIRRORED = {
    Relation.Kind.PREDECESSOR: Relation.Kind.SUCCESSOR,
    Relation.Kind.SUCCESSOR: Relation.Kind.PREDECESSOR,
    Relation.Kind.PARALLEL: Relation.Kind.PARALLEL,
    Relation.Kind.COMPARABLE: Relation.Kind.COMPARABLE,
}


def review_relations(library: Library) -> Iterator[Finding]:
    told = {
        (mission, row["kind"], row["other"]["key"])
        for mission, document in library.documents.items()
        for row in document["relations"]
    }
    for mission, document in library.documents.items():
        for row in document["relations"]:
            other, kind = row["other"]["key"], MIRRORED[Relation.Kind(row["kind"])]
            if (other, kind, mission) not in told:
                words = {"other": other, "mission": mission, "kind": kind.label}
                sentence = _("the record of “%(other)s” does not name “%(mission)s” as its %(kind)s.") % words
                yield Finding("one-sided-relation", sentence, mission, Place("relations", row["key"], "kind"))
