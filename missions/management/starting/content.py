"""Step: the shipped content and its history, into a database that has never held any."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils.translation import gettext as _

from missions.models import Edition, Mission, Source

HELD = (Mission, Source, Edition)


class ContentRefused(Exception):
    """The files were not loaded; the database is as it was. Its words are the loader's sentences."""


def has_held_content() -> bool:
    """Say whether the record holds anything, or held it once: what an editor deleted stays deleted."""
    if any(model.objects.exists() for model in HELD):
        return True
    return LogEntry.objects.filter(content_type__in=ContentType.objects.get_for_models(*HELD).values()).exists()


def load_content(files: Sequence[Path], *, is_wanted: bool = True) -> str:
    """Load and publish the files into a new database, and leave any other alone. Raises ContentRefused.

    Files that hold a history bring it back; what it does not tell of is published now.
    """
    if has_held_content():
        return "yours; to load files: `make load`"
    if not is_wanted:
        return "none, as CONTENT=none asks; to load files: `make load`"
    if not files:
        return "none, as there is no file in fixtures/"
    try:
        with transaction.atomic():
            call_command("loaddata", *map(str, files), stdout=StringIO(), stderr=StringIO(), verbosity=1)
            call_command("publish", reason=_("Loaded from the files that the site ships with"), stdout=StringIO())
    except CommandError as refusal:
        raise ContentRefused(str(refusal)) from refusal
    return f"loaded {counted(Mission.objects.count())}, published {counted(published())}"


def published() -> int:
    """Return how many missions readers see."""
    return Edition.objects.values("mission").distinct().count()


def counted(missions: int) -> str:
    """Return "1 mission" or "2 missions"."""
    return f"{missions} mission" if missions == 1 else f"{missions} missions"
