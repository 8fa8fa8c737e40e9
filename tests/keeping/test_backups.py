"""A backup is one moment of the site, whole or refused, and brings back all of it but what was removed."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

BACKUP = "from django.core import management; management.execute_from_command_line(['manage.py', 'backup'])"


class Kept:
    """A site with a folder of its own, worked on by programs."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.database = folder / "db.sqlite3"
        self.backups = folder / "backups"
        self.environment = os.environ | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SECRET_KEY": "k" * 60,
            "DJANGO_SETTINGS_MODULE": "nmi_site.settings",
        }

    def start(self, *words: str, **options) -> subprocess.Popen:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(
            [sys.executable, *words], cwd=settings.BASE_DIR, env=self.environment, **pipes | options
        )

    def do(self, step: str) -> dict:
        program = self.start("-m", "tests.keeping.kept_site", step)
        said, failed = program.communicate()
        assert program.returncode == 0, failed
        return json.loads(said)

    def manage(self, *words: object) -> tuple[int, str]:
        program = self.start("manage.py", *map(str, words))
        said, failed = program.communicate()
        return program.returncode, said + failed

    def backup(self) -> Path:
        code, said = self.manage("backup")
        assert code == 0, said
        return max(self.backups.glob("record-*.zip"))


@dataclass(frozen=True)
class Made:
    folder: Path
    state: dict
    backup: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    """Make a site and a backup of it once; each test works on copies."""
    folder = tmp_path_factory.mktemp("made")
    site = Kept(folder / "var")
    state, backup = site.do("make"), site.backup().rename(folder / "record.zip")
    site.backups.rmdir()
    return Made(site.folder, state, backup)


@pytest.fixture
def site(made, tmp_path) -> Kept:
    shutil.copytree(made.folder, tmp_path / "var")
    return Kept(tmp_path / "var")


@pytest.fixture
def backup(made, tmp_path) -> Path:
    """The backup of the site as each test finds it."""
    return shutil.copy(made.backup, tmp_path / "record.zip")


def test_a_backup_brings_back_editions_drafts_and_accounts(made, site, backup):
    after = site.do("publish")
    assert len(after["seals"]) == len(made.state["seals"]) + 1
    code, said = site.manage("restore", backup)
    assert code == 0, said
    assert site.do("state") == made.state
    assert "editions 2, removals done again 0" in said
    (replaced,) = site.folder.glob("db.sqlite3.replaced-*")
    with closing(sqlite3.connect(replaced)) as kept:
        assert kept.execute("SELECT COUNT(*) FROM missions_edition").fetchone() == (3,)


def test_a_session_of_the_day_of_the_backup_does_not_come_back(site):
    with closing(sqlite3.connect(site.database)) as live, live:
        live.execute("INSERT INTO django_session VALUES ('stolen', 'x', '2099-01-01 00:00:00')")
    backup = site.backup()
    assert site.manage("restore", backup)[0] == 0
    with closing(sqlite3.connect(site.database)) as live, live:
        assert live.execute("SELECT COUNT(*) FROM django_session").fetchone() == (0,)


def test_what_is_restored_is_readable_to_nobody_who_could_not_read_it_before(site, backup, tmp_path):
    site.database.chmod(0o640)
    assert site.manage("restore", backup)[0] == 0
    assert site.database.stat().st_mode & 0o777 == 0o640
    other = Kept(tmp_path / "other")
    assert other.manage("restore", backup)[0] == 0
    assert other.database.stat().st_mode & 0o077 == 0


def test_a_backup_from_before_a_removal_comes_back_without_the_words(made, site, backup):
    assert made.state["words"] > 0
    after = site.do("remove")
    code, said = site.manage("restore", backup)
    assert code == 0, said
    assert "removals done again 2" in said
    assert site.do("state") == after
    assert (after["words"], after["told"], after["broken"]) == (0, 3, "None")
    assert b"Quux" not in site.database.read_bytes()


def test_another_machine_learns_of_removals_from_a_newer_backup(site, backup, tmp_path):
    after = site.do("remove")
    newer = site.backup()
    other = Kept(tmp_path / "other")
    assert (done := other.manage("restore", newer))[0] == 0, done[1]
    assert (done := other.manage("restore", backup))[0] == 0, done[1]
    assert other.do("state") == after


def test_a_database_from_before_put_in_place_by_hand_loses_the_words_at_the_next_start(site):
    shutil.copy(site.database, site.folder / "before.sqlite3")
    after = site.do("remove")
    shutil.copy(site.folder / "before.sqlite3", site.database)
    assert "removals done again: 2" in site.do("start")["said"]
    assert site.do("state")["seals"] == after["seals"]
    assert b"Quux" not in site.database.read_bytes()


def test_a_line_that_is_no_removal_keeps_the_site_from_starting_in_words(site):
    (site.folder / "removals.jsonl").write_text("{}\n")
    code, said = site.manage("start", "--no-server", "--content", "none")
    assert code == 1
    assert "removals.jsonl, line 1: this is no removal." in said
    assert "Traceback" not in said


