"""What is written beside an edition: an edge to each source it cites, and its address."""

from collections.abc import Mapping

from missions.editions.document import lift
from missions.editions.statements import statements_of, stem_of
from missions.models import Address, Citation, Edition

Places = Mapping[str, list[str]]


def places_of(document: Mapping) -> Places:
    """Map the key of each source of a document to the ids of the statements it supports and the links to it."""
    places: dict[str, list[str]] = {source["key"]: [] for source in document["sources"]}
    found = [(stated.place.id, citation.key) for stated in statements_of(document) for citation in stated.citations]
    found += [(stem_of("links", link["key"]), link["source"]) for link in document["links"]]
    for place, key in dict.fromkeys(found):
        if key in places:
            places[key].append(place)
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
