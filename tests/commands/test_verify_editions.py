"""`verify_editions` finds what was altered behind the guard."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from missions.models import Edition
from tests.makers import make_edition, make_full_mission, make_mission

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """Publish three editions of one mission and one of another."""
    mission = make_full_mission()
    make_edition(mission)
    for name in ("phases", "figures"):
        getattr(mission, name).all().delete()
        make_edition(mission)
    make_edition(make_mission("kfor"))


@pytest.fixture
def verify(capsys):
    def verify() -> str:
        call_command("verify_editions")
        return capsys.readouterr().out

    return verify


def alter(edition: int, **columns) -> None:
    """Change an edition of nmi as somebody with the database in hand would."""
    pk = Edition.objects.get(mission__key="nmi", number=edition).pk
    changes = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE missions_edition SET {changes} WHERE id = %s", [*columns.values(), pk])


def test_editions_that_are_as_they_were_hold(published, verify):
    assert verify() == "4 of 4 editions are as they were published.\n"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "Another reason"),
        ("publisher", "Somebody else"),
        ("slug", "another-address"),
        ("number", 7),
        ("published_at", "2020-01-01 00:00:00"),
        ("document", json.dumps({"mission": {"name": "Altered"}})),
        ("document", json.dumps({"altered": 1.5})),
        ("document", json.dumps(None)),
        ("seal", "0" * 64),
    ],
)
def test_the_first_altered_edition_is_named(published, verify, column, value):
    alter(2, **{column: value})
    number = 3 if column == "number" else 2
    with pytest.raises(CommandError) as error:
        verify()
    assert error.value.returncode == 1
    assert str(error.value) == (
        f"nmi, edition {number}: the chain of seals breaks here.\n2 of 4 editions are as they were published."
    )


def test_an_edition_that_was_moved_to_another_mission_is_named(published, verify):
    kfor = Edition.objects.get(mission__key="kfor").mission_id
    alter(3, number=2, mission_id=kfor)
    with pytest.raises(CommandError, match="kfor, edition 2"):
        verify()
