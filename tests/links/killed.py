"""A program that starts a round on the given database and port, and is meant to be killed in the middle."""

import os
import sys
from pathlib import Path


def main(database: str, port: str) -> None:
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "nmi_site.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from missions.links import pace, places
    from missions.models import Source

    places.ALSO_ALLOWED.add(("127.0.0.1", int(port)))
    pace.PAUSE = 0.02
    settings.VAR_DIR = Path(database).parent
    call_command("migrate", verbosity=0)
    if not Source.objects.exists():
        for number in range(60):
            url = f"http://127.0.0.1:{port}/{number}"
            Source.objects.create(key=f"paper-{number:02}", publisher="NATO", url=url, kind="official")
    call_command("check_sources", verbosity=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
