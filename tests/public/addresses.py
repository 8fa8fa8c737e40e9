"""Every public address of a site that holds one full mission of two editions. A new address needs its place here."""

from missions.models import Phase
from tests.makers import make_edition, make_full_mission

ADDRESSES = {
    "home": "/",
    "catalogue": "/missions/",
    "mission": "/missions/nmi-page/",
    "editions": "/missions/nmi-page/editions/",
    "edition": "/missions/nmi-page/editions/1/",
    "comparison": "/missions/nmi-page/editions/1-2/",
    "sources": "/sources/",
    "source": "/sources/nato-start/",
    "text-page": "/about/",
    "styleguide": "/styleguide/",
    "sitemap": "/sitemap.xml",
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
