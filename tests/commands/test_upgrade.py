"""`make upgrade` brings the newest version, or leaves the site as it was."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.apart import own
from tests.ports import free_port

GO_BACK = "import sys, upgrade; upgrade.go_back_in_postgresql(*sys.argv[1:])"
UNREADY = """

def readyz(request):
    return HttpResponse("Not today.\\n", status=503, content_type=TEXT)
"""
# Packing files is half of a start, and no part of an upgrade.
UNPACKED = """
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
"""
MIGRATION = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("missions", "{last}")]
    operations = [migrations.RunSQL("DELETE FROM auth_user_groups")]
"""


class Site:
    """A checkout of this project in use, and the place its newer versions come from."""

    def __init__(self, folder: Path):
        self.origin, self.site = folder / "origin", folder / "site"
        bin_folder = folder / "bin"
        bin_folder.mkdir()
        # The packages are those of this project's own environment.
        (bin_folder / "make").write_text("#!/bin/sh\n")
        (bin_folder / "make").chmod(0o755)
        names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "VAR_DIR"},
            **names,
            "PATH": f"{bin_folder}:{os.environ['PATH']}",
            "SECRET_KEY": "k" * 60,
            "DATABASE_URL": "",
            "CONTENT": "none",
            "PORT": str(free_port()),
            "SERVICE": "no-such-service",
        }
        self.copy_project()

    def copy_project(self) -> None:
        listed = self.run(settings.BASE_DIR, "git", "ls-files", "-co", "--exclude-standard").stdout.splitlines()
        for name in listed:
            if (settings.BASE_DIR / name).is_file():
                (self.origin / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(settings.BASE_DIR / name, self.origin / name)
        with (self.origin / "nmi_site" / "settings.py").open("a") as file:
            file.write(UNPACKED)
        self.run(self.origin, "git", "init", "--quiet", "--initial-branch", "main")
        self.commit()
        self.run(self.origin.parent, "git", "clone", "--quiet", self.origin, self.site)
        (self.site / ".venv").symlink_to(sys.prefix)
        (self.site / "var").mkdir()
        self.run(self.site, sys.executable, "-m", "tests.keeping.kept_site", "make")
        self.run(self.site, sys.executable, "manage.py", "start", "--no-server")

    def run(self, folder: Path, *words: object, is_to_succeed: bool = True) -> subprocess.CompletedProcess:
        ran = subprocess.run(
            list(map(str, words)), cwd=folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0 or not is_to_succeed, ran.stdout + ran.stderr
        return ran

    def commit(self) -> None:
        self.run(self.origin, "git", "add", "--all", "--force")
        self.run(self.origin, "git", "commit", "--quiet", "--message", "A version")

    def publish_version(self) -> None:
        """Commit a newer version that changes the database, and is never ready."""
        migrations = self.origin / "missions" / "migrations"
        last = max(file.stem for file in migrations.glob("0*.py"))
        (migrations / "0999_lose_rights.py").write_text(MIGRATION.format(last=last))
        with (self.origin / "missions" / "public" / "wellknown.py").open("a") as file:
            file.write(UNREADY)
        self.commit()

    def upgrade(self, *, patience: int) -> subprocess.CompletedProcess:
        self.environment["PATIENCE"] = str(patience)
        return self.run(self.site, sys.executable, "tools/upgrade.py", is_to_succeed=False)

    def state(self) -> tuple[str, str]:
        seen = self.run(self.site, sys.executable, "-m", "tests.keeping.kept_site", "state").stdout
        return self.run(self.site, "git", "rev-parse", "HEAD").stdout, seen


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    """Make a site whose origin has a newer version, which is not ready."""
    made = Site(tmp_path_factory.mktemp("upgrade"))
    made.publish_version()
    return made


def test_a_version_that_is_not_ready_leaves_the_site_as_it_was(site):
    before = site.state()
    assert "Writers" in before[1]
    upgraded = site.upgrade(patience=10)
    assert upgraded.returncode == 1, upgraded.stdout + upgraded.stderr
    assert "The new version is not ready" in upgraded.stdout
    assert "The site is as it was before." in upgraded.stdout
    assert site.state() == before


def test_what_cannot_be_backed_up_is_not_upgraded(site):
    before = site.state()
    backups = site.site / "var" / "backups"
    backups.mkdir(exist_ok=True)
    aside = backups.rename(backups.with_name("aside"))
    backups.write_text("a file where the folder should be")
    upgraded = site.upgrade(patience=1)
    backups.unlink()
    aside.rename(backups)
    assert upgraded.returncode == 1
    assert upgraded.stdout.startswith("Nothing was upgraded.")
    assert site.state() == before


def test_a_version_that_cannot_be_fetched_leaves_the_site_alone(site):
    before, backups = site.state(), sorted(site.site.glob("var/backups/*"))
    away = site.origin.rename(site.origin.with_name("away"))
    upgraded = site.upgrade(patience=1)
    away.rename(site.origin)
    assert upgraded.returncode == 1
    assert "Nothing was upgraded." in upgraded.stdout
    assert (site.state(), sorted(site.site.glob("var/backups/*"))) == (before, backups)


@pytest.mark.parametrize(("kind", "name"), [("branch", "stable"), ("tag", "v1")])
def test_a_branch_or_tag_that_only_the_origin_has_can_be_named(site, monkeypatch, kind, name):
    site.run(site.origin, "git", kind, name, site.state()[0].strip())
    monkeypatch.setitem(site.environment, "VERSION", name)
    assert site.upgrade(patience=1).stdout == "This is the newest version already.\n"


def test_a_version_that_is_ready_stays(site):
    site.run(site.origin, "git", "checkout", "--quiet", "HEAD~1", "missions/public/wellknown.py")
    site.commit()
    before = site.state()
    upgraded = site.upgrade(patience=120)
    assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr
    assert upgraded.stdout.splitlines()[-1].startswith(f"Upgraded from {before[0][:10]} to ")
    assert "Writers" not in site.state()[1]
    assert "This is the newest version already." in site.upgrade(patience=1).stdout


@pytest.mark.postgresql
def test_tables_of_a_newer_version_do_not_hinder_the_way_back_in_postgresql(tmp_path):
    server, _slash, _name = os.environ["TEST_DATABASE_URL"].rpartition("/")
    name = own("before_upgrade")
    database = f"{server}/{name}"

    def psql(where: str, *commands: str) -> str:
        words = [f"--command={command}" for command in commands]
        ran = subprocess.run(["psql", "-qtA", *words, where], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    psql(server + "/postgres", f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    try:
        psql(database, "CREATE TABLE kept (id int PRIMARY KEY)", "INSERT INTO kept VALUES (1)")
        dump = tmp_path / "before.dump"
        subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", database], check=True)
        psql(database, "CREATE TABLE newer (kept int REFERENCES kept)", "DELETE FROM kept")
        words = [sys.executable, "-c", GO_BACK, database, str(dump)]
        subprocess.run(words, cwd=settings.BASE_DIR / "tools", check=True)
        assert psql(database, "SELECT id FROM kept", "SELECT to_regclass('newer') IS NULL") == "1\nt"
        assert list(tmp_path.iterdir()) == [dump]
    finally:
        psql(server + "/postgres", f"DROP DATABASE {name} WITH (FORCE)")
