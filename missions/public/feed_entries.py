"""What entries of feeds say, as HTML. That of an edition is printed once for all feeds and processes."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from missions.pages.changes import ChangeWords
from missions.pages.history import SiteEvent
from missions.pages.site import Site
from missions.pages.summaries import summary_of
from missions.public import past, printed, reading, release
from missions.public.lines import Line

# An entry as long as a book helps nobody: a longer difference is named and linked to.
LONGEST = 60_000

Differences = Mapping[tuple[str, int], tuple[ChangeWords, ...]]


def contents(request: HttpRequest, cut: Sequence[Line], events: Sequence[SiteEvent]) -> list[str]:
    """Return the words of entries for lines of a history; `events` are these lines as pages print them."""
    may_hold = not settings.DEBUG and not printed.is_copying(request)
    said, sealed = reading.notices_of_site(), past.sealed(cut)
    lines = list(zip(cut, events, strict=True))
    states = {address(one): state(sealed[line], said) for line, one in lines if line in sealed}
    held = printed.get(states) if may_hold else {}
    new = [(line, one) for line, one in lines if address(one) not in held]
    differences = past.differences(line for line, one in new if not one.is_withdrawn)
    made = {one: content(one, differences) for _line, one in new}
    rows = [
        printed.page(address(one), states[address(one)], made[one].encode(), mission=sealed[line].mission_id)
        for line, one in new
        if line in sealed
    ]
    if may_hold and rows:
        printed.put(rows, is_still=lambda: reading.notices_of_site() == said)
    return [made[one] if one in made else held[address(one)].decode() for one in events]


def address(one: SiteEvent) -> str:
    """Return where the entry of an edition is held, "" for a notice, which is not."""
    edition = one.event.edition
    return f"/missions/{one.slug}/editions/{edition.number}/#entry" if edition else ""


def state(sealed: past.Sealed, said: tuple[int, int]) -> str:
    """Return all that the entry of an edition depends on, in one word."""
    return release.fingerprint(repr((sealed.seal, said, release.version())).encode())


def content(one: SiteEvent, differences: Differences) -> str:
    """Return the words of an entry; of a record that is withdrawn now its reasons alone are spread."""
    edition = one.event.edition
    changes = differences.get((edition.slug, edition.number), ()) if edition and not one.is_withdrawn else ()
    context = {"one": one, "changes": changes, "summary": summary_of(changes), "site": Site.of_settings()}
    html = render_to_string("public/feed_entry.html", context)
    return html if len(html) <= LONGEST else render_to_string("public/feed_entry.html", {**context, "changes": ()})
