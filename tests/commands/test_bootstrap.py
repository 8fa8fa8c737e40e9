"""The set-up that `make` runs before anything of the project can be imported."""

import ast
import stat
from pathlib import Path

import pytest

from tools import bootstrap


def test_the_secret_key_is_random_private_and_kept(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key = tmp_path / "secret-key"
    bootstrap.write_secret_key(str(key))
    first = key.read_text()
    bootstrap.write_secret_key(str(key))
    assert key.read_text() == first
    assert len(first) > 60
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_an_old_python_is_told_the_cure_in_one_sentence(monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST", (9, 9))
    with pytest.raises(SystemExit, match=r"^Python 9\.9 or newer is needed, .* apt-get install python3"):
        bootstrap.find_python()


def test_a_python_without_venv_is_told_the_cure_in_one_sentence(monkeypatch):
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda *_args, **_kwargs: 1)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        bootstrap.with_venv("python3", (3, 11))


def test_a_command_that_fails_leaves_its_words_in_the_log(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "VAR", str(tmp_path))
    with pytest.raises(SystemExit, match=r"^It failed \(details: "):
        bootstrap.run(["sh", "-c", "echo no route; exit 1"], "It failed")
    assert (tmp_path / "setup.log").read_text() == "no route\n"


def test_a_set_up_without_a_stamp_is_done_again_and_one_with_it_is_left_alone(monkeypatch, tmp_path):
    ran = []
    monkeypatch.setattr(bootstrap, "run", lambda command, _otherwise: ran.append(command[1:3]))
    monkeypatch.setattr(bootstrap, "works", lambda _python: True)
    monkeypatch.setattr(bootstrap, "find_python", lambda: "python3")
    bootstrap.build(str(tmp_path), ".venv", ["requirements.txt"])
    bootstrap.build(str(tmp_path), ".venv", ["requirements.txt"])
    assert ran == [["-m", "venv"], ["-m", "pip"]]


def test_any_python_3_reads_the_file():
    ast.parse(Path(bootstrap.__file__).read_text(), feature_version=(3, 4))
