"""One time axis of a mission: the mission, its phases, and its leaders beneath."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from missions.editions.statements import stem_of
from missions.pages.dates import PrintedDate, words
from missions.pages.entries import name_words
from missions.pages.pictures.keys import key_of
from missions.pages.pictures.shapes import NARROW, WIDE, Band, Timed, TimePicture
from missions.pages.pictures.stretches import stretch_of
from missions.pages.pictures.time_picture import time_picture
from missions.text.dates import bounds


@dataclass(frozen=True, slots=True)
class Row:
    """What one bar shows, and one line of the table. `short` is the name at the bar."""

    kind: str
    href: str
    short: str
    name: str
    dates: str
    is_announced: bool = False

    @property
    def date(self) -> PrintedDate:
        return PrintedDate.of(self.dates, announced=self.is_announced)

    @property
    def kind_words(self) -> str:
        return {"mission": _("Mission"), "phase": _("Phase"), "leader": _("Leader")}[self.kind]

    @property
    def title(self) -> str:
        """Return all that a bar says: "Relocation to Naples: since 20 March 2026"."""
        said = {"name": self.name, "dates": self.date.words}
        if self.is_announced:
            return _("%(name)s: %(dates)s (announced, not confirmed)") % said
        return _("%(name)s: %(dates)s") % said


@dataclass(frozen=True, slots=True)
class MissionAxis:
    """The axis in two arrangements, the words of its signs, and its table."""

    title: str
    description: str
    pictures: tuple[TimePicture, ...]
    key: tuple[str, ...]
    rows: tuple[Row, ...]


def mission_axis(document: Mapping) -> MissionAxis | None:
    """Return the axis of a mission; None for one of which no phase and no leader has a date."""
    rows = tuple(rows_of(document))
    if not any(row.dates for row in rows if row.kind != "mission"):
        return None
    as_of = as_of_of(document["mission"]["as_of"])
    names = {"mission": "", "phase": _("Phases"), "leader": _("Leaders")}
    bands = [Band(name, timed(rows, kind, as_of[0] if as_of else None)) for kind, name in names.items()]
    pictures = tuple(filter(None, (time_picture(bands, size, as_of=as_of) for size in (WIDE, NARROW))))
    return MissionAxis(
        title=_("Time axis of %(name)s") % {"name": document["mission"]["name"]},
        description=_("The mission, its phases and its leaders from left to right in time, each a link to its entry."),
        pictures=pictures,
        key=key_of(pictures),
        rows=rows,
    )


def rows_of(document: Mapping) -> Iterator[Row]:
    mission = document["mission"]
    name = mission["acronym"] or mission["name"]
    if mission["dates"]:
        yield Row("mission", "#mission-dates", name, name, mission["dates"])
    for row in document["phases"]:
        address = f"#{stem_of('phases', row['key'])}"
        yield Row("phase", address, row["title"], row["title"], row["dates"], row["is_announced"])
    for row in document["leaders"]:
        address = f"#{stem_of('leaders', row['key'])}"
        yield Row("leader", address, row["name"], name_words(row), row["dates"], row["is_announced"])


def timed(rows: tuple[Row, ...], kind: str, until: int | None) -> tuple[Timed, ...]:
    """Return what has a date."""
    return tuple(
        Timed(row.href, row.short, row.title, stretch, kind, row.is_announced, until)
        for row in rows
        if row.kind == kind and (stretch := stretch_of(row.dates))
    )


def as_of_of(as_of: str) -> tuple[int, str] | None:
    latest = bounds(as_of)[1]
    if latest is None:
        return None
    return latest.toordinal() + 1, _("as of %(as_of)s") % {"as_of": words(as_of)}
