"""`redact_edition` shows all it would change, and changes nothing before somebody said yes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from missions.editions.redact import reseal
from missions.editions.seal import broken_chains
from missions.management.commands import redact_edition
from missions.models import Edition, Notice
from tests.makers import make_edition, make_full_mission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture(autouse=True)
def unshrunk(monkeypatch):
    """Leave the files alone: no database is written anew within a test's transaction."""
    monkeypatch.setattr(redact_edition, "erase_traces", lambda: "The database was written anew.")


@pytest.fixture
def mission():
    mission = make_full_mission(overview="Jane Doe came. [@nato-start]")
    make_edition(mission)
    return mission


def run(*words: str, **options) -> str:
    said = StringIO()
    call_command("redact_edition", *(words or ("Jane Doe",)), stdout=said, **options)
    return said.getvalue()


def test_a_dry_run_shows_every_place_and_removes_nothing(mission, settings):
    (settings.VAR_DIR / "kept").mkdir()
    (settings.VAR_DIR / "kept" / "old.yaml").write_text("overview: Jane Doe came.")
    said = run(dry_run=True)
    assert "nmi, edition 1: overview\n    Jane Doe came." in said
    assert "nmi, draft: overview" in said
    assert "kept/old.yaml" in said
    assert "2 places hold the words." in said
    assert not Notice.objects.exists()


def test_databases_from_before_are_named_whatever_they_hold(mission, settings):
    (settings.VAR_DIR / "backups").mkdir()
    names = ("db.sqlite3.replaced-20261126T030000Z", "backups/record-20261126T030000Z.zip", "before-upgrade.dump")
    for name in names:
        (settings.VAR_DIR / name).touch()
    said = run(dry_run=True)
    for name in names:
        assert f"This file may hold them, and is left alone: {settings.VAR_DIR / name}" in said


def test_it_says_what_was_done(mission):
    said = run(reason="A court ordered it.", yes=True)
    assert "NATO Mission Iraq, edition 1: words removed: A court ordered it." in said
    assert said.endswith("The chains of seals verify.\n")


def test_what_other_records_hold_is_said_where_one_is_named(mission):
    make_edition(make_full_mission("kfor", overview="Jane Doe came. [@nato-start]"))
    said = run(mission=["nmi"], dry_run=True)
    assert "Holds them as well, and is left alone: kfor, edition 1" in said
    assert "2 places hold the words." in said


def test_verifying_says_what_was_removed(mission, capsys):
    run(reason="A court ordered it.", yes=True)
    call_command("verify_editions")
    said = capsys.readouterr().out
    assert said.startswith(
        "1 of 1 editions are as they were published.\nNATO Mission Iraq, edition 1: words were removed"
    )
    assert said.endswith("A court ordered it.\n")


def test_what_was_altered_after_a_removal_is_named(mission):
    run(reason="A court ordered it.", yes=True)
    edition = Edition.objects.get()
    edition.reason = "Something else"
    sealed = reseal(edition)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE missions_edition SET reason = %s, seal = %s", [edition.reason, sealed])
    # The chain alone would hold: what comes after goes on from the seal that was replaced.
    assert broken_chains([mission]) == []
    with pytest.raises(CommandError, match=r"nmi, edition 1: this is not what was left when words were removed"):
        call_command("verify_editions")


def test_a_removal_that_nothing_outside_the_database_tells_of_is_named(mission, settings, tmp_path, capsys):
    run(reason="A court ordered it.", yes=True)
    settings.VAR_DIR = tmp_path / "another"
    call_command("verify_editions")
    assert "No removal is kept in" in capsys.readouterr().out


def test_without_a_yes_nothing_is_removed(mission, monkeypatch):
    with pytest.raises(CommandError, match="Nobody can be asked here"):
        run(reason="A court ordered it.")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda asked: "no")
    with pytest.raises(CommandError, match="Nothing was removed"):
        run(reason="A court ordered it.")
    assert not Notice.objects.exists()


def test_words_may_come_from_standard_input(mission, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("Jane Doe\n\n"))
    run("-", reason="A court ordered it.", yes=True)
    mission.refresh_from_db()
    assert "Jane" not in mission.overview


@pytest.mark.parametrize(
    ("words", "options", "sentence"),
    [
        (["Nobody Here"], {}, "Nothing holds these words"),
        (["J"], {}, "at least two letters"),
        (["came. [@nato-start]"], {}, "without citations"),
        (["Jane Doe"], {"mission": ["kfor"]}, "no mission with this key: kfor"),
        (["Jane Doe"], {"yes": True}, "Give the reason"),
        (["Jane Doe"], {"yes": True, "reason": "…"}, "Say why, in words"),
        (["Jane Doe"], {"yes": True, "reason": "Jane Doe asked"}, "without the words themselves"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(mission, words, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*words, **options)
    assert not Notice.objects.exists()
