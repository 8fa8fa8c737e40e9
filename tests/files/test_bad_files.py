"""A file that is no fixture is refused in one clear sentence with its line, at once, and nothing is written."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from missions.files.reader import read
from tests.files.texts import RECORD, SOURCES

pytestmark = pytest.mark.django_db
ROW = "- model: missions.source\n  fields: "


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SOURCES[: SOURCES.index("official")] + "'off", "line 7: this is not YAML: found unexpected end of stream"),
        (b"- model: caf\xe9\n", "line 1: this is not UTF-8 text: save the file as UTF-8."),
        ("- model: é\n".encode("utf-16"), "line 1: this is not UTF-8 text: save the file as UTF-8."),
        ("- model: missions.source\n\0", "line 2: remove the invisible character U+0000."),
        ("- model: missions.mission\n\tfields:\n", "line 2: this is not YAML: found a tab character"),
        ("name: value", "line 1: a fixture is a list of rows, each beginning with “- model:”."),
        ("", "is empty: it holds no rows."),
        ("# nothing\n", "is empty: it holds no rows."),
        (SOURCES + "---\n- model: b\n", "line 8: a second YAML document begins"),
        ("- just words\n", "line 1: names and values are expected here."),
        ("- model: missions.source\n  pk: 1\n", "line 2: leave “pk” out"),
        ("- model: missions.source\n", "line 1: a row holds “model” and “fields”."),
        (ROW + "{key: a, key: b}", "line 2: “key” stands twice."),
        (ROW + "!!python/object/apply:os.system [ls]", "line 2: the tag tag:yaml.org,2002:python/object/apply:os."),
        (ROW + "{key: !!str a}", "line 2: the tag tag:yaml.org,2002:str is not used"),
        (ROW + "{key: &a nato, title: *a}", "line 2: anchors and aliases (& and *) are not used"),
        (ROW + "{<<: {key: nato}}", "line 2: merge keys (<<) are not used"),
        (ROW + "{? [a, b] : c}", "line 2: a single word is expected here."),
        (ROW + "{" + "".join(f"a{n}: 1, " for n in range(100_000)) + "}", "line 2: more than 200 names"),
        (ROW + "{key: " + "[" * 1_000_000, "line 2: lists and mappings are nested too deep"),
        (ROW + "{key: [" + "[]," * 1_000_000, "line 2: lists and mappings are nested too deep or hold too much"),
        (ROW + "{key: " + "x" * 10_000_000 + "}", "line 2: a text of more than one million characters"),
        (ROW + "{" + "x" * 10_000 + ": 1}", "line 2: a name of more than 200 characters"),
        (ROW + '{key: "\\q"}', "line 2: this is not YAML: found unknown escape character."),
    ],
)
def test_a_file_that_is_no_fixture_is_refused_in_one_sentence(refusal, text, sentence):
    nothing, said = refusal(text).split("\n")
    assert nothing == "Nothing was loaded."
    assert said.startswith("a.yaml")
    assert sentence in said


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("title: No", "title: put quotes around it"),
        ("title: 010", "title: put quotes around it"),
        ("title: 12:30", "title: put quotes around it"),
        ("title: 2018", "title: put quotes around it"),
        ("title: ~", "title: holds nothing. Write a value, or leave the line out."),
        ("title: [a, b]", "title: write one value, not a list"),
        ("title: {a: b}", "title: write one value, not a list"),
        ("title: " + "x" * 900_000, "title: has 900000 characters; 400 is the most it can hold."),
        ("copies: " + "x" * 900_000, "copies: Write each copy as a day and an address"),
        ("published: " + "9" * 900_000, "published: has 900000 characters; 60 is the most"),
        ("language: [en]", "language: write one value, not a list"),
        ('title: "\\u200b"', "title: Nothing of this text can be seen."),
        ('note: " "', "note: Nothing of this text can be seen."),
    ],
)
def test_a_value_of_another_kind_is_refused_with_the_cure(refusal, written, sentence):
    source = "- model: missions.source\n  fields:\n    key: nato\n    publisher: N\n    kind: press\n"
    said = refusal(f"{source}    {written}\n")
    assert "a.yaml, line " in said
    assert sentence in said
    assert len(said) < 2000


@pytest.mark.parametrize("written", ["9" * 5000, "99999999999", "1_000", "'500'", "5.0", "yes", "-5"])
def test_a_number_that_is_none_is_refused(refusal, written):
    figure = "- model: missions.figure\n  fields:\n    mission: [nmi]\n    key: staff\n    counted: Staff\n"
    said = refusal(SOURCES, RECORD, f"{figure}    quality: reported\n    date: 2018\n    low: {written}\n")
    assert "c.yaml, line 8, figure “nmi/staff”, low: " in said


def test_a_quotation_longer_than_the_admin_takes_is_refused(refusal):
    quotation = (
        "- model: missions.quotation\n  fields:\n    mission: [nmi]\n    key: a\n    speaker: B\n    date: 2018\n"
    )
    said = refusal(SOURCES, RECORD, f"{quotation}    text: {'word ' * 2000}\n")
    assert "c.yaml, line 7, quotation “nmi/a”, text: has 9999 characters; 5000 is the most" in said


def test_a_file_of_bad_rows_is_refused_after_the_first_hundred(refusal):
    said = refusal("- model: no.model\n  fields: {}\n" * 5000)
    assert said.endswith("… and more; these are the first 100.")


def test_every_bad_file_of_a_call_is_named(refusal):
    said = refusal("", SOURCES, "- words")
    assert "a.yaml is empty" in said
    assert "c.yaml, line 1: names and values" in said


def test_a_folder_is_refused_with_what_to_write(tmp_path):
    with pytest.raises(CommandError, match=r"is a folder. Name the files in it, for example .*\*.yaml"):
        call_command("loaddata", str(tmp_path))


def test_a_source_with_the_key_of_the_editors_mark_is_refused(refusal):
    said = refusal(SOURCES.replace("key: nato-start", "key: editorial"))
    assert "a.yaml, line 4, source “editorial”, key: Choose another key: [@editorial] marks the editors’" in said


def test_a_name_too_long_for_any_file_is_refused():
    with pytest.raises(CommandError, match=r"^a{59}…: File name too long\.$"):
        call_command("loaddata", "a" * 5000)


def test_what_is_piped_in_is_loaded(tmp_path):
    (tmp_path / "piped").write_text("- words")
    command = [sys.executable, "manage.py", "loaddata", "--format=yaml", "-"]
    with (tmp_path / "piped").open() as piped:
        ran = subprocess.run(command, cwd=settings.BASE_DIR, stdin=piped, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "stdin, line 1: names and values are expected here." in ran.stderr


def test_a_file_that_is_missing_is_refused():
    with pytest.raises(CommandError, match="No fixture named 'nowhere' found"):
        call_command("loaddata", "nowhere.yaml")


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def refuse(path, mode):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.yaml").touch()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CommandError, match=r"a\.yaml: Permission denied\."):
        call_command("loaddata", str(tmp_path / "a.yaml"))


def test_a_name_is_looked_up_in_the_fixture_folders(tmp_path, settings, capsys):
    settings.FIXTURE_DIRS = [tmp_path]
    (tmp_path / "library.yaml").write_text(SOURCES)
    call_command("loaddata", "library")
    assert "1 new" in capsys.readouterr().out


def test_a_byte_order_mark_and_any_line_end_are_read(tmp_path):
    file = tmp_path / "windows.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SOURCES.replace("\n", "\r\n").encode())
    (row,) = read(file)
    assert (row.line, row.fields["key"].content) == (2, "nato-start")
