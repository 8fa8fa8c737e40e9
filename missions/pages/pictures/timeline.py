"""All live missions on one time axis, a page of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from missions.models import Mission
from missions.pages.catalogue import count_words
from missions.pages.dates import PrintedDate
from missions.pages.facets import Facets
from missions.pages.mission import kind_words
from missions.pages.paging import Paging
from missions.pages.pictures.keys import key_of
from missions.pages.pictures.shapes import NARROW, WIDE, Band, Timed, TimePicture
from missions.pages.pictures.stretches import Stretch, stretch_of
from missions.pages.pictures.time_picture import time_picture
from missions.text.dates import bounds

# A page of missions has the names of all.
SIZES = tuple(replace(size, lanes=1000) for size in (WIDE, NARROW))


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A line of the table that says what the picture shows."""

    slug: str
    name: str
    acronym: str
    date: PrintedDate
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of the missions that pass the filters, in the order they began in; `count` of `total` do."""

    rows: tuple[TimelineRow, ...]
    pictures: tuple[TimePicture, ...]
    key: tuple[str, ...]
    count: int
    total: int
    facets: Facets
    paging: Paging

    @classmethod
    def of(cls, rows: Iterable[Mapping], *, count: int, total: int, facets: Facets, paging: Paging) -> "Timeline":
        """Return the page of these rows, which are missions as they are listed."""
        rows = list(rows)
        bands = [Band("", tuple(timed(row, stretch) for row in rows if (stretch := stretch_of(row["dates"]))))]
        pictures = tuple(filter(None, (time_picture(bands, size, as_of=None) for size in SIZES)))
        return cls(tuple(map(row_of, rows)), pictures, key_of(pictures), count, total, facets, paging)

    @property
    def count_words(self) -> str:
        return count_words(self.count, self.total, is_narrowed=bool(self.facets.chosen))


def row_of(row: Mapping) -> TimelineRow:
    return TimelineRow(
        slug=row["slug"],
        name=row["name"],
        acronym=row["acronym"],
        date=PrintedDate.of(row["dates"]),
        about=tuple(filter(None, (row["organisation"], row["host_country"], kind_words(row["kind"])))),
    )


def timed(row: Mapping, stretch: Stretch) -> Timed:
    latest = bounds(row["as_of"])[1]
    shown = row_of(row)
    said = {"name": shown.name, "about": ", ".join(shown.about), "dates": shown.date.words}
    return Timed(
        href=reverse("mission", args=[shown.slug]),
        name=shown.name,
        title=_("%(name)s (%(about)s): %(dates)s") % said,
        stretch=stretch,
        kind="mission",
        until=latest.toordinal() + 1 if latest else None,
        aside=str(Mission.Kind(row["kind"]).label) if row["kind"] else "",
    )
