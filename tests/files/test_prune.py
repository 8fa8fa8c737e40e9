"""What the files no longer hold, and what a load would do: shown first, and never more than was asked for."""

import pytest
from django.core.management import call_command

from missions.models import Edition, LoadedRow, Mission, Phase, Source
from tests.files.conftest import rows
from tests.files.texts import RECORD, SOURCES
from tests.makers import make_edition, make_link, make_mission, make_phase

pytestmark = pytest.mark.django_db
PHASE = RECORD[RECORD.index("- model: missions.phase") :]
MORE = RECORD + PHASE.replace("key: start", "key: growth").replace("title: Start", "title: Growth")
SECOND = "- model: missions.source\n  fields: {key: second, publisher: NATO, kind: official}\n"


def phases() -> list[str]:
    return sorted(Phase.objects.values_list("key", flat=True))


def test_a_row_the_files_no_longer_hold_is_named_and_stays(load):
    load(SOURCES, MORE)
    said = load(SOURCES, RECORD)
    assert "phase “nmi/growth”: the files no longer hold it.\nThey stay; --prune removes them.\n" in said
    assert phases() == ["growth", "start"]
    assert Edition.objects.count() == 1


def test_prune_shows_the_row_removes_it_and_publishes_the_record_without_it(load):
    load(SOURCES, MORE)
    said = load(SOURCES, RECORD, prune=True)
    assert said.startswith("Removing phase “nmi/growth”: the files no longer hold it.\n")
    assert "0 new, 0 changed, 3 unchanged, 0 kept as edited, 1 removed." in said
    assert phases() == ["start"]
    assert [row["key"] for row in Edition.objects.first().document["phases"]] == ["start"]


def test_what_was_pruned_is_loaded_again_as_new(load):
    load(SOURCES, MORE)
    load(SOURCES, RECORD, prune=True)
    assert "1 new" in load(SOURCES, MORE)
    assert phases() == ["growth", "start"]


def test_prune_leaves_what_an_editor_made(load):
    load(SOURCES, RECORD)
    make_phase(Mission.objects.get(), "by-an-editor")
    load(SOURCES, RECORD, prune=True)
    assert phases() == ["by-an-editor", "start"]


def test_prune_leaves_missions_that_are_not_in_these_files(load):
    load(SOURCES, MORE, MORE.replace("nmi", "kfor").replace("nato-mission-iraq", "kfor"))
    load(SOURCES, RECORD, prune=True)
    assert Phase.objects.filter(mission__key="kfor").count() == 2


def test_prune_over_an_editors_change_is_refused_whole(load, refusal):
    load(SOURCES, MORE)
    Phase.objects.filter(key="growth").update(title="By an editor")
    said = refusal(SOURCES, RECORD, prune=True)
    assert "phase “nmi/growth”: the files no longer hold it, and an editor changed it since it was loaded." in said
    assert "add --overwrite, which keeps them in a file." in said


def test_prune_and_overwrite_keep_the_editors_text_in_a_file(load, tmp_path):
    load(SOURCES, MORE)
    Phase.objects.filter(key="growth").update(title="By an editor")
    load(SOURCES, RECORD, prune=True, overwrite=True, kept=tmp_path / "kept.yaml")
    assert phases() == ["start"]
    call_command("loaddata", str(tmp_path / "kept.yaml"), no_publish=True, verbosity=0)
    assert Phase.objects.get(key="growth").title == "By an editor"


def test_prune_removes_a_source_that_nothing_cites(load):
    load(SOURCES + SECOND, RECORD)
    assert "Removing source “second”" in load(SOURCES, RECORD, prune=True)
    assert Source.objects.get().key == "nato-start"


def cite_in_an_old_edition() -> None:
    mission = Mission.objects.get()
    phase = make_phase(mission, text="Once. [@second]")
    make_edition(mission)
    phase.delete()
    make_edition(mission)


@pytest.mark.parametrize(
    "cite",
    [
        cite_in_an_old_edition,
        lambda: make_link(make_mission("kfor"), Source.objects.get(key="second")),
        lambda: make_phase(make_mission("kfor"), text="Not published. [@second, p. 4]"),
    ],
)
def test_prune_leaves_a_source_that_an_edition_a_link_or_a_draft_cites(load, cite):
    load(SOURCES + SECOND, RECORD)
    cite()
    said = load(SOURCES, RECORD, prune=True)
    assert "Removing" not in said
    assert Source.objects.filter(key="second").exists()


def test_a_dry_run_of_a_prune_removes_nothing(load):
    load(SOURCES, MORE)
    before = rows()
    said = load(SOURCES, RECORD, prune=True, dry_run=True)
    assert "Would remove phase “nmi/growth”: the files no longer hold it.\n" in said
    assert "NATO Mission Iraq: readers would see\n  Removed phase “Growth”\n" in said
    assert said.endswith("1 removed.\nThis was a dry run: nothing was written.\n")
    assert rows() == before


def test_a_dry_run_shows_what_readers_would_see_and_writes_nothing(load):
    load(SOURCES, RECORD)
    before = rows()
    said = load(SOURCES.replace("NATO starts", "NATO begins"), MORE.replace("It grew.", "It shrank."), dry_run=True)
    assert "NATO Mission Iraq: readers would see\n" in said
    assert "  Added phase “Growth”\n" in said
    assert "It [-grew-]{+shrank+}." in said
    assert "NATO [-starts-]{+begins+}" in said
    assert "1 new, 2 changed, 1 unchanged, 0 kept as edited.\n" in said
    assert rows() == before


def test_a_dry_run_of_a_first_load_writes_nothing(load):
    assert "NATO Mission Iraq: readers would see\n  Added mission" in load(SOURCES, RECORD, dry_run=True)
    assert not any(model.objects.exists() for model in (Mission, Source, Phase, Edition, LoadedRow))


def test_a_dry_run_refuses_what_the_load_would_refuse(refusal):
    assert "names no source" in refusal(SOURCES, RECORD.replace("It grew. [@nato-start]", "It grew."), dry_run=True)


def test_a_dry_run_of_an_overwrite_keeps_nothing_and_overwrites_nothing(load, tmp_path):
    load(SOURCES, RECORD)
    Phase.objects.update(title="By an editor")
    load(SOURCES, RECORD, overwrite=True, dry_run=True, kept=tmp_path / "kept.yaml")
    assert Phase.objects.get().title == "By an editor"
    assert not (tmp_path / "kept.yaml").exists()