def test_a_removal_that_a_crash_cut_short_was_never_confirmed_and_is_passed_over(site):
    file = site.folder / "removals.jsonl"
    file.write_text('{"cuts": [[["docu')
    site.do("start")
    backup = site.backup()
    after = site.do("remove")
    assert file.read_text().count("\n") == 2
    assert site.manage("restore", backup)[0] == 0
    assert site.do("state") == after


def test_a_backup_made_while_somebody_publishes_is_one_moment(site):
    go = site.folder / "go"
    go.touch()
    writer = site.start("-m", "tests.keeping.kept_site", "write", str(go))
    try:
        backups = []
        while len(backups) < 3:
            backups.append(site.backup())
    finally:
        go.unlink()
        failed = writer.communicate()[1]
    assert writer.returncode == 0, failed
    held = site.do("state")["seals"]
    for backup in dict.fromkeys(backups):
        assert site.manage("restore", backup)[0] == 0
        seen = site.do("state")
        assert seen["seals"] == held[: len(seen["seals"])]
        assert (seen["broken"], seen["is_indexed"]) == ("None", True)


def test_nothing_is_restored_while_a_server_has_the_database_open(site, backup):
    server = site.start("-m", "tests.keeping.kept_site", "hold", stdin=subprocess.PIPE)
    assert server.stdout.readline() == "open\n"
    code, said = site.manage("restore", backup)
    server.communicate("")
    assert code == 1
    assert "Stop it first" in said
    assert site.manage("restore", backup)[0] == 0


def damaged(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    backup.write_bytes(content)


def cut_short(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-1000])


def another_database(backup: Path) -> None:
    """Put another database in, whose checksum the manifest does not have."""
    rewritten(backup, {"database.sqlite3": b"SQLite format 3\0"})


def from_a_newer_version(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["migrations"].append("missions.0999_from_tomorrow")
    rewritten(backup, {"manifest.json": json.dumps(manifest).encode()})


def without_migrations(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    del manifest["migrations"]
    rewritten(backup, {"manifest.json": json.dumps(manifest).encode()})


def not_a_backup(backup: Path) -> None:
    backup.write_text("not a zip file")


def rewritten(backup: Path, changed: dict[str, bytes]) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()} | changed
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (damaged, "damaged, or no backup"),
        (cut_short, "damaged, or no backup"),
        (another_database, "damaged, or no backup"),
        (not_a_backup, "damaged, or no backup"),
        (without_migrations, "damaged, or no backup"),
        (from_a_newer_version, "newer version of this software"),
        (Path.unlink, "There is no file"),
    ],
)
def test_a_spoilt_backup_is_refused_and_the_site_stays(site, backup, spoil, sentence):
    before = rows_of(site)
    spoil(backup)
    code, said = site.manage("restore", backup)
    assert code == 1
    assert "Nothing was restored." in said
    assert sentence in said
    assert rows_of(site) == before
    assert [file.name for file in site.folder.iterdir() if "restore" in file.name or "replaced" in file.name] == []


def rows_of(site: Kept) -> list[str]:
    with closing(sqlite3.connect(site.database)) as live:
        return list(live.iterdump())


def test_the_oldest_backups_go_and_nothing_else(site):
    site.backups.mkdir()
    for day in range(1, 5):
        (site.backups / f"record-2026010{day}T030000Z.zip").touch()
    (site.backups / "notes.txt").touch()
    assert "older ones removed: 3" in site.manage("backup", "--keep", "2")[1]
    names = sorted(file.name for file in site.backups.iterdir())
    assert [names[0], names[1]] == ["notes.txt", "record-20260104T030000Z.zip"]
    assert len(names) == 3


def test_a_backup_is_for_its_owner_alone(made):
    assert made.backup.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["{file}/below"], "No backup was made in"), (["--keep", "0"], "Keep at least 1")],
)
def test_what_cannot_be_done_is_refused_in_words(site, words, sentence):
    code, said = site.manage("backup", *(word.format(file=site.database) for word in words))
    assert code == 1
    assert sentence in said
    assert not site.backups.exists()


def test_a_full_disk_is_refused_before_anything_is_written(site):
    program = (
        "import shutil, collections; shutil.disk_usage = lambda path: collections.namedtuple('U', 'free')(1000);"
        + BACKUP
    )
    ran = site.start("-c", program)
    assert "make room, or keep fewer" in ran.communicate()[1]
    assert list(site.backups.iterdir()) == []


def test_a_disk_that_fills_meanwhile_leaves_nothing_behind(site):
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));" + BACKUP
    )
    ran = site.start("-c", program)
    assert "No backup was made in" in ran.communicate()[1]
    assert list(site.backups.iterdir()) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("words", [("backup",), ("restore", "record.zip")])
def test_postgresql_is_kept_by_its_own_means(site, words):
    site.environment["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    code, said = site.manage(*words)
    assert code == 1
    assert "docs/hosting.md" in said
