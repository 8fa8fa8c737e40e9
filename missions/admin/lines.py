"""Content in one calm line: when, what, and a little more."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from missions.admin.widgets import read
from missions.models import Entry, Figure, Initiative, Leader, Link, Mission, Phase, Quotation, Relation
from missions.text.markdown import plain


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in one line. `more` holds what is said quietly after it."""

    when: str
    what: str
    more: tuple[str, ...] = ()
    is_announced: bool = False

    def __str__(self):
        announced = _("announced") if self.is_announced else ""
        return " · ".join(part for part in (self.when, self.what, *self.more, announced) if part)


def line_of(entry: Entry) -> Line:
    when = read(getattr(entry, "dates", "") or getattr(entry, "date", ""))
    is_announced = getattr(entry, "is_announced", False)
    match entry:
        case Phase() | Initiative():
            return Line(when, entry.title, is_announced=is_announced)
        case Figure():
            return Line(when, entry.counted, filled(number_of(entry), entry.get_quality_display()))
        case Leader():
            return Line(when, entry.name, filled(entry.role), is_announced)
        case Quotation():
            return Line(when, entry.speaker, filled(Truncator(entry.text).words(12)))
        case Link():
            return Line("", entry.label)
        case Relation():
            return Line("", str(entry.other), filled(entry.get_kind_display()))
    return Line("", str(entry))


def number_of(figure: Figure) -> str:
    if figure.wording or figure.low is None:
        return figure.wording
    return f"{figure.low}–{figure.high}" if figure.high is not None else str(figure.low)


def filled(*parts) -> tuple[str, ...]:
    return tuple(str(part) for part in parts if part)


def facts_in_a_line(mission: Mission) -> str:
    as_of = _("as of %s") % read(mission.as_of) if mission.as_of else ""
    kind = mission.get_kind_display()
    return " · ".join(filled(mission.organisation, kind, mission.host_country, read(mission.dates), as_of))


def overview_in_a_line(mission: Mission) -> str:
    return Truncator(plain(mission.overview)).words(16)
