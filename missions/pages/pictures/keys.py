"""What the signs of a picture mean, said of those alone that it shows."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from missions.pages.pictures.shapes import TimePicture


def key_of(pictures: Iterable[TimePicture]) -> tuple[str, ...]:
    """Return a clause for each sign, in a fixed order."""
    shown = [one for picture in pictures for one in picture.shown]
    signs = {stroke.kind for one in shown for stroke in one.strokes}
    signs |= {mark.kind.removesuffix("-before") for one in shown for mark in one.marks}
    clauses = {
        "hatched": _("hatched: begins or ends somewhere in these days"),
        "point": _("diamond: within one month"),
        "open": _("arrow: goes on"),
        "unknown": _("?: not known, or not certain"),
        "about": _("~: about"),
        "dashed": _("broken line: announced, not confirmed"),
        "point-announced": _("hollow diamond: announced, not confirmed"),
    }
    return tuple(clause for sign, clause in clauses.items() if sign in signs)
