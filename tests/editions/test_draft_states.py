"""How drafts stand to what readers see: every way of writing is noticed, and what is told is true."""

import pytest

from missions.editions.draft_states import state_of, store, tell, written_drafts
from missions.editions.publish import propose
from missions.files.load import load
from missions.models import ENTRIES, DraftMark, DraftState, Mission, Phase, Source
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_relation, make_source

pytestmark = pytest.mark.django_db

# What can be written of any entry without its key: the one field that all of them share.
WRITES = {
    "save": lambda rows: rows[0].save(),
    "update": lambda rows: rows.update(key="other"),
    "delete one": lambda rows: rows[0].delete(),
    "delete many": lambda rows: rows.all().delete(),
    "bulk_update": lambda rows: rows.bulk_update([rows[0]], ["key"]),
    "bulk_create": lambda rows: again(rows[0]),
}


def again(row):
    row.pk, row.key = None, "other"
    type(row).objects.bulk_create([row])


@pytest.fixture
def told():
    """A published mission with entries of every kind, and a state that is told."""
    mission = make_full_mission()
    other = make_mission("kfor", name="Kosovo Force", acronym="KFOR")
    make_edition(other)
    make_relation(mission, other)
    make_edition(mission)
    tell()
    assert not DraftMark.objects.exists()
    return mission


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("model", ENTRIES)
def test_every_way_of_writing_an_entry_marks_its_draft(told, model, write):
    write(model.objects.filter(mission=told, pk=model.objects.filter(mission=told).first().pk))
    assert list(written_drafts()) == [told]


@pytest.mark.parametrize("write", ["save", "update", "bulk_update"])
@pytest.mark.parametrize("model", [Mission, Source])
def test_so_does_writing_the_mission_or_a_source_it_cites(told, model, write):
    row = model.objects.get(key="nmi" if model is Mission else "nato-start")
    rows = model.objects.filter(pk=row.pk)
    {
        "save": row.save,
        "update": lambda: rows.update(key=row.key),
        "bulk_update": lambda: model.objects.bulk_update([row], ["key"]),
    }[write]()
    assert told in written_drafts()


def test_a_source_nobody_cites_marks_nothing(told):
    make_source("other").save()
    assert not DraftMark.objects.exists()


def test_a_mission_is_marked_when_one_it_names_is_published_under_another_name(told):
    Mission.objects.filter(key="kfor").update(name="KFOR")
    tell()
    assert not DraftState.objects.get(mission=told).differs
    make_edition(Mission.objects.get(key="kfor"))
    tell()
    assert DraftState.objects.get(mission=told).differs


def test_a_changed_source_is_a_difference_of_what_cites_it(told):
    Source.objects.filter(key="nato-start").update(title="Another title")
    tell()
    assert set(DraftState.objects.values_list("differs", flat=True)) == {True}


def test_publishing_ends_the_difference(told):
    phase = make_phase(told, text="Another statement. [@nato-start]")
    tell()
    assert DraftState.objects.get(mission=told).differs
    make_edition(told)
    tell()
    assert not DraftState.objects.get(mission=told).differs
    phase.delete()
    tell()
    assert DraftState.objects.get(mission=told).differs


def test_statements_without_source_are_counted_with_their_places(told):
    make_phase(told, "bold", text="Sourced. [@nato-start]\n\nA bold claim.\n\nOur words. [@editorial]")
    tell()
    state = DraftState.objects.get(mission=told)
    assert state.unsourced == 1
    assert state.statements[0]["place"]["where"] == "paragraph 2"
    assert state.statements[0]["text"] == "A bold claim."


def test_the_day_until_which_a_record_is_true_is_the_last_its_as_of_allows(told):
    tell()
    assert str(DraftState.objects.get(mission=told).true_until) == "2026-03-31"


def test_what_is_told_is_what_publishing_would_find(settings):
    load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")))
    Phase.objects.filter(mission__key="kfor").update(text="A bold claim.")
    tell(100)
    for mission in Mission.objects.all():
        proposal, state = propose(mission), DraftState.objects.get(mission=mission)
        assert state.differs == bool(proposal.difference)
        assert state.unsourced == sum(problem.code == "unsourced" for problem in proposal.problems)


def test_what_is_written_while_a_state_is_told_is_told_again(told):
    make_phase(told)
    seen = {told.pk: set(DraftMark.objects.values_list("pk", flat=True))}
    state = state_of(told.pk)
    make_phase(told, text="A bold claim.")
    store([state], seen)
    assert list(written_drafts()) == [told]


def test_a_state_that_somebody_else_told_meanwhile_is_not_overwritten(told):
    make_phase(told)
    seen = {told.pk: set(DraftMark.objects.values_list("pk", flat=True))}
    older = state_of(told.pk)
    make_phase(told, text="A bold claim.")
    tell()
    store([older], seen)
    assert DraftState.objects.get(mission=told).unsourced == 1


def test_some_drafts_are_told_at_once_and_the_others_are_counted(told):
    for key in ("isaf", "rsm", "osg"):
        make_mission(key)
    assert tell(2) == 1
    assert tell(2) == 0


def test_a_deleted_mission_leaves_no_mark():
    mission = make_full_mission()
    mission.delete()
    make_mission("kfor")
    tell()
    assert not DraftMark.objects.exists()
    assert DraftState.objects.count() == 1
