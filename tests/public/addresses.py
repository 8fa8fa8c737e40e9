"""Every public address of a site that holds one full mission of two editions. A new address needs its place here."""

from missions.models import Phase
from tests.makers import make_edition, make_full_mission

ADDRESSES = {
    "home": "/",
    "catalogue": "/missions/",
    "catalogue-page": "/missions/pages/2/",
    "mission": "/missions/nmi-page/",
    "editions": "/missions/nmi-page/editions/",
    "edition": "/missions/nmi-page/editions/1/",
    "comparison": "/missions/nmi-page/editions/1-2/",
    "compare": "/missions/nmi-page/editions/compare/",
    "on-day": "/missions/nmi-page/on/",
    "on": "/missions/nmi-page/on/2018-10-31/",
    "since-day": "/missions/nmi-page/since/",
    "since": "/missions/nmi-page/since/2018-10-31/",
    "mission-feed": "/missions/nmi-page/feed/",
    "changes": "/changes/",
    "changes-page": "/changes/page/1/",
    "changes-feed": "/changes/feed/",
    "changes-day": "/changes/since/",
    "changes-since": "/changes/since/2018-10-31/",
    "changes-since-page": "/changes/since/2018-10-31/page/1/",
    "search": "/search/?q=mission",
    "mission-json": "/missions/nmi-page.json",
    "mission-markdown": "/missions/nmi-page.md",
    "mission-table": "/missions/nmi-page/phases.csv",
    "edition-json": "/missions/nmi-page/editions/1.json",
    "edition-markdown": "/missions/nmi-page/editions/1.md",
    "edition-table": "/missions/nmi-page/editions/1/statements.csv",
    "data-table": "/data/missions.csv",
    "record-schema": "/data/record.schema.json",
    "data": "/data/",
    "codebook": "/data/codebook.csv",
    "source-schema": "/data/source.schema.json",
    "source-json": "/sources/nato-start.json",
    "mission-reference": "/missions/nmi-page.bib",
    "edition-reference": "/missions/nmi-page/editions/1.csl.json",
    "edition-sources": "/missions/nmi-page/editions/1/sources.ris",
    "statements": "/missions/nmi-page/editions/1/cite/",
    "source-reference": "/sources/nato-start.bib",
    "timeline": "/timeline/",
    "timeline-page": "/timeline/pages/2/",
    "sources": "/sources/",
    "sources-page": "/sources/pages/2/",
    "source": "/sources/nato-start/",
    "text-page": "/about/",
    "styleguide": "/styleguide/",
    "sitemap": "/sitemap.xml",
    "sitemap-part": "/sitemaps/1.xml",
    "robots": "/robots.txt",
    "security": "/.well-known/security.txt",
    "healthz": "/healthz",
    "readyz": "/readyz",
    "favicon": "/favicon.ico",
}
NOWHERE = "/missions/nowhere/"


def make_site():
    """Publish a full mission twice and return it."""
    mission = make_full_mission()
    make_edition(mission)
    Phase.objects.filter(mission=mission).update(text="The mission began its work in October 2018. [@nato-start]")
    make_edition(mission, reason="Reworded the start")
    return mission
