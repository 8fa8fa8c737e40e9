"""Histories as files would hold them, and a way to seal what nobody published."""

from copy import deepcopy

from django.db import connection

from missions.editions.seal import seal
from missions.editions.verify import History
from missions.models import Edition, Mission, Notice

EDITION = ("number", "slug", "published_at", "publisher", "reason", "minor", "document", "seal")
NOTICE = ("kind", "words", "made_at", "maker", "replaced_seal")


def history_of(mission: Mission) -> History:
    """Return a mission's history as files would hold it."""
    editions = Edition.objects.filter(mission=mission).order_by("number")
    notices = Notice.objects.filter(edition__mission=mission).order_by("pk")
    return History(
        mission.key,
        tuple(Edition(**{name: deepcopy(getattr(edition, name)) for name in EDITION}) for edition in editions),
        tuple(
            (notice.edition.number, Notice(**{name: getattr(notice, name) for name in NOTICE})) for notice in notices
        ),
    )


def forget_editions(*, after: int = 0) -> None:
    """Delete the history of nmi, in a way that only tests have."""
    pks = list(Edition.objects.filter(number__gt=after).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for table, column in (("notice", "edition_id"), ("citation", "edition_id"), ("edition", "id")):
            for pk in pks:
                cursor.execute(f"DELETE FROM missions_{table} WHERE {column} = %s", [pk])
        cursor.execute("DELETE FROM missions_address WHERE NOT %s", [bool(after)])


def sealed(edition: Edition, *, previous: str = "", mission_key: str = "nmi") -> Edition:
    """Seal an edition as it stands now, as anybody can who makes a history of his own."""
    head = {name: getattr(edition, name) for name in EDITION if name != "seal"}
    edition.seal = seal(mission_key=mission_key, previous=previous, **head)
    return edition
