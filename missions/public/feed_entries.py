"""What entries of feeds say, as HTML. That of an edition is printed once for all feeds and processes."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from missions.pages.changes import ChangeWords
from missions.pages.history import SiteEvent
from missions.pages.site import Site
from missions.pages.summaries import summary_of
from missions.public import past, printed, reading, release
from missions.public.lines import Lines

NEWEST = 30
# An entry as long as a book helps nobody: a longer difference is named and linked to.
LONGEST = 60_000

Differences = Mapping[tuple[str, int], tuple[ChangeWords, ...]]


def entries(request: HttpRequest, lines: Lines) -> list[tuple[SiteEvent, str]]:
    """Return the newest of these lines as pages print them, each with the words of its entry."""
    may_hold = not settings.DEBUG and not printed.is_copying(request)
    # Before all that is printed: who removes words meanwhile leaves other notices than these.
    said, version = reading.notices_of_site(), release.version()
    cut = lines[:NEWEST]
    lined = [(line, *told, address(told[0])) for line, told in zip(cut, past.sealed_events(cut), strict=True)]
    states = {at: state(sealed, said, version) for _line, _one, sealed, at in lined if sealed}
    held = printed.get(states) if may_hold else {}
    differences = past.differences(line for line, one, _seal, at in lined if at not in held and not one.is_withdrawn)
    found, new = [], []
    for _line, one, sealed, at in lined:
        html = held[at].decode() if at in held else content(one, differences)
        found.append((one, html))
        if sealed and at not in held:
            new.append(printed.page(at, states[at], html.encode(), mission=sealed.mission_id))
    if may_hold and new:
        printed.put(new, is_still=lambda: reading.notices_of_site() == said)
    return found


def address(one: SiteEvent) -> str:
    """Return where the entry of an edition is held, "" for a notice, which is not."""
    edition = one.event.edition
    return f"/missions/{one.slug}/editions/{edition.number}/#entry" if edition else ""


def state(sealed: past.Sealed, said: tuple[int, int], version: str) -> str:
    """Return all that the entry of an edition depends on, in one word."""
    return release.word_of(sealed.seal, said, version)


def content(one: SiteEvent, differences: Differences) -> str:
    """Return the words of an entry; of a record that is withdrawn now its reasons alone are spread."""
    edition = one.event.edition
    changes = differences.get((edition.slug, edition.number), ()) if edition and not one.is_withdrawn else ()
    context = {"one": one, "changes": changes, "summary": summary_of(changes), "site": Site.of_settings()}
    html = render_to_string("public/feed_entry.html", context)
    return html if len(html) <= LONGEST else render_to_string("public/feed_entry.html", {**context, "changes": ()})
