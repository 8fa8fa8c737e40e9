"""Texts of a document as clean HTML, with the document's own reference numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from missions.text.citations import Citation
from missions.text.markdown import Rendering, render, render_citations, render_inline

Citations = tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets the texts of one document. `numbers` maps source keys to reference numbers."""

    numbers: Mapping[str, int]

    @classmethod
    def of(cls, document: Mapping) -> "Typesetter":
        return cls({source["key"]: source["number"] for source in document["sources"]})

    # The renderer's output is cleaned by nh3, which is what makes it safe to mark.

    def blocks(self, stem: str, text: str, whole: Citations = (), *, heading_level: int = 4) -> SafeString:
        return mark_safe(render(text, self._rendering(stem, heading_level), whole))

    def line(self, stem: str, text: str, whole: Citations = ()) -> SafeString:
        return mark_safe(render_inline(text, self._rendering(stem), whole))

    def citations(self, stem: str, citations: Citations) -> SafeString:
        return mark_safe(render_citations(citations, self._rendering(stem)))

    def source(self, stem: str, key: str) -> SafeString:
        return self.citations(stem, (Citation(key),))

    def _rendering(self, stem: str, heading_level: int = 4) -> Rendering:
        return Rendering(self.numbers, stem, heading_level, own_hosts())


def own_hosts() -> frozenset[str]:
    return frozenset({urlsplit(settings.SITE_URL).hostname or ""})
