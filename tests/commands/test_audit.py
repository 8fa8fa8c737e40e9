"""`make audit` tells a weakness from a silence, and both from all being well."""

import subprocess

import pytest

from tools import audit

SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
UNKNOWN = {"name": "nh3", "skip_reason": "Dependency not found on PyPI"}


def test_a_weakness_is_named_with_the_release_that_mends_it(capsys):
    assert audit.tell("requirements.txt", [SOUND, WEAK], "") is True
    assert "2 packages looked up, 1 with a known weakness" in (said := capsys.readouterr().out)
    assert "pillow 1.0: PYSEC-1, mended in 1.1" in said


def test_what_could_not_be_looked_up_is_named(capsys):
    assert audit.tell("requirements.txt", [SOUND, UNKNOWN], "") is False
    assert "1 packages looked up, 0 with a known weakness; not known there: nh3" in capsys.readouterr().out


@pytest.mark.parametrize("packages", [[], [UNKNOWN]])
def test_a_silence_is_not_taken_for_all_being_well(packages, capsys):
    assert audit.tell("requirements.txt", packages, "No route to host") is False
    assert "not audited, as the advisories of pypi.org cannot be read here. No route" in capsys.readouterr().out


def test_an_answer_that_is_none_is_a_silence(monkeypatch):
    answer = subprocess.CompletedProcess([], 1, stdout="", stderr="Traceback\nConnectionError: no route")
    monkeypatch.setattr(subprocess, "run", lambda *_asked, **_how: answer)
    assert audit.asked("requirements.txt") == ([], "ConnectionError: no route")


def test_one_weakness_ends_with_a_sentence_that_names_the_file(monkeypatch):
    monkeypatch.setattr(audit, "asked", lambda name: ([WEAK] if name == "requirements-dev.txt" else [SOUND], ""))
    with pytest.raises(SystemExit, match=r"Known weaknesses in requirements-dev\.txt: run `make lock`"):
        audit.main()


def test_every_file_that_is_installed_from_is_looked_through():
    assert {path.name for path in audit.ROOT.glob("requirements*.txt")} == set(audit.FILES)
