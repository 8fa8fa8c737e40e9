"""`dumpdata` writes files people can read, and that load again as the same record."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from missions.models import Phase
from tests.makers import make_full_mission, make_mission, make_phase

pytestmark = pytest.mark.django_db


def dump(*labels) -> str:
    out = StringIO()
    call_command("dumpdata", *labels, format="yaml", stdout=out)
    return out.getvalue()


def test_a_text_is_a_readable_block():
    make_phase(make_mission(), "start", text="One. [@nato-start]\n\nTwo. [@nato-start]")
    assert "    text: |-\n      One. [@nato-start]\n\n      Two. [@nato-start]\n" in dump("missions.phase")


def test_rows_point_with_natural_keys_and_carry_no_primary_keys():
    make_full_mission()
    (row,) = yaml.safe_load(dump("missions.link"))
    assert (row["fields"]["mission"], row["fields"]["source"], "pk" in row) == (["nmi"], ["nato-start"], False)


def test_derived_and_empty_fields_are_left_out():
    make_phase(make_mission(), "start")
    (row,) = yaml.safe_load(dump("missions.phase"))
    assert list(row["fields"]) == ["mission", "key", "title", "dates", "text"]


def test_a_dump_loads_into_the_same_rows(tmp_path):
    make_full_mission()
    labels = ["source", "mission", "phase", "initiative", "figure", "leader", "quotation", "link"]
    file = tmp_path / "all.yaml"
    file.write_text(dump(*(f"missions.{label}" for label in labels)))
    before = dump("missions.phase")
    Phase.objects.all().delete()
    call_command("loaddata", str(file), verbosity=0)
    assert dump("missions.phase") == before
