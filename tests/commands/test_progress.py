"""A long load says how far it is to a person at a terminal, and to nobody else."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper

from missions.management.loading import Terminal
from tests.files.texts import RECORD, SOURCES

pytestmark = pytest.mark.django_db


class TerminalStream(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def said(tmp_path, monkeypatch):
    """Load two files at once impatiently and return what went to stderr."""
    monkeypatch.setattr("missions.management.loading.PATIENCE", 0)
    monkeypatch.setattr("missions.management.loading.PACE", 0)
    files = [tmp_path / "sources.yaml", tmp_path / "nmi.yaml"]
    for file, text in zip(files, (SOURCES, RECORD), strict=True):
        file.write_text(text)

    def said(stderr: io.StringIO, **options) -> str:
        call_command("loaddata", *map(str, files), stdout=io.StringIO(), stderr=stderr, **options)
        return stderr.getvalue()

    return said


def test_progress_stands_in_one_line_that_is_wiped_at_the_end(said):
    shown = said(TerminalStream()).split("\r")
    assert [words.strip() for words in shown if words.strip()] == [
        "read 1 of 2",
        "read 2 of 2",
        "checked for publication 1 of 1",
        "written 1 of 3",
        "written 2 of 3",
        "written 3 of 3",
        "published 1 of 1",
    ]
    assert (shown[-2].strip(), shown[-1]) == ("", "")


def test_progress_is_not_in_the_colour_of_errors(monkeypatch):
    monkeypatch.setattr("missions.management.loading.PATIENCE", 0)
    stream = TerminalStream()
    stderr = OutputWrapper(stream)
    stderr.style_func = str.upper
    Terminal(OutputWrapper(io.StringIO()), stderr, is_rehearsal=False, verbosity=1).progress("read", 1, 2)
    assert stream.getvalue() == "\rread 1 of 2"


def test_a_pipe_hears_nothing_of_progress(said):
    assert said(io.StringIO()) == ""


def test_a_quiet_load_shows_none(said):
    assert said(TerminalStream(), verbosity=0) == ""
