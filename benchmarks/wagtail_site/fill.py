"""Makes the database and its one page from JSON on standard input, and says its address."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from wagtail.models import Site  # noqa: E402

from benchmarks.wagtail_site.models import MissionPage  # noqa: E402

FIELDS = ("acronym", "kind", "organisation", "status", "as_of", "counts", "summary")


def main() -> None:
    migrations = settings.VAR_DIR / settings.MIGRATION_MODULES["wagtail_site"]
    migrations.mkdir()
    (migrations / "__init__.py").touch()
    call_command("makemigrations", "wagtail_site", verbosity=0)
    call_command("migrate", verbosity=0)
    content = json.load(sys.stdin)
    page = MissionPage(
        title=content["name"],
        slug=content["slug"],
        search_description=content["description"],
        facts=blocks(("fact", fact) for fact in content["facts"]),
        axis=blocks([("picture", content["axis"])]),
        sections=blocks((section["part"], section) for section in content["sections"]),
        **{name: content[name] for name in FIELDS},
    )
    site = Site.objects.get()
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.save()
    site.root_page.add_child(instance=page)
    print(page.url)


def blocks(named) -> str:
    """Return a StreamField's content as its column holds it."""
    return json.dumps([{"type": name, "value": value} for name, value in named])


main()
