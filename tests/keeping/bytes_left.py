"""A program: remove words by the command, and say what the files of the database hold of them before and after."""

import os
import sys
import tempfile
from io import StringIO
from pathlib import Path

from tests.apart import tell

WORDS = "Wilhelmina Quux"


def work() -> dict:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from missions.editions.draft_states import tell_all
    from tests.makers import make_edition, make_full_mission, make_initiative, make_leader

    settings.VAR_DIR = Path(tempfile.mkdtemp())
    mission = make_full_mission(overview=f"{WORDS} came. [@nato-start]")
    make_edition(mission)
    mission.overview = f"{WORDS} came twice. [@nato-start]"
    mission.save()
    make_leader(mission, name=WORDS)
    make_edition(mission, reason=f"{WORDS} came again")
    make_initiative(mission, text=f"{WORDS} alone, without a source.")
    tell_all()
    name, said = Path(str(connection.settings_dict["NAME"])), StringIO()
    before = held(name)
    call_command("redact_edition", WORDS, reason="A court ordered it.", yes=True, stdout=said)
    return {"before": before, "after": held(name), "said": said.getvalue()}


def held(database: Path) -> int:
    """Return how often the files of a database hold the words, or the rarer of them alone."""
    files = [database, database.with_name(f"{database.name}-wal")]
    return sum(file.read_bytes().lower().count(b"quux") for file in files if file.exists())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")
    tell(sys.argv[1], work)
