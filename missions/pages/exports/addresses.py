"""Where the files are, as the page about data lists it: with addresses of a live record where there is one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from missions.pages.exports.tables import TABLES


@dataclass(frozen=True, slots=True)
class Address:
    """A path, and what is behind it where the path does not say so."""

    path: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class AddressGroup:
    title: str
    words: str
    addresses: tuple[Address, ...]


def addresses(slug: str, number: int, source: str) -> Iterator[AddressGroup]:
    """Yield the addresses of files; those of records are of the mission and edition named, if they are."""
    if slug:
        live = {"slug": slug}
        fixed = {"slug": slug, "number": number}
        yield AddressGroup(
            _("Live records"),
            _("The newest edition of a mission, for example:"),
            (
                Address(reverse("mission-json", kwargs=live), _("all of it")),
                Address(reverse("mission-markdown", kwargs=live), _("to read")),
                *(Address(reverse("mission-table", kwargs={**live, "table": table})) for table in TABLES),
            ),
        )
        yield AddressGroup(
            _("Editions"),
            _("Any edition, at an address where its words never change. Every table has one, too:"),
            (
                Address(reverse("edition-json", kwargs=fixed)),
                Address(reverse("edition-markdown", kwargs=fixed)),
                Address(reverse("edition-table", kwargs={**fixed, "table": "statements"})),
            ),
        )
    yield AddressGroup(
        _("All live records"),
        _("The same tables over every record that is live:"),
        tuple(Address(reverse("data-table", kwargs={"table": table})) for table in TABLES),
    )
    if source:
        yield AddressGroup(
            _("Sources"),
            _("A source, and every statement it supports:"),
            (Address(reverse("source-json", kwargs={"key": source})),),
        )
    yield AddressGroup(
        _("Descriptions"),
        _("The shapes of the JSON files (JSON Schema, draft 2020-12), and this codebook as a table:"),
        (Address(reverse("record-schema")), Address(reverse("source-schema")), Address(reverse("codebook"))),
    )
