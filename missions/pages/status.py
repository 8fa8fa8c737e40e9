"""How a mission stood at the time its record describes. No state follows the clock."""

from django.utils.translation import gettext as _

from missions.text.dates import bounds, is_open, words


def status(dates: str, as_of: str) -> str:
    """Say how a mission with these dates stood as of a day, month or year: "Under way"."""
    begins, ends = bounds(dates)
    seen = bounds(as_of)[1]
    if seen and begins and begins > seen:
        return _("Not begun")
    if has_ended(dates, as_of):
        return _("Ended")
    if ends or is_open(dates):
        return _("Under way")
    return _("End not known")


def past(dates: str, as_of: str) -> str:
    """Say that a page describes the past, if by its own dates the mission was over as of its day; "" otherwise."""
    if not has_ended(dates, as_of):
        return ""
    return _("This page describes the past: the mission has ended. Its dates: %(dates)s.") % {"dates": words(dates)}


def has_ended(dates: str, as_of: str) -> bool:
    ends, seen = bounds(dates)[1], bounds(as_of)[1]
    return ends is not None and (seen is None or ends <= seen)
