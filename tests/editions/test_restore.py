"""An edition comes back into the draft whole, and nothing is lost unasked."""

import pytest

from missions.editions.document import compose
from missions.editions.proposal import propose
from missions.editions.record import Record
from missions.editions.restore import UnpublishedWork, restore
from missions.models import Edition, Source
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    mission = make_full_mission()
    other = make_mission("ntmi")
    make_edition(other)
    make_relation(mission, other, "ntmi")
    make_edition(mission)
    mission.name = "Renamed"
    mission.save()
    mission.phases.all().delete()
    make_phase(mission, "new-one")
    mission.leaders.update(name="Somebody else")
    make_edition(mission)
    return mission


def test_a_restored_draft_composes_to_the_old_document(mission):
    first = Edition.objects.get(mission=mission, number=1)
    restore(first)
    assert compose(Record.from_draft(mission.pk)) == first.document


def test_restoring_publishes_nothing(mission):
    restore(Edition.objects.get(mission=mission, number=1))
    assert Edition.objects.filter(mission=mission).count() == 2
    assert propose(mission).difference


def test_an_entry_that_is_still_there_keeps_its_row(mission):
    leader = mission.leaders.get()
    restore(Edition.objects.get(mission=mission, number=1))
    assert mission.leaders.get() == leader


def test_unpublished_work_is_not_lost_unasked(mission):
    mission.phases.update(title="Not yet published")
    first = Edition.objects.get(mission=mission, number=1)
    with pytest.raises(UnpublishedWork) as question:
        restore(first)
    assert mission.phases.get().title == "Not yet published"
    restore(first, discard=question.value.fingerprint)
    assert mission.phases.get().title == "Establishment in Baghdad"


def test_a_missing_source_is_made_again(mission):
    Source.objects.filter(key="nato-start").update(key="renamed")
    restored = restore(Edition.objects.get(mission=mission, number=1), discard=propose(mission).fingerprint)
    assert restored.created == ("nato-start",)


def test_an_existing_source_is_never_altered_but_named(mission):
    Source.objects.update(title="Corrected title")
    restored = restore(Edition.objects.get(mission=mission, number=1), discard=propose(mission).fingerprint)
    assert restored.differing == ("nato-start",)
    assert Source.objects.get(key="nato-start").title == "Corrected title"
