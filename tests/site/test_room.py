"""However many wait at the desk for the database, some of the server's threads are left to readers."""

import pytest
from django.db import OperationalError

from missions.management.starting.server import THREADS
from nmi_site.room import FOR_READERS, keep_room


def test_the_desk_does_not_take_the_last_threads(rf):
    inside = []

    def answer(request):
        # Each comes while all before it are still there.
        if request.path == "/missions/":
            return "a page"
        inside.append(room(rf.get("/missions/")))
        return room(rf.get("/admin/"))

    room = keep_room(answer)
    with pytest.raises(OperationalError, match="wait for the database"):
        room(rf.get("/admin/"))
    assert inside == ["a page"] * (THREADS - FOR_READERS)


def test_who_leaves_the_desk_makes_room_for_the_next(rf):
    room = keep_room(lambda request: "an answer")
    assert [room(rf.get("/admin/")) for _ in range(THREADS)] == ["an answer"] * THREADS
