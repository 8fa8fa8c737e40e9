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
    """A line of the table that says what the picture shows."""

    href: str
    kind: str
    name: str
    date: PrintedDate
    is_announced: bool


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
    mission = document["mission"]
    name = mission["acronym"] or mission["name"]
    mission_rows = [("#mission-dates", name, name, mission["dates"], False)]
    phases = list(entries_of(document, "phases"))
    leaders = list(entries_of(document, "leaders"))
    found = {
        "mission": tuple(timed("mission", *row) for row in mission_rows if row[3]),
        "phase": tuple(timed("phase", *row) for row in phases if row[3]),
        "leader": tuple(timed("leader", *row) for row in leaders if row[3]),
    }
    if not found["phase"] and not found["leader"]:
        return None
    bands = (Band("", found["mission"]), Band(_("Phases"), found["phase"]), Band(_("Leaders"), found["leader"]))
    as_of = as_of_of(mission["as_of"])
    pictures = tuple(filter(None, (time_picture(bands, size, as_of=as_of) for size in (WIDE, NARROW))))
    kinds = {"mission": _("Mission"), "phase": _("Phase"), "leader": _("Leader")}
    return MissionAxis(
        title=_("Time axis of %(name)s") % {"name": mission["name"]},
        description=_("The mission, its phases and its leaders from left to right in time, each a link to its entry."),
        pictures=pictures,
        key=key_of(pictures),
        rows=tuple(
            Row(href, kinds[kind], name, PrintedDate.of(dates, announced=is_announced), is_announced)
            for kind, rows in (("mission", mission_rows), ("phase", phases), ("leader", leaders))
            for href, _short, name, dates, is_announced in rows
        ),
    )


def entries_of(document: Mapping, section: str) -> Iterator[tuple[str, str, str, str, bool]]:
    """Yield address, name in short, name in full, dates, and whether all is but announced."""
    for row in document[section]:
        short, full = (row["title"], row["title"]) if section == "phases" else (row["name"], name_words(row))
        yield f"#{stem_of(section, row['key'])}", short, full, row["dates"], row["is_announced"]


def timed(kind: str, href: str, short: str, full: str, dates: str, is_announced: bool) -> Timed:
    return Timed(href, short, said(full, dates, is_announced=is_announced), stretch_of(dates), kind, is_announced)


def said(name: str, dates: str, *, is_announced: bool) -> str:
    """Return all that a bar says: "Relocation to Naples: since 20 March 2026"."""
    when = PrintedDate.of(dates, announced=is_announced).words
    if is_announced:
        return _("%(name)s: %(dates)s (announced, not confirmed)") % {"name": name, "dates": when}
    return _("%(name)s: %(dates)s") % {"name": name, "dates": when}


def as_of_of(as_of: str) -> tuple[int, str] | None:
    latest = bounds(as_of)[1]
    if latest is None:
        return None
    return latest.toordinal() + 1, _("as of %(as_of)s") % {"as_of": words(as_of)}
