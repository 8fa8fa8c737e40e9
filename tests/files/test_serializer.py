"""`dumpdata` writes files people can read, that load again as the same record, byte for byte the same everywhere."""

import json
import random
from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from django.db import connection

from missions.models import Mission, Phase, Relation
from tests.makers import (
    make_edition,
    make_figure,
    make_full_mission,
    make_initiative,
    make_mission,
    make_phase,
    make_relation,
    make_user,
)

pytestmark = pytest.mark.django_db


def dump(*labels) -> str:
    out = StringIO()
    call_command("dumpdata", *labels, format="yaml", stdout=out)
    return out.getvalue()


def test_a_text_is_a_readable_block():
    make_phase(make_mission(), "start", text="One. [@nato-start]\n\nTwo. [@nato-start]")
    assert "    text: |-\n      One. [@nato-start]\n\n      Two. [@nato-start]\n" in dump("missions.phase")


def test_a_short_field_stands_on_its_line():
    make_phase(make_mission(), "start", title="Start: the “first” year")
    assert "    title: 'Start: the “first” year'\n" in dump("missions.phase")


def test_what_a_windows_browser_sent_is_a_readable_block_as_well():
    make_phase(make_mission(), "start", text="One,  \r\ntwo\t \r\n\r\n    code")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE missions_phase SET title = %s", ["A\r\nB"])
    assert "    text: |-\n      One,  \n      two\t \n\n          code\n" in dump("missions.phase")
    assert "    title: |-\n      A\n      B\n" in dump("missions.phase")


def test_rows_point_with_natural_keys_and_carry_no_primary_keys():
    make_full_mission()
    assert "- model: missions.link\n  fields:\n    mission: [nmi]\n    key: official\n" in dump("missions.link")


def test_derived_and_empty_fields_are_left_out():
    make_phase(make_mission(), "start")
    (row,) = yaml.safe_load(dump("missions.phase"))
    assert list(row["fields"]) == ["mission", "key", "title", "dates", "text"]


def test_a_nought_and_a_usual_word_are_told():
    make_figure(make_mission(), low=0)
    make_initiative(Mission.objects.get(), kind="initiative")
    assert "    low: 0\n" in dump("missions.figure")
    assert "    kind: initiative\n" in dump("missions.initiative")


def make_record(order: random.Random) -> None:
    """Make one record, its rows in a chance order."""
    missions = ["nmi", "kfor", "ntmi"]
    order.shuffle(missions)
    for key in missions:
        make_mission(key)
    nmi, kfor, ntmi = (Mission.objects.get(key=key) for key in ("nmi", "kfor", "ntmi"))
    rows = [
        *(
            (make_phase, f"phase-{n}", {"dates": dates})
            for n, dates in enumerate(("../2016", "2017/..", "2018", "2018-10"))
        ),
        (make_initiative, "third", {"kind": "fact", "position": 1}),
        (make_initiative, "second", {"kind": "initiative", "position": 9}),
        (make_initiative, "first", {"kind": "initiative", "position": 1}),
        (make_figure, "courses", {"counted": "courses", "date": "2018"}),
        (make_figure, "courses-later", {"counted": "courses", "date": "2022"}),
        (make_figure, "staff", {"counted": "Staff", "date": "2020"}),
        (make_relation, "a-later-one", {"other": ntmi}),
        (make_relation, "the-first", {"other": kfor}),
    ]
    order.shuffle(rows)
    for maker, key, fields in rows:
        maker(nmi, key=key, **fields)


def test_the_order_of_writing_does_not_change_a_byte():
    dumps = set()
    for seed in range(4):
        Relation.objects.all().delete()
        Mission.objects.all().delete()
        make_record(random.Random(seed))
        dumps.add(dump("missions"))
    assert len(dumps) == 1


def test_rows_stand_as_readers_meet_them():
    make_record(random.Random(1))
    keys = [row["fields"]["key"] for row in yaml.safe_load(dump("missions"))]
    assert keys == [
        *("kfor", "nmi", "ntmi", "nato-start"),
        *("phase-0", "phase-1", "phase-2", "phase-3"),
        *("first", "second", "third"),
        *("courses", "courses-later", "staff"),
        *("the-first", "a-later-one"),
    ]


def test_a_dump_loads_into_the_same_rows(tmp_path):
    make_full_mission()
    labels = ["source", "mission", "phase", "initiative", "figure", "leader", "quotation", "link"]
    file = tmp_path / "all.yaml"
    file.write_text(dump(*(f"missions.{label}" for label in labels)))
    before = dump("missions.phase")
    Phase.objects.all().delete()
    call_command("loaddata", str(file), verbosity=0)
    assert dump("missions.phase") == before


def test_a_history_is_written_alike_whatever_the_database_makes_of_its_documents():
    edition = make_edition(make_full_mission())
    before = dump("missions")
    document = json.dumps(dict(reversed(edition.document.items())))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE missions_edition SET document = %s", [document])
    assert dump("missions") == before


def test_what_follows_from_other_rows_is_left_out():
    make_edition(make_full_mission())
    models = {row["model"] for row in yaml.safe_load(dump("missions"))}
    assert {"missions.mission", "missions.edition"} <= models
    assert models & {"missions.citation", "missions.address"} == set()


def test_rows_of_other_apps_are_dumped_as_ever():
    make_user("zeynep")
    (row,) = yaml.safe_load(dump("auth.user"))
    assert (row["fields"]["username"], row["fields"]["is_staff"]) == ("zeynep", True)


def test_an_empty_record_is_an_empty_list():
    assert dump("missions.phase") == "[]\n"
