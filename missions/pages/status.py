"""How a mission stood at the time its record describes. No state follows the clock."""

from django.utils.translation import gettext as _

from missions.text.dates import bounds, is_open


def status(dates: str, as_of: str) -> str:
    """Say how a mission with these dates stood as of a day, month or year: "Under way"."""
    begins, ends = bounds(dates)
    seen = bounds(as_of)[1] if as_of else None
    if seen and begins and begins > seen:
        return _("Not begun")
    if ends and (seen is None or ends <= seen):
        return _("Ended")
    if ends or is_open(dates):
        return _("Under way")
    return _("End not known")
