"""`export_content` writes the record as files: the same bytes for the same content, and never a loss."""

from pathlib import Path
from threading import Thread

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.editions.publish import withdraw
from missions.models import ENTRIES, Address, Citation, Edition, Mission, Notice, Relation, Source
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_relation, make_user

SHIPPED = settings.BASE_DIR / "fixtures"


@pytest.fixture
def export(tmp_path, capsys):
    """Export into the folder `out` and return what the command said."""

    def export(**options) -> str:
        call_command("export_content", tmp_path / "out", **options)
        return capsys.readouterr().out

    return export


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def empty() -> None:
    """Delete the whole record, editions too, in a way that only tests have."""
    with connection.cursor() as cursor:
        for model in (Citation, Address, Notice, Edition, *ENTRIES, Mission, Source):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def load(folder: Path) -> None:
    call_command("loaddata", *map(str, sorted(folder.rglob("*.yaml"))), verbosity=0)


@pytest.mark.django_db
def test_the_shipped_files_are_their_own_export(export, tmp_path):
    load(SHIPPED)
    export(editions=True)
    assert bytes_of(tmp_path / "out") == bytes_of(SHIPPED)


@pytest.mark.django_db
def test_dumpdata_writes_the_same_bytes(export, tmp_path, capsys):
    call_command("loaddata", *SHIPPED.glob("*.yaml"), "--no-publish", verbosity=0)
    Relation.objects.all().delete()
    Mission.objects.exclude(key="nmi").delete()
    make_phase(Mission.objects.get(key="nmi"), text="Line,  \nline\t\n\n\ttab\n\u2028 [@nato-news-start-2018]")
    export()
    entries = [model._meta.label for model in (Mission, *ENTRIES)]
    for name, labels in (("sources.yaml", ["missions.source"]), ("nmi.yaml", entries)):
        call_command("dumpdata", *labels, format="yaml", output=str(tmp_path / "dumped.yaml"), verbosity=0)
        assert (tmp_path / "dumped.yaml").read_bytes() == (tmp_path / "out" / name).read_bytes()


@pytest.mark.django_db
def test_an_export_loaded_into_an_empty_database_is_exported_alike(export, tmp_path):
    make_full_mission()
    make_relation(make_mission("kfor"), Mission.objects.get(key="nmi"))
    make_phase(Mission.objects.get(key="kfor"), text="Line,  \nline\t\n\n\ttab\n", citations="[@nato-start]")
    export()
    before = bytes_of(tmp_path / "out")
    empty()
    load(tmp_path / "out")
    assert "0 written, 3 unchanged." in export()
    assert bytes_of(tmp_path / "out") == before


@pytest.mark.django_db
def test_the_history_stands_beside_it_with_reasons_and_seals_and_no_account(export, tmp_path):
    by = make_user("secret-login", first_name="Zeynep", last_name="Aydın")
    edition = make_edition(make_full_mission(), by=by, reason="First\n\nedition")
    withdraw(edition.mission, by=by, reason="Under review")
    export(editions=True)
    (written, notice) = yaml.safe_load(bytes_of(tmp_path / "out")["editions/nmi.yaml"])
    assert written["fields"] == {
        "mission": ["nmi"],
        "number": 1,
        "slug": "nmi-page",
        "published_at": edition.published_at.isoformat(timespec="microseconds"),
        "publisher": "Zeynep Aydın",
        "reason": "First\n\nedition",
        "minor": False,
        "document": edition.document,
        "seal": edition.seal,
    }
    assert (notice["fields"]["edition"], notice["fields"]["kind"]) == (["nmi", 1], "withdrawn")
    assert b"secret-login" not in bytes_of(tmp_path / "out")["editions/nmi.yaml"]


@pytest.mark.django_db
def test_a_long_history_stands_in_pieces_that_stay(export, tmp_path, monkeypatch):
    monkeypatch.setattr("missions.files.export.MOST_EDITIONS", 2)
    mission = make_full_mission()
    for name in ("phases", "figures", "leaders"):
        getattr(mission, name).all().delete()
        make_edition(mission)
    export(editions=True)
    assert {"editions/nmi.yaml", "editions/nmi.3.yaml"} <= bytes_of(tmp_path / "out").keys()
    mission.links.all().delete()
    make_edition(mission)
    assert export(editions=True) == "Wrote nmi.yaml.\nWrote editions/nmi.3.yaml.\n2 written, 2 unchanged.\n"


@pytest.mark.django_db
def test_a_source_that_was_renamed_since_is_named_beside_its_edition(export, tmp_path):
    make_edition(make_full_mission())
    Source.objects.update(key="nato-start-2018")
    export(editions=True)
    (written,) = yaml.safe_load(bytes_of(tmp_path / "out")["editions/nmi.yaml"])
    assert written["fields"]["renamed"] == {"nato-start": "nato-start-2018"}


@pytest.mark.django_db
def test_only_files_whose_content_changed_are_touched(export, tmp_path):
    make_full_mission()
    assert "Wrote nmi.yaml.\nWrote sources.yaml.\n" in "".join(sorted(export().splitlines(keepends=True)))
    Mission.objects.update(acronym="N.M.I.")
    assert export() == "Wrote nmi.yaml.\n1 written, 1 unchanged.\n"


@pytest.mark.django_db
def test_the_file_of_a_mission_that_is_gone_is_reported_and_stays(export, tmp_path):
    make_mission("kfor")
    export()
    Mission.objects.get().delete()
    assert "kfor.yaml belongs to no mission of the record" in export()
    assert (tmp_path / "out" / "kfor.yaml").exists()


@pytest.mark.django_db
def test_a_mission_with_the_key_sources_does_not_take_the_librarys_file(export, tmp_path):
    make_mission("sources")
    export()
    assert set(bytes_of(tmp_path / "out")) == {"sources.yaml", "sources.mission.yaml"}


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_stays_as_it_was(export, tmp_path, monkeypatch):
    make_full_mission()
    export()
    before = bytes_of(tmp_path / "out")
    Mission.objects.update(acronym="N.M.I.")

    def fail(path, target):
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(CommandError, match=r"nmi\.yaml: Permission denied\."):
        export()
    assert bytes_of(tmp_path / "out") == before
    assert [path.name for path in (tmp_path / "out").glob(".*")] == []


@pytest.mark.django_db
def test_a_longer_record_takes_no_more_queries(export):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            export()
        return len(captured)

    mission = make_full_mission()
    before = queries()
    for _ in range(3):
        make_phase(mission)
    assert queries() == before


# The tests' SQLite is one connection: there nobody can write meanwhile.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_what_is_exported_is_one_moment(export, tmp_path, monkeypatch):
        mission = make_full_mission()
        export()
        before = bytes_of(tmp_path / "out")
        with monkeypatch.context() as patched:
            patched.setattr("missions.files.export.file_of", lambda key: write_meanwhile(mission) or f"{key}.yaml")
            export()
        assert bytes_of(tmp_path / "out") == before


def write_meanwhile(mission: Mission) -> None:
    """Write from another connection, while the export reads."""

    def write():
        Mission.objects.filter(pk=mission.pk).update(name="Changed meanwhile")
        make_phase(mission)
        connection.close()

    writer = Thread(target=write)
    writer.start()
    writer.join()
