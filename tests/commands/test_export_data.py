"""`export_data` packs everything published: the same bytes for the same content, and never over somebody's work."""

import csv
import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from missions.editions.publish import withdraw
from missions.models import Phase, Source
from tests.makers import make_edition, make_full_mission
from tests.public.addresses import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path, capsys):
    """Write an archive below the test's folder; returns its place and what the command said."""

    def archive(name: str = "out") -> tuple[Path, str]:
        call_command("export_data", tmp_path / name)
        return tmp_path / name, capsys.readouterr().out

    return archive


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_it_holds_every_edition_every_source_and_what_explains_them(archive, client):
    make_site()
    folder, said = archive()
    files = files_of(folder)
    assert "(missions 1, editions 2, sources 1)" in said
    for path in (
        "missions/nmi-page.json", "missions/nmi-page.md", "missions/nmi-page/figures.csv",
        "missions/nmi-page/editions/1.json", "missions/nmi-page/editions/1.md",
        "missions/nmi-page/editions/1/phases.csv",
        "data/missions.csv", "data/codebook.csv", "data/record.schema.json", "data/source.schema.json",
        "sources/nato-start.json",
    ):  # fmt: skip
        assert files[path] == b"".join(client.get(f"/{path}"))


def test_its_checksums_cover_every_file(archive):
    make_site()
    files = files_of(archive()[0])
    manifest = files.pop("MANIFEST.sha256").decode()
    expected = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]
    assert manifest.splitlines() == expected


def test_its_documents_keep_to_its_own_schemas(archive):
    withdraw(make_site(), by=None, reason="A date has to be checked.")
    folder, _said = archive()
    for kind, pattern in (("record", "missions/**/*.json"), ("source", "sources/*.json")):
        validator = Draft202012Validator(json.loads((folder / f"data/{kind}.schema.json").read_text()))
        documents = list(folder.glob(pattern))
        assert documents
        for document in documents:
            validator.validate(json.loads(document.read_text()))


def test_it_lists_every_change(archive):
    withdraw(make_site(), by=None, reason="A date has to be checked.")
    with (archive()[0] / "data/changes.csv").open(newline="") as file:
        changes = [(row["edition"], row["kind"], row["words"]) for row in csv.DictReader(file)]
    assert changes == [
        ("1", "published", "First edition"),
        ("2", "published", "Reworded the start"),
        ("2", "withdrawn", "A date has to be checked."),
    ]


def test_a_withdrawn_record_leaves_its_editions_alone(archive):
    withdraw(make_site(), by=None, reason="A date has to be checked.")
    folder, _said = archive()
    assert not (folder / "missions/nmi-page.json").exists()
    assert (folder / "missions/nmi-page/editions/2.json").exists()


def test_the_same_content_gives_the_same_bytes(archive):
    make_site()
    first, second = archive("a.zip")[0], archive("b.zip")[0]
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.namelist() == sorted(packed.namelist())
        assert {entry.compress_type for entry in packed.infolist()} == {zipfile.ZIP_STORED}
        held = {name: packed.read(name) for name in packed.namelist()}
    assert held == files_of(archive("folder")[0])


def test_no_word_of_a_draft_is_in_it(archive):
    make_site()
    Phase.objects.update(text="UNSEEN")
    Source.objects.update(title="UNSEEN")
    assert b"UNSEEN" not in b"".join(files_of(archive()[0]).values())


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_an_earlier_archive_is_replaced(archive, name, tmp_path):
    mission = make_full_mission()
    make_edition(mission)
    before = archive(name)[0]
    Phase.objects.update(title="Beginning")
    make_edition(mission, reason="Renamed")
    assert "editions 2" in archive(name)[1]
    assert sorted(tmp_path.iterdir()) == [before]


@pytest.mark.parametrize("name", ["folder/", "file.zip", "file"])
def test_what_is_no_archive_is_left_alone(archive, tmp_path, name):
    mine = tmp_path / name / "mine.txt" if name.endswith("/") else tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    with pytest.raises(CommandError, match="is not an archive of this command"):
        archive(name)
    assert mine.read_text() == "mine"


def test_a_file_laid_into_an_archive_is_not_lost(archive):
    make_site()
    folder, _said = archive()
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(CommandError, match=r"notes\.txt, which no archive has"):
        archive()
    assert (folder / "notes.txt").exists()


def test_an_archive_that_fails_leaves_the_earlier_one(archive, monkeypatch, tmp_path):
    make_site()
    folder, _said = archive()
    before = files_of(folder)

    def fail(*_args):
        raise OSError(28, "No space left on device", "there")

    monkeypatch.setattr("missions.public.archive.markdown_of", fail)
    with pytest.raises(CommandError, match="No space left"):
        archive()
    assert files_of(folder) == before
    assert list(tmp_path.iterdir()) == [folder]
