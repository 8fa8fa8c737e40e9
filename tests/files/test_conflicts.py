"""Where a file and an editor both changed a record: nothing is lost, and both texts are on the screen."""

import pytest
from django.core.management import CommandError, call_command

from missions.models import Edition, Initiative, Mission, Phase, Source
from tests.files.texts import RECORD, SOURCES
from tests.makers import make_edition, make_phase

pytestmark = pytest.mark.django_db
CHANGED = RECORD.replace("It grew.", "It shrank.").replace("title: Start", "title: The start")


@pytest.fixture
def edited(load):
    """Load a record and change its phase as an editor does."""
    load(SOURCES, RECORD)
    phase = Phase.objects.get()
    phase.text = phase.text.replace("It grew.", "It grew quickly.")
    phase.save()
    return phase


def test_the_same_file_keeps_an_editors_change_unpublished(load, edited):
    said = load(SOURCES, RECORD)
    assert "b.yaml, line 12, phase “nmi/start”: kept an editor’s change." in said
    assert "0 new, 0 changed, 2 unchanged, 1 kept as edited." in said
    assert "Published nothing: readers see no change." in said
    assert "quickly" in Phase.objects.get().text
    assert Edition.objects.count() == 1


def test_a_changed_file_over_an_edited_row_shows_both_texts_by_field_and_line(refusal, edited):
    said = refusal(SOURCES, CHANGED).splitlines()
    assert said[:8] == [
        "Nothing was loaded.",
        (
            "b.yaml, line 12, phase “nmi/start”: "
            "an editor changed this record since it was last loaded, and the file changed too."
        ),
        "  b.yaml, line 16, title: [-the editor’s words-] {+the file’s words+}",
        "    [-Start-]{+The start+}",
        "  b.yaml, line 18, text: [-the editor’s words-] {+the file’s words+}",
        "    …",
        "    It [-grew quickly-]{+shrank+}. [@nato-start]",
        (
            "Take the editors’ words into the files, or load with --overwrite, "
            "which takes the files’ side and keeps the editors’ words in a file."
        ),
    ]


def test_a_conflict_stops_the_sources_and_missions_beside_it(refusal, edited):
    refusal(SOURCES.replace("NATO starts", "New title"), CHANGED)
    assert Source.objects.get().title == "NATO starts"


def test_overwrite_takes_the_files_side_and_keeps_the_editors_text_in_a_file(load, edited, tmp_path):
    kept = tmp_path / "kept.yaml"
    said = load(SOURCES, CHANGED, overwrite=True, kept=kept)
    assert f"The editors’ text that was overwritten is kept in {kept}." in said
    assert "It shrank." in Phase.objects.get().text
    assert Edition.objects.count() == 2
    call_command("loaddata", str(kept), verbosity=0)
    assert "It grew quickly." in Phase.objects.get().text


def test_overwrite_keeps_in_var_unless_told_where(load, edited, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    load(SOURCES, CHANGED, overwrite=True)
    (kept,) = (tmp_path / "kept").glob("*.yaml")
    assert "It grew quickly." in kept.read_text()


def test_overwrite_writes_no_file_where_nothing_is_overwritten(load, tmp_path):
    load(SOURCES, RECORD, overwrite=True, kept=tmp_path / "kept.yaml")
    assert not (tmp_path / "kept.yaml").exists()


def test_overwrite_never_writes_over_a_file(edited, tmp_path):
    with pytest.raises(CommandError, match="exists already"):
        call_command("loaddata", str(tmp_path / "b.yaml"), overwrite=True, kept=tmp_path / "b.yaml")


def test_a_refused_overwrite_leaves_no_file(refusal, edited, tmp_path):
    kept = tmp_path / "kept.yaml"
    refusal(SOURCES, CHANGED.replace("It shrank. [@nato-start]", "It shrank."), overwrite=True, kept=kept)
    assert not kept.exists()


@pytest.mark.parametrize("removes", [Phase.delete, lambda phase: Phase.objects.filter(pk=phase.pk).delete()])
def test_a_row_an_editor_removed_stays_removed(load, edited, removes):
    removes(edited)
    assert "phase “nmi/start”: an editor removed it; it stays removed." in load(SOURCES, RECORD)
    assert not Phase.objects.exists()


def test_a_changed_file_over_a_removed_row_is_refused(refusal, edited):
    edited.delete()
    assert "b.yaml, line 12, phase “nmi/start”: an editor removed this record" in refusal(SOURCES, CHANGED)


def test_overwrite_brings_a_removed_row_back_for_good(load, edited):
    edited.delete()
    load(SOURCES, CHANGED, overwrite=True)
    assert "0 changed, 3 unchanged, 0 kept" in load(SOURCES, CHANGED)


def test_a_row_an_editor_moved_to_another_mission_is_not_made_again(load, edited):
    other = Mission.objects.create(key="kfor", slug="kfor", name="KFOR", dates="1999/..", summary="S")
    Phase.objects.update(mission=other)
    assert "phase “nmi/start”: an editor removed it" in load(SOURCES, RECORD)
    assert Phase.objects.get().mission == other


def test_a_new_place_among_entries_is_a_change_like_any_other(load, refusal):
    entry = (
        "- model: missions.initiative\n  fields: {mission: [nmi], key: train, title: T, "
        "text: 'Words. [@nato-start]', position: 1}\n"
    )
    load(SOURCES, RECORD, entry)
    Initiative.objects.update(position=5)
    assert "kept an editor’s change" in load(SOURCES, RECORD, entry)
    assert "[-5-]{+2+}" in refusal(SOURCES, RECORD, entry.replace("position: 1", "position: 2"))


def test_a_row_an_editor_made_with_the_same_key_is_a_conflict(refusal, load):
    load(SOURCES, RECORD)
    make_phase(Mission.objects.get(), "growth", title="By an editor")
    phase = RECORD[RECORD.index("- model: missions.phase") :].replace("key: start", "key: growth")
    said = refusal(phase)
    assert "phase “nmi/growth”: an editor made a record with this key, and the file’s is another." in said
    assert "[-By an editor-]{+Start+}" in said


def test_a_mission_an_editor_removed_stays_removed_with_all_it_held(load):
    load(SOURCES, RECORD, no_publish=True)
    Mission.objects.all().delete()
    assert "2 kept as edited" in load(SOURCES, RECORD)
    assert not Mission.objects.exists()


def test_a_new_row_below_a_removed_mission_is_refused(refusal, load):
    load(SOURCES, RECORD, no_publish=True)
    Mission.objects.all().delete()
    phase = RECORD[RECORD.index("- model: missions.phase") :].replace("key: start", "key: more")
    assert "there is no mission “nmi”" in refusal(SOURCES, RECORD, phase)


def test_what_an_editor_took_into_the_file_is_no_conflict(load, edited):
    load(SOURCES, RECORD.replace("It grew.", "It grew quickly."))
    make_edition(Mission.objects.get())
    said = load(SOURCES, RECORD.replace("It grew.", "It grew and grew."))
    assert "1 changed" in said
