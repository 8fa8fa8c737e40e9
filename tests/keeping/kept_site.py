"""A program: one step in the life of a kept site, on the database that DATABASE_URL names; prints JSON."""

import json
import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.conf import settings

WORDS = "Wilhelmina Quux"


def make() -> dict:
    from django.core.management import call_command

    from tests.makers import make_edition, make_full_mission, make_user

    call_command("migrate", verbosity=0)
    mission = make_full_mission(overview=f"{WORDS} came. [@nato-start]")
    make_edition(mission)
    make_edition_of_more(mission)
    make_user("zeynep", group="Writers")
    return state()


def make_edition_of_more(mission) -> None:
    from tests.makers import make_edition, make_phase

    make_phase(mission, f"phase-{mission.phases.count() + 1}")
    make_edition(mission, reason="Added a phase")


def publish() -> dict:
    from missions.models import Mission

    make_edition_of_more(Mission.objects.get(key="nmi"))
    return state()


def remove() -> dict:
    from missions.editions.held import find
    from missions.editions.redact import redact

    redact([WORDS], by=None, reason="A court ordered it.", seen=find([WORDS]).held)
    return state()


def state() -> dict:
    """Return what a database holds, and whether it verifies."""
    from django.contrib.auth.models import User
    from django.test import Client

    from missions.editions import search_index
    from missions.editions.seal import first_broken
    from missions.models import Edition, Mission

    mission = Mission.objects.get(key="nmi")
    pages = [Client().get(f"/missions/nmi-page/{place}").content.decode() for place in ("", "editions/1/", "editions/")]
    return {
        "seals": list(Edition.objects.order_by("pk").values_list("seal", flat=True)),
        "draft": mission.overview,
        "users": [
            [user.username, user.password, *user.groups.values_list("name", flat=True)] for user in User.objects.all()
        ],
        "broken": str(first_broken(mission.editions.order_by("number"))),
        "words": sum(page.count(WORDS) for page in pages),
        "told": sum("A court ordered it." in page for page in pages),
        "is_indexed": search_index.is_current(),
    }


def start() -> dict:
    """Do what a start does before it serves; return what it says. Files are collected, not packed."""
    from django.core.management import call_command

    said = StringIO()
    call_command("start", no_server=True, content="none", stdout=said)
    return {"said": said.getvalue()}


def write() -> None:
    """Publish until nobody listens, a row and an edition at a time."""
    while Path(sys.argv[2]).exists():
        publish()


def hold() -> None:
    """Keep a connection open, as an idle server does."""
    from missions.models import Edition

    Edition.objects.count()
    print("open", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")
    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    print(json.dumps(globals()[sys.argv[1]]()))
