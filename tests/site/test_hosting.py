"""The files that docs/hosting.md puts in place do what it says: they are run here, below a folder of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from missions.management.starting.server import Server
from tests.programs import program

HOSTING = settings.BASE_DIR / "docs" / "hosting"


def run(*words: object, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    ran = subprocess.run(list(map(str, words)), env=kept | environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture
def stubs(tmp_path) -> Path:
    """Stand in for what changes a machine: each program writes down how it was called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("chown", "runuser", "systemctl", "rsync"):
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$@" >>"{tmp_path}/calls"\n')
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def installed(tmp_path, stubs) -> Path:
    """Run the script of the recipe, and return the folder that stands for the machine's root."""
    run(
        "sh",
        HOSTING / "install.sh",
        "missions.example.net",
        PATH=f"{stubs}:{os.environ['PATH']}",
        DESTDIR=str(tmp_path / "root"),
    )
    return tmp_path / "root"


def settings_in(environment_file: Path) -> dict[str, str]:
    """Return what a shell reads from a file of settings."""
    said = run("env", "-i", "sh", "-c", f'set -a; . "{environment_file}"; env')
    return {name: value for name, _sign, value in (line.partition("=") for line in said.splitlines())}


def test_the_recipe_is_in_the_documentation_and_comes_first():
    words = (settings.BASE_DIR / "docs" / "hosting.md").read_text()
    assert words.index("docs/hosting/install.sh record.example.org") < words.index("## Settings")
    for file in HOSTING.iterdir():
        if file.name not in ("install.sh", "Dockerfile.dockerignore"):
            assert f"(hosting/{file.name})" in words, file.name


def test_the_script_puts_all_in_place_and_starts_it(installed, tmp_path):
    calls = (tmp_path / "calls").read_text().splitlines()
    assert "runuser -u record -- make setup" in calls
    assert "runuser -u record -- .venv/bin/python manage.py start --no-server" in calls
    assert (settings.BASE_DIR / "var").stat().st_mode & 0o077 == 0
    assert calls[-2:] == [
        "systemctl enable --now record.service record-backup.timer record-links.timer",
        "systemctl reload-or-restart caddy.service",
    ]
    assert "missions.example.net {" in (installed / "etc/caddy/Caddyfile").read_text()


def test_its_settings_are_those_of_a_safe_public_site(installed):
    read = settings_in(installed / "etc/record.env")
    assert (read["SITE_URL"], read["SITE_NAME"]) == ("https://missions.example.net", "The Mission Record")
    assert len(read["SECRET_KEY"]) > 50
    run(sys.executable, settings.BASE_DIR / "manage.py", "check", "--deploy", "--fail-level", "WARNING", **read)


def test_a_second_run_keeps_the_settings(installed, stubs, tmp_path):
    file = installed / "etc/record.env"
    file.write_text(file.read_text().replace("Example Foundation", "Our Foundation"))
    before = file.read_text()
    run(
        "sh",
        HOSTING / "install.sh",
        "missions.example.net",
        PATH=f"{stubs}:{os.environ['PATH']}",
        DESTDIR=str(installed),
    )
    assert file.read_text() == before
    assert file.stat().st_mode & 0o007 == 0


def test_systemd_finds_no_fault_in_the_units(installed):
    units = sorted((installed / "etc/systemd/system").iterdir())
    nightly = [f"record-{work}.{kind}" for work in ("backup", "links") for kind in ("service", "timer")]
    assert [unit.name for unit in units] == [*nightly, "record.service"]
    run(program("systemd-analyze"), "verify", "--man=no", *units)


@pytest.mark.parametrize(
    ("place", "calls"), [("", []), ("backup@other:record/", ["var/backups/ backup@other:record/"])]
)
def test_a_backup_is_copied_to_where_the_settings_say(stubs, tmp_path, place, calls):
    unit = (HOSTING / "record-backup.service").read_text()
    command = re.search(r"^ExecStartPost=/bin/sh -c '(.*)'$", unit, re.MULTILINE)[1].replace("$$", "$")
    run("sh", "-c", command, PATH=f"{stubs}:{os.environ['PATH']}", BACKUP_COPY_TO=place)
    called = (tmp_path / "calls").read_text().splitlines() if (tmp_path / "calls").exists() else []
    assert [call.removeprefix("rsync --archive --rsh=ssh -o BatchMode=yes ") for call in called] == calls


def test_nginx_finds_no_fault_in_its_file(tmp_path):
    nginx = program("nginx")
    key, certificate = tmp_path / "record.key", tmp_path / "record.pem"
    subject = ("-subj", "/CN=record.example.org", "-days", "2")
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, *subject)
    words = (HOSTING / "nginx.conf").read_text().replace("/etc/ssl/record", str(tmp_path / "record"))
    (tmp_path / "record.conf").write_text(words)
    whole = tmp_path / "nginx.conf"
    places = " ".join(
        f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole.write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {places} include {tmp_path}/record.conf; }}"
    )
    run(nginx, "-t", "-q", "-e", tmp_path / "log", "-c", whole)


@pytest.mark.parametrize("file", ["hosting.md", "hosting/nginx.conf"])
def test_no_visitor_says_who_asks_where_nginx_stands_in_front(file):
    servers = [part for part in (HOSTING.parent / file).read_text().split("\nserver {") if "proxy_pass" in part]
    assert servers
    for server in servers:
        assert "proxy_set_header X-Forwarded-For $remote_addr;" in server
        assert "proxy_set_header X-Forwarded-Proto $scheme;" in server


def test_caddy_finds_no_fault_in_its_file():
    run(program("caddy"), "validate", "--adapter", "caddyfile", "--config", HOSTING / "Caddyfile")


def test_the_container_is_built_from_what_is_there_and_runs_as_nobody_in_particular():
    lines = (HOSTING / "Dockerfile").read_text()
    assert "--require-hashes --requirement requirements.txt" in lines
    assert lines.index("USER record") < lines.index("collectstatic") < lines.index("CMD")
    for path in ("requirements.txt", "tools/ready.py", "manage.py", "nmi_site/wsgi.py"):
        assert path.replace("/wsgi.py", ".wsgi") in lines
        assert (settings.BASE_DIR / path).is_file()
    left_out = (HOSTING / "Dockerfile.dockerignore").read_text().split()
    assert {".git", "var"} <= set(left_out)


def test_the_container_serves_as_start_does(monkeypatch):
    """Its last command is the one that `start` makes, but for where it listens."""
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr("subprocess.Popen", lambda words, *, env, **_options: started.append((words, env)))
    Server(8000, workers=2)
    ((words, environment),) = started
    lines = (HOSTING / "Dockerfile").read_text()
    assert f"MALLOC_ARENA_MAX={environment['MALLOC_ARENA_MAX']}\n" in lines
    ours = re.search(r"exec granian (.*?)\"\]$", lines, re.MULTILINE)[1].split()
    theirs = words[words.index("granian") + 1 :]
    kill = theirs.index("--workers-kill-timeout")
    assert sorted(word for word in ours if word != "0.0.0.0") == sorted(
        word for word in [*theirs[:kill], *theirs[kill + 2 :]] if word != "127.0.0.1"
    )
