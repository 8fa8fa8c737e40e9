"""`check_content` says what is wrong with the draft, and how it reads."""

import pytest
from django.core.management import CommandError, call_command

from tests.makers import make_full_mission, make_phase

pytestmark = pytest.mark.django_db


def test_a_sound_draft_is_measured(capsys):
    make_full_mission()
    call_command("check_content")
    said = capsys.readouterr().out
    assert "nmi: 8 statements, 0 editorial, 0 with a passage; " in said
    assert said.endswith("No fault was found.\n")


def test_a_fault_is_an_error_with_its_place():
    make_phase(make_full_mission(), "later", text="A program. [@nato-start]")
    with pytest.raises(CommandError) as error:
        call_command("check_content")
    assert str(error.value) == (
        "nmi, phases/later, text, paragraph 1: “program” is spelt “programme” here.\n1 fault was found."
    )


def test_words_are_compared_with_a_list_of_what_was_read(tmp_path):
    make_full_mission()
    (tmp_path / "read.yaml").write_text("- sources: [nato-start]\n  words: Other words.\n")
    with pytest.raises(CommandError, match="quotations/rutte, text: these words were not read"):
        call_command("check_content", wordings=tmp_path / "read.yaml")


def test_a_list_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_content", wordings=tmp_path / "none.yaml")
