"""What can be cited, as reference programs know it: an edition, a difference between two, a source."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from missions.pages.edition import EditionHead
from missions.pages.site import Site
from missions.pages.sources import copy_of
from missions.text.exchange.work import Work

KINDS = {
    "official": "webpage",
    "legal": "document",
    "press": "newspaper",
    "analysis": "report",
    "data": "dataset",
}


def edition_work(name: str, slug: str, edition: EditionHead) -> Work:
    """Return an edition of a mission's record; `slug` is the one that readers find it at now."""
    site = Site.of_settings()
    title = _("%(name)s, edition %(number)d") % {"name": name, "number": edition.number}
    return own(
        key=f"{slug}.edition-{edition.number}",
        title=title,
        edition=edition,
        url=site.edition(slug, edition.number),
        number=str(edition.number),
    )


def difference_work(name: str, slug: str, old: EditionHead, new: EditionHead) -> Work:
    """Return what lies between two editions; it is as old as the newer one."""
    title = _("%(name)s: from edition %(old)d to %(new)d")
    return own(
        key=f"{slug}.editions-{old.number}-{new.number}",
        title=title % {"name": name, "old": old.number, "new": new.number},
        edition=new,
        url=Site.of_settings().address("comparison", slug=slug, first=old.number, second=new.number),
    )


def own(*, key: str, title: str, edition: EditionHead, url: str, number: str = "") -> Work:
    """Return a page of this site. Its publisher answers for it and not the person who pressed a button."""
    site = Site.of_settings()
    return Work(
        key=key,
        kind="webpage",
        title=title,
        creator=capfirst(site.publisher),
        container=site.name,
        published=f"{edition.published_at:%Y-%m-%d}",
        url=url,
        language=to_locale(settings.LANGUAGE_CODE).replace("_", "-"),
        edition=number,
    )


def source_work(source: Mapping) -> Work:
    """Return a source in the wording of a document."""
    kind = KINDS[source["kind"]]
    is_newspaper = kind == "newspaper"
    copies = [copy_of(line) for line in source["copies"].splitlines()]
    note = _("Archived copy of %(day)s: %(url)s") % {"day": copies[-1].made, "url": copies[-1].url} if copies else ""
    return Work(
        key=source["key"],
        kind=kind,
        title=source["title"] or _("[untitled page]"),
        creator=source["authors"] or ("" if is_newspaper else source["publisher"]),
        publisher=source["publisher"] if source["authors"] and not is_newspaper else "",
        container=source["publisher"] if is_newspaper else "",
        published=source["published"],
        accessed=source["accessed"],
        url=source["url"],
        language=source["language"],
        note=note,
    )
