"""How much of a record names a source."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.editions.statements import statements_of
from missions.models import Source


@dataclass(frozen=True, slots=True)
class Counts:
    """`by_kind` maps kinds of sources, in their order, to statements: one counts once for each kind it has."""

    statements: int
    sourced: int
    editorial: int
    by_kind: Mapping[str, int]

    @classmethod
    def of(cls, document: Mapping) -> "Counts":
        kind_of = {source["key"]: source["kind"] for source in document["sources"]}
        stated = list(statements_of(document))
        by_kind = Counter(
            kind
            for one in stated
            for kind in {kind_of[citation.key] for citation in one.citations if citation.key in kind_of}
        )
        return cls(
            statements=len(stated),
            sourced=sum(1 for one in stated if one.citations),
            editorial=sum(1 for one in stated if one.is_editorial),
            by_kind={kind: by_kind[kind] for kind in Source.Kind.values if by_kind[kind]},
        )

    @property
    def share(self) -> str:
        """Say it in short: "27 of 28 statements name a source"."""
        return share_words(self.sourced, self.statements)

    @property
    def sentence(self) -> str:
        """Say it in full: "27 of 28 statements name a source (12 official, 24 press), 1 editorial"."""
        kinds = ", ".join(
            _("%(count)d %(kind)s") % {"count": count, "kind": Source.Kind(kind).label}
            for kind, count in self.by_kind.items()
        )
        words = {"share": self.share, "kinds": kinds, "editorial": self.editorial}
        if kinds and self.editorial:
            return _("%(share)s (%(kinds)s), %(editorial)d editorial") % words
        if kinds:
            return _("%(share)s (%(kinds)s)") % words
        if self.editorial:
            return _("%(share)s, %(editorial)d editorial") % words
        return self.share


def share_words(sourced: int, statements: int) -> str:
    return ngettext(
        "%(sourced)d of %(statements)d statement names a source",
        "%(sourced)d of %(statements)d statements name a source",
        statements,
    ) % {"sourced": sourced, "statements": statements}
