"""`make run` from its first line to Ctrl+C, as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.ports import free_port


@pytest.fixture
def site(started, settings):
    """Start the site, empty, with its words on a pipe."""
    port = free_port()
    new = {"VAR_DIR": str(started), "PORT": str(port), "CONTENT": "none", "SECRET_KEY": "for this test alone"}
    environment = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "DATABASE_URL")}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "start"],
        cwd=settings.BASE_DIR,
        env=environment | new | {"PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    yield process
    process.terminate()
    process.communicate(timeout=60)


def read_to_end_of_box(process) -> list[str]:
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("└"):
            break
    return lines


def test_six_ticked_lines_then_a_box_then_a_clean_end(site):
    lines = read_to_end_of_box(site)
    ticked = [line.split(":")[0] for line in lines if line.startswith("✓")]
    assert ticked == [
        f"✓ {step}" for step in ("Environment", "Database", "Content", "Account", "Static files", "Server")
    ]
    address = next(line.split()[2] for line in lines if "Read" in line)
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    site.send_signal(signal.SIGINT)
    rest, _ = site.communicate(timeout=60)
    assert rest.strip() == "Stopped."
    assert site.returncode == 0


def port_of(site) -> int:
    lines = read_to_end_of_box(site)
    return int(next(line.split()[2] for line in lines if "Read" in line).rstrip("/").rsplit(":", 1)[1])


def test_a_request_that_is_being_answered_when_the_site_is_stopped_gets_its_answer(site):
    port = port_of(site)
    body = b'{"csp-report": {"effective-directive": "img-src", "blocked-uri": "inline"}}'
    head = f"POST /csp-reports/ HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as visitor:
        visitor.sendall(head.encode() + body[:10])
        # By now a worker waits for the rest.
        time.sleep(1)
        site.send_signal(signal.SIGTERM)
        time.sleep(1)
        visitor.sendall(body[10:])
        answer = visitor.recv(4096)
    assert answer.startswith(b"HTTP/1.1 204 ")
    rest, _ = site.communicate(timeout=60)
    assert rest.strip().endswith("Stopped.")
    assert site.returncode == 0


def test_a_closed_terminal_ends_the_server_too(site):
    port = port_of(site)
    site.send_signal(signal.SIGHUP)
    site.communicate(timeout=60)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_database_that_does_not_answer_is_a_sentence_with_its_cure(settings):
    ran = subprocess.run(
        [sys.executable, "manage.py", "start", "--no-server"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": "postgres://somebody:secret@127.0.0.1:1/record", "SECRET_KEY": "for this test"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "The database record on 127.0.0.1 does not answer; start it, or mend DATABASE_URL." in ran.stderr
    assert "secret" not in ran.stderr
