"""A program: fill the tables as the first migration made them, migrate forward, and read every edition."""

import os
import sys
from datetime import datetime

from tests.apart import tell

FIRST = ("missions", "0001_create_the_record")


def work() -> dict:
    import yaml
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    MigrationExecutor(connection).migrate([FIRST])
    rows = yaml.safe_load((settings.BASE_DIR / "fixtures" / "editions" / "nmi.yaml").read_text())
    editions = [row["fields"] for row in rows if row["model"] == "missions.edition"]
    fill(MigrationExecutor(connection).loader.project_state([FIRST]).apps, editions)
    call_command("migrate", verbosity=0)
    return seen(editions)


def fill(apps, editions: list[dict]) -> None:
    """Write a mission with its published history, in models as they were then."""
    from missions.editions.edges import places_of

    then = {
        name: apps.get_model("missions", name).objects
        for name in ("Mission", "Source", "Edition", "Citation", "Address")
    }
    mission = then["Mission"].create(**editions[-1]["document"]["mission"])
    for row in editions:
        for source in row["document"]["sources"]:
            wording = {name: value for name, value in source.items() if name != "number"}
            then["Source"].update_or_create(key=wording["key"], defaults=wording)
    for row in editions:
        fields = {name: row[name] for name in ("number", "slug", "publisher", "reason", "minor", "document", "seal")}
        at = datetime.fromisoformat(row["published_at"])
        edition = then["Edition"].create(mission=mission, published_at=at, **fields)
        places = places_of(row["document"])
        for source in row["document"]["sources"]:
            then["Citation"].create(
                edition=edition,
                source=then["Source"].get(key=source["key"]),
                key=source["key"],
                number=source["number"],
                places=places[source["key"]],
            )
        then["Address"].get_or_create(slug=row["slug"], defaults={"mission": mission})


def seen(editions: list[dict]) -> dict:
    """Return what readers and programs get of the editions now."""
    from django.conf import settings
    from django.test import Client

    from missions.editions import search_index
    from missions.editions.seal import first_broken
    from missions.editions.statements import statements_of
    from missions.models import Mission

    settings.ALLOWED_HOSTS = ["testserver"]
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    client, lost, statuses = Client(), 0, set()
    for row in editions:
        place = f"/missions/{editions[-1]['slug']}/editions/{row['number']}"
        page, record = client.get(f"{place}/"), client.get(f"{place}.json")
        statuses |= {page.status_code, record.status_code}
        lost += record.json()["edition"]["document"] != row["document"]
        lost += sum(f'id="{stated.place.id}"' not in page.content.decode() for stated in statements_of(row["document"]))
    return {
        "editions": len(editions),
        "statuses": sorted(statuses),
        "lost": lost,
        "live": client.get(f"/missions/{editions[-1]['slug']}/").status_code,
        "broken": str(first_broken(Mission.objects.get().editions.order_by("number"))),
        "is_indexed": search_index.is_current(),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")
    tell(sys.argv[1], work)
