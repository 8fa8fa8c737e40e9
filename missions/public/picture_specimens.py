"""Made-up pictures for the style page: a bar for every state of a date, and a band too full for names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from missions.pages.pictures.keys import key_of
from missions.pages.pictures.shapes import NARROW, WIDE, Band, Timed, TimePicture
from missions.pages.pictures.stretches import stretch_of
from missions.pages.pictures.time_picture import time_picture
from missions.text.dates import words

STATES = (
    "2016-03-01/2019-11-30",
    "2016-03/2019",
    "2017",
    "2018-07-11",
    "2016~/2019?",
    "2016/",
    "/2019",
    "2016-05-01/..",
    "../2019-05-01",
)
ANNOUNCED = ("2019-02-01", "2020/..")
CROWD = 25
AS_OF = date(2019, 12, 31)


@dataclass(frozen=True, slots=True)
class PictureSpecimen:
    title: str
    pictures: tuple[TimePicture, ...]
    key: tuple[str, ...]


def picture_specimens() -> tuple[PictureSpecimen, ...]:
    known = Band(_("Known or not"), tuple(timed(STATES, "phase")))
    announced = Band(_("Announced"), tuple(timed(ANNOUNCED, "leader", is_announced=True)))
    mission = Band("", tuple(timed(["2016-05-01/.."], "mission")))
    crowd = Band(_("Phases"), tuple(timed(["2016-03/2019"] * CROWD, "phase")))
    return (
        specimen(_("Every state of a date"), [mission, known, announced]),
        specimen(_("More bars than names have room for"), [crowd]),
    )


def specimen(title: str, bands: list[Band]) -> PictureSpecimen:
    as_of = (AS_OF.toordinal() + 1, _("as of %(as_of)s") % {"as_of": words(AS_OF.isoformat())})
    pictures = tuple(filter(None, (time_picture(bands, size, as_of=as_of) for size in (WIDE, NARROW))))
    return PictureSpecimen(title, pictures, key_of(pictures))


def timed(dates: Iterable[str], kind: str, *, is_announced: bool = False) -> Iterator[Timed]:
    for edtf in dates:
        name = words(edtf, announced=is_announced)
        if stretch := stretch_of(edtf):
            yield Timed("#pictures", name, name, stretch, kind, is_announced, AS_OF.toordinal() + 1, _("aside"))
