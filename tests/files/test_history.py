"""A history that was exported comes back exactly, and only if it is the one that was published."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from missions.editions.publish import republish, withdraw
from missions.models import ENTRIES, Address, Citation, Edition, LoadedRow, Mission, Notice, Source
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_relation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def run(folder, capsys):
    """Export into the folder, or load what is there, and return what the command said."""

    def run(command: str, *files: str, **options) -> str:
        if command == "export":
            call_command("export_content", folder, editions=True)
        else:
            names = [folder / file for file in files] or sorted(folder.rglob("*.yaml"))
            call_command("loaddata", *map(str, names), **options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def mission() -> Mission:
    """Make a record with a history: renamed, withdrawn and republished, a source renamed, and work not published."""
    mission = make_full_mission()
    make_edition(mission, by=make_user(first_name="Zeynep", last_name="Aydın"), reason="First:\n\n- edition")
    withdraw(mission, by=None, reason="Under review")
    republish(mission, by=None, reason="Review ended")
    mission.slug = "renamed"
    mission.save()
    make_edition(mission)
    never_published = make_mission("kfor")
    make_relation(never_published, mission)
    make_phase(mission, "unpublished", text="Not published. [@nato-start] \t\n\n  One. [@nato-start]\n")
    return mission


def published() -> list:
    """Return what readers could see of the whole history."""
    fields = ("mission__key", "number", "slug", "published_at", "publisher", "reason", "minor", "document", "seal")
    return [
        list(Edition.objects.order_by("mission__key", "number").values_list(*fields, "standing")),
        list(Notice.objects.order_by("pk").values_list("edition__number", "kind", "words", "made_at", "maker")),
        list(Citation.objects.order_by("edition__number", "number").values_list("key", "places", "source__key")),
        list(Address.objects.values_list("slug", "mission__key")),
    ]


def empty() -> None:
    """Delete the whole record, editions too, in a way that only tests have."""
    with connection.cursor() as cursor:
        for model in (Citation, Address, Notice, Edition, LoadedRow, *ENTRIES, Mission, Source):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def refusal(run, *files, **options) -> str:
    before = (published(), Mission.objects.count())
    with pytest.raises(CommandError) as error:
        run("load", *files, **options)
    assert (published(), Mission.objects.count()) == before, "a refused load wrote something"
    return str(error.value)


def alter(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_an_empty_database_gets_the_record_and_its_history_exactly(run, folder, mission):
    run("export")
    before, files = published(), {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    empty()
    said = run("load")
    assert published() == before
    assert "History of nmi taken over: editions 2, notices 2.\nPublished nothing else" in said
    assert run("export") == "0 written, 4 unchanged.\n"
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == files
    call_command("verify_editions")


def test_the_shipped_record_and_its_history_come_back_alike(run, folder):
    call_command("loaddata", *map(str, (settings.BASE_DIR / "fixtures").glob("*.yaml")), verbosity=0)
    run("export")
    files = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    empty()
    run("load")
    assert run("export") == f"0 written, {len(files)} unchanged.\n"
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == files


def test_what_was_never_published_stays_a_draft_beside_a_history(run, mission):
    run("export")
    empty()
    run("load")
    assert Edition.objects.live().get().mission.key == "nmi"
    assert "Not published" not in str(Edition.objects.live().get().document)


def test_the_same_history_again_changes_nothing(run, mission):
    run("export")
    before = published()
    assert "0 new, 0 changed" in run("load", "editions/nmi.yaml")
    assert published() == before


def test_a_changed_record_is_published_beside_a_history_that_is_there_already(run, folder, mission):
    make_edition(mission)
    run("export")
    run("load")
    alter(folder / "nmi.yaml", "title: Establishment in Baghdad", "title: Establishment")
    assert "Published NATO Mission Iraq, edition 4." in run("load", "nmi.yaml", "sources.yaml", "editions/nmi.yaml")


def test_a_renamed_source_keeps_its_edges(run, mission):
    Source.objects.update(key="nato-start-2018")
    run("export")
    before = published()
    empty()
    run("load")
    assert published() == before


def test_a_long_history_in_pieces_comes_back(run, folder, monkeypatch):
    monkeypatch.setattr("missions.files.export.MOST_EDITIONS", 2)
    monkeypatch.setattr("missions.files.adoption.PIECE", 2)
    mission = make_full_mission()
    for name in ("phases", "figures", "leaders", "links", "quotations"):
        getattr(mission, name).all().delete()
        make_edition(mission)
    run("export")
    before = published()
    empty()
    run("load")
    assert published() == before
    empty()
    (folder / "editions" / "nmi.yaml").rename(folder / "editions" / "nmi.yaml.away")
    assert "edition: “nmi/3”: its seal does not follow" in refusal(run)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("reason: |-\n      First:", "reason: |-\n      Second:", "line 1, edition: “nmi/1”: its seal does not follow"),
        ("high: null", "high: 900", "line 1, edition: “nmi/1”: its seal does not follow"),
        ("number: 1", "number: 3", "its seal does not follow: it was altered, or an edition before it is missing."),
        ("number: 1", "number: '1'", "line 4, edition: number: this is not what an export writes here."),
        ("    minor: false\n", "", "line 1, edition: these fields are missing: minor."),
        ("mission: [nmi]", "mission: [kfor]", "edition: “kfor/1”: its seal does not follow"),
        ("mission: [nmi]", "mission: []", "it does not name its mission and number"),
        ("slug:", "address:", "line 5, edition: address: there is no such field"),
        ("+00:00'", "'", "line 6, edition: published_at: write a time with its zone"),
        ("document:", "document: []\n    other:", "document: this is not what an export writes here."),
        ("    seal:", "    renamed: {nato-start: [a]}\n    seal:", "renamed: write the key of a source after each."),
        ("    seal:", "    renamed: {nato-start: gone}\n    seal:", "“nmi/1”: there is no source “gone” in the files"),
        ("edition: [nmi, 1]", "edition: [nmi, 9]", "a notice is about an edition that is not there."),
        ("kind: withdrawn", "kind: gossip", "“nmi/1”: kind: Value 'gossip' is not a valid choice."),
    ],
)
def test_a_history_that_was_altered_is_refused_by_file_and_line(run, folder, mission, old, new, sentence):
    run("export")
    empty()
    alter(folder / "editions" / "nmi.yaml", old, new)
    said = refusal(run)
    assert said.startswith("Nothing was loaded.\nnmi.yaml, line ")
    assert sentence in said


def test_another_history_is_refused(run, mission):
    run("export")
    empty()
    run("load", "kfor.yaml", "nmi.yaml", "sources.yaml")
    said = refusal(run, "editions/nmi.yaml")
    assert "“nmi/1”: the record holds another edition of this number: these are two histories." in said


def test_a_history_without_its_mission_is_refused(run, mission):
    run("export")
    empty()
    assert "there is no mission “nmi” in the files or in the record" in refusal(run, "editions/nmi.yaml")


def test_the_same_edition_twice_is_refused(run, folder, mission):
    run("export")
    empty()
    (folder / "copy.yaml").write_bytes((folder / "editions" / "nmi.yaml").read_bytes())
    assert "the same edition stands in copy.yaml, line 1." in refusal(run)


def test_a_history_is_not_brought_back_without_publishing(run, mission):
    run("export")
    empty()
    assert "it brings published editions, which readers see" in refusal(run, no_publish=True)


def test_a_dry_run_brings_nothing_back(run, mission):
    run("export")
    empty()
    run("load", dry_run=True)
    assert not Edition.objects.exists()
