"""`make edition` publishes the content files after the history that ships, with a true number, time and seal."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from missions.models import Edition, Mission
from tests.makers import make_mission, make_phase
from tools import edition


@pytest.fixture
def content(tmp_path, db) -> Path:
    make_phase(make_mission(), "start")
    call_command("export_content", tmp_path / "content", verbosity=0)
    return tmp_path / "content"


@pytest.fixture
def publish(content, monkeypatch):
    """Publish the content files as a person does with `make edition`; return the editions of the history."""

    def publish(reason: str) -> list[dict]:
        monkeypatch.setattr(sys, "argv", ["edition.py", "--content", str(content), "--reason", reason])
        edition.main()
        rows = yaml.safe_load((content / "editions" / "nmi.yaml").read_text())
        return [row["fields"] for row in rows]

    return publish


def change(content: Path) -> None:
    file = content / "nmi.yaml"
    file.write_text(file.read_text().replace("Establishment in Baghdad", "Establishment"))


def test_each_change_of_the_files_becomes_an_edition_that_continues_the_history_and_nothing_else_does(publish, content):
    began = datetime.now(UTC)
    publish("First edition")
    change(content)
    first, second = publish("Shortened a title")
    assert (first["number"], first["reason"]) == (1, "First edition")
    assert (second["number"], second["reason"]) == (2, "Shortened a title")
    assert began < datetime.fromisoformat(first["published_at"]) < datetime.fromisoformat(second["published_at"])
    before = (content / "editions" / "nmi.yaml").read_bytes()
    with pytest.raises(SystemExit, match="nmi says what its newest edition says"):
        publish("Again")
    assert (content / "editions" / "nmi.yaml").read_bytes() == before
    Mission.objects.all().delete()
    call_command("loaddata", *content.glob("*.yaml"), content / "editions" / "nmi.yaml", "--verbosity=0")
    call_command("verify_editions", verbosity=0)
    assert Edition.objects.live().get().document["phases"][0]["title"] == "Establishment"


def test_an_edition_without_a_reason_is_refused(publish):
    with pytest.raises(SystemExit):
        publish(" ")
