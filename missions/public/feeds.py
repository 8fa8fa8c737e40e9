"""Atom: what happened to all records, or to one, with the differences themselves.

See https://www.rfc-editor.org/rfc/rfc4287
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from missions.pages.history import SiteEvent
from missions.pages.site import Site
from missions.public import feed_entries, past
from missions.public.lines import Lines
from missions.public.reading import Found
from missions.public.views import kept, kept_with_the_site, of_mission


class Feed(Atom1Feed):
    """Atom with the words of each entry in it, as HTML."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


@kept_with_the_site
def site_feed(request: HttpRequest) -> HttpResponse:
    title = _("%(site)s: changes") % {"site": settings.SITE_NAME}
    return answer(request, title, reverse("changes"), reverse("changes-feed"), past.lines(), identity="/changes/")


@of_mission
@kept
def mission_feed(request: HttpRequest, found: Found) -> HttpResponse:
    title = _("%(mission)s: changes") % {"mission": past.name_of(found)}
    page, address = (reverse(name, args=[found.slug]) for name in ("editions", "mission-feed"))
    lines = past.lines(found=found)
    return answer(request, title, page, address, lines, identity=f"/missions/{past.first_slug(found)}/editions/")


def answer(request: HttpRequest, title: str, page: str, address: str, lines: Lines, *, identity: str) -> HttpResponse:
    site = Site.of_settings()
    feed = Feed(
        title=title,
        link=site.url + page,
        description="",
        subtitle=_("Every edition and every notice, with its reason."),
        language=get_language(),
        author_name=site.publisher,
        feed_url=site.url + address,
        feed_guid=tag(None, identity),
        feed_copyright=site.licence,
    )
    for event, content in feed_entries.entries(request, lines):
        add(feed, event, content)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def add(feed: Feed, one: SiteEvent, content: str) -> None:
    edition, notice = one.event.edition, one.event.notice
    if edition:
        page = reverse("edition", args=[one.slug, edition.number])
        title = _("%(name)s: edition %(number)d") % {"name": one.name, "number": edition.number}
        author, reason = edition.publisher, edition.reason
        place = f"/{edition.slug}/editions/{edition.number}"
    elif notice:
        page = reverse("editions", args=[one.slug]) + f"#{one.event.id}"
        said = {"name": one.name, "number": notice.number}
        titles = {
            "withdrawn": _("%(name)s: withdrawn"),
            "republished": _("%(name)s: republished"),
            "redacted": _("%(name)s: words removed from edition %(number)d"),
        }
        title = titles[notice.kind] % said
        author, reason = notice.maker, notice.words
        place = f"/{notice.slug}/editions/{notice.number}/{notice.kind}/{one.event.at:%H%M%S.%f}"
    else:
        return
    feed.add_item(
        title=title,
        link=settings.SITE_URL + page,
        description=reason,
        author_name=author,
        pubdate=one.event.at,
        updateddate=one.event.at,
        unique_id=tag(one.event.at, place),
        content=content,
    )


def tag(at: datetime | None, place: str) -> str:
    """Return an identifier that no later address or name of a record changes: https://www.rfc-editor.org/rfc/rfc4151"""
    day = f"{at:%Y-%m-%d}" if at else "2026"
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{day}:{place}"
