"""The row that a screen saves or deletes, locked for it in the order every writer keeps."""

from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist

from missions.admin.widgets import is_number
from missions.editions.publish import lock
from missions.models import Content, Mission, Source


def locked(admin, request, object_id: str | None) -> Content | None:
    """Lock what a screen writes to and return its row as it is from now on; None for a new one, or if it is gone.

    With a new entry its mission is locked; new missions and new sources come one after the other, so that the keys they
    are given differ. To be called within a transaction.
    """
    row = admin.get_object(request, unquote(object_id)) if object_id else None
    try:
        if isinstance(row, Source):
            Source.objects.select_for_update(no_key=True).get(pk=row.pk)
        elif mission := mission_of(row) if row else mission_named(request.POST.get("mission", "")):
            lock(mission)
        elif object_id is None:
            kind = ContentType.objects.get_for_model(admin.model)
            ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)
    except ObjectDoesNotExist:
        return None
    return admin.get_object(request, unquote(object_id)) if row and object_id else None


def mission_of(row: Content) -> Mission:
    """Return the mission that a row belongs to, which may be itself."""
    return row if isinstance(row, Mission) else row.mission  # type: ignore[attr-defined]  # an entry


def mission_named(pk: str) -> Mission | None:
    return Mission.objects.filter(pk=pk).first() if is_number(pk) else None
