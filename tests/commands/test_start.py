"""What `make run` does before the server starts, and what it says."""

import shutil
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from missions.management.commands.start import find_port, rows
from missions.management.starting.account import Login
from missions.management.starting.box import box
from missions.models import Edition, ListedMission, Mission
from tests.makers import can_log_in

pytestmark = pytest.mark.django_db

UNSOURCED = """\
- model: missions.initiative
  fields:
    mission: [nmi]
    key: unsourced
    kind: fact
    title: A fact
    text: Nobody said so.
"""


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path):
    """Keep what these tests collect and stamp away from the site's own."""
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"


def start(**options) -> str:
    out = StringIO()
    call_command("start", no_server=True, stdout=out, **options)
    return out.getvalue()


def refused_file(settings, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("- model: missions.mission\n  fields:\n    no_such_field: x\n")
    settings.FIXTURE_DIRS = [tmp_path]


def test_a_new_database_receives_the_shipped_content_and_publishes_it():
    said = start()
    assert "✓ Content: loaded" in said
    assert Edition.objects.values("mission").distinct().count() == Mission.objects.count() > 0


def test_the_first_start_brings_the_shipped_history_and_publishes_the_rest():
    start()
    shipped = {path.stem for path in (settings.BASE_DIR / "fixtures" / "editions").glob("*.yaml")}
    with_a_past = Edition.objects.filter(number=2).values_list("mission__key", flat=True)
    assert set(with_a_past) == shipped > set()
    assert call_command("verify_editions") is None


def test_a_shipped_history_ends_with_what_the_files_say():
    # Where this fails, the content was changed: make edition REASON="..." publishes the change.
    start()
    loaded_now = Edition.objects.filter(reason="Loaded from the files that the site ships with")
    assert not loaded_now.filter(number__gt=1).exists()


def test_a_first_start_that_may_not_publish_leaves_nothing(settings, tmp_path):
    folder = shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures")
    with (folder / "nmi.yaml").open("a") as file:
        file.write(UNSOURCED)
    settings.FIXTURE_DIRS = [folder]
    assert "names no source: “Nobody said so.”" in start()
    assert not Mission.objects.exists()


def test_a_later_start_leaves_an_editors_change_alone():
    start()
    Mission.objects.update(name="As an editor wrote it")
    assert "✓ Content: yours; to load files: `make load`" in start()
    assert set(Mission.objects.values_list("name", flat=True)) == {"As an editor wrote it"}


def test_a_start_writes_a_search_index_that_is_missing():
    start()
    ListedMission.objects.all().delete()
    assert "records indexed anew for search" in start()
    assert ListedMission.objects.exists()
    assert "up to date" in start()


def test_a_start_does_not_bring_back_what_an_editor_deleted():
    start(content="none")
    editor = get_user_model().objects.get()
    mission_type = ContentType.objects.get_for_model(Mission)
    LogEntry.objects.create(user=editor, content_type=mission_type, object_repr="A mission", action_flag=DELETION)
    assert "✓ Content: yours" in start()
    assert not Mission.objects.exists()


def test_content_none_starts_empty():
    assert "✓ Content: none, as CONTENT=none asks" in start(content="none")
    assert not Mission.objects.exists()


def test_a_refused_load_is_told_and_the_start_goes_on(settings, tmp_path):
    refused_file(settings, tmp_path)
    said = start()
    assert "✗ Content: not loaded" in said
    assert "broken.yaml" in said
    assert "✓ Static files" in said


def test_after_a_refused_load_the_next_start_tries_again(settings, tmp_path):
    shipped = settings.FIXTURE_DIRS
    refused_file(settings, tmp_path)
    start()
    settings.FIXTURE_DIRS = shipped
    assert "✓ Content: loaded" in start()


def test_the_first_start_makes_one_editor_and_a_later_one_keeps_it():
    assert "✓ Account: editor, made now" in start(content="none")
    assert "✓ Account: editor, kept" in start(content="none")
    assert get_user_model().objects.get().get_full_name() == ""


def test_a_new_password_logs_in_and_is_shown():
    start(content="none")
    out = StringIO()
    call_command("new_password", stdout=out)
    password = out.getvalue().split("Password")[1].split()[0]
    assert can_log_in("editor", password)


def test_static_files_are_collected_once(tmp_path):
    assert "files collected" in start(content="none")
    assert "✓ Static files: unchanged" in start(content="none")
    assert (tmp_path / "static" / "admin").is_dir()


def test_static_files_are_collected_again_when_one_changes(settings, tmp_path):
    (tmp_path / "more").mkdir()
    settings.STATICFILES_DIRS = [tmp_path / "more"]
    start(content="none")
    (tmp_path / "more" / "new.css").write_text("p {}")
    assert "files collected" in start(content="none")
    assert (tmp_path / "static" / "new.css").exists()


def test_a_taken_port_gives_the_next_one_in_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        said = []
        assert find_port(str(taken), said.append) > taken
    assert len(said) == 1
    assert f"Port {taken} is taken" in said[0]


@pytest.mark.parametrize("wrong", ["web", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused_with_the_cure(wrong):
    with pytest.raises(CommandError, match="make run PORT=8000"):
        find_port(wrong, print)


def test_the_box_says_where_to_read_and_how_to_log_in():
    shown = box("The Record", rows("http://localhost:8000", Login("editor", "abcd-efgh")))
    assert "Read      http://localhost:8000/ " in shown
    assert "Edit      http://localhost:8000/admin/" in shown
    assert "Password  abcd-efgh   (shown only now)" in shown
    assert len({len(line) for line in shown.splitlines()}) == 1


def test_the_box_of_a_later_start_shows_no_password():
    assert rows("http://localhost:8000", Login("editor"))["Password"] == "yours; `make password` sets a new one"


def test_a_password_is_shown_even_where_no_server_is_started():
    said = start(content="none")
    password = said.split("Password")[1].split()[0]
    assert can_log_in("editor", password)


def test_a_wish_for_other_content_is_refused_with_the_cure():
    with pytest.raises(CommandError, match="CONTENT=none"):
        start(content="no")
