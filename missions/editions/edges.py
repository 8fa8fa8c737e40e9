"""What is written beside an edition: an edge to each source it cites, and its address."""

from collections.abc import Mapping

from missions.editions.document import lift
from missions.editions.statements import printed_citations_of
from missions.models import Address, Citation, Edition

Places = Mapping[str, list[str]]


def places_of(document: Mapping) -> Places:
    """Map the key of each source that a document cites to the stems of the texts that cite it, in reading order."""
    places: dict[str, list[str]] = {}
    for printed in printed_citations_of(document):
        stems = places.setdefault(printed.citation.key, [])
        if printed.place.stem not in stems:
            stems.append(printed.place.stem)
    return places


def write_edges(edition: Edition, sources: Mapping[str, int], places: Places) -> None:
    """Write the edges and the address of a new edition; `sources` maps the keys in its document to sources' ids."""
    document = lift(edition.document)
    Citation.objects.bulk_create(
        Citation(
            edition=edition,
            source_id=sources[source["key"]],
            key=source["key"],
            number=source["number"],
            places=places[source["key"]],
        )
        for source in document["sources"]
    )
    if not Address.objects.filter(slug=edition.slug).exists():
        Address.objects.create(slug=edition.slug, mission=edition.mission)
