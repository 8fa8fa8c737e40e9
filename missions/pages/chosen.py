"""What a reader chose to see of all live records, read from a plain query string, and what it is asked of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from typing import NamedTuple

NAMES = ("organisation", "country", "kind")
YEARS = ("from", "to")
FIRST_YEAR, LAST_YEAR = MINYEAR, MAXYEAR
# No name in a record is longer; what is, was not chosen from the list.
LONGEST = 200


class Traits(NamedTuple):
    """What the filters ask of a live record. An end that is open or not known lies outermost."""

    organisation: str
    country: str
    kind: str
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader chose; "" and None choose nothing. `begin` and `end` are years, in order."""

    organisation: str = ""
    country: str = ""
    kind: str = ""
    begin: int | None = None
    end: int | None = None
    unreadable: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Chosen":
        """Read a query string, one value a name; nothing in it can fail."""
        typed = {name: " ".join(query.get(name, "").replace("\0", " ").split())[:LONGEST] for name in (*NAMES, *YEARS)}
        years = {name: year(typed[name]) for name in YEARS}
        begin, end = years["from"], years["to"]
        if begin and end and begin > end:
            begin, end = end, begin
        unreadable = tuple(typed[name] for name in YEARS if typed[name] and years[name] is None)
        return cls(typed["organisation"], typed["country"], typed["kind"], begin, end, unreadable)

    def admits(self, traits: Traits, *, but: str = "") -> bool:
        """Return whether a record passes every filter, `but` for the one of this name."""
        return (
            (self.organisation in ("", traits.organisation) or but == "organisation")
            and (self.country in ("", traits.country) or but == "country")
            and (self.kind in ("", traits.kind) or but == "kind")
            and traits.first_year <= (self.end or LAST_YEAR)
            and traits.last_year >= (self.begin or FIRST_YEAR)
        )

    def __bool__(self) -> bool:
        return bool(self.parameters())

    @property
    def filters(self) -> dict[str, str | int | None]:
        """Return the choice by the names of what is filtered."""
        return {**{name: getattr(self, name) for name in NAMES}, "begin": self.begin, "end": self.end}

    def parameters(self) -> dict[str, str]:
        """Return what stands in the address of this choice, in one order."""
        names = dict(zip(self.filters, (*NAMES, *YEARS), strict=True))
        return {names[name]: str(value) for name, value in self.filters.items() if value}


def year(typed: str) -> int | None:
    is_year = typed.isascii() and typed.isdigit() and len(typed) <= 4
    return int(typed) or None if is_year else None
