"""A history that comes from files is taken over whole and unchanged, or not at all."""

from copy import deepcopy

import pytest
from django.db import connection

from missions.editions.adopt import Adopted, AdoptionRefused, History
from missions.editions.publish import adopt, propose, publish, republish, withdraw
from missions.editions.seal import first_broken, seal
from missions.models import Address, Citation, Edition, Mission, Notice, Source
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_user

pytestmark = pytest.mark.django_db
EDITION = ("number", "slug", "published_at", "publisher", "reason", "minor", "document", "seal")
NOTICE = ("kind", "words", "made_at", "maker")


def history_of(mission: Mission) -> History:
    """Return a mission's history as files would hold it."""
    editions = Edition.objects.filter(mission=mission).order_by("number")
    notices = Notice.objects.filter(edition__mission=mission).order_by("pk")
    return History(
        mission.key,
        tuple(Edition(**{name: deepcopy(getattr(edition, name)) for name in EDITION}) for edition in editions),
        tuple(
            (notice.edition.number, Notice(**{name: getattr(notice, name) for name in NOTICE})) for notice in notices
        ),
    )


def rows() -> list:
    """Return the published history, without what a new database gives anew."""
    return [
        list(Edition.objects.order_by("mission__key", "number").values_list(*EDITION, "standing")),
        list(Notice.objects.order_by("pk").values_list(*NOTICE, "edition__number")),
        list(Citation.objects.order_by("edition__number", "number").values_list("number", "key", "places", "source")),
        list(Address.objects.values_list("slug", "mission__key")),
    ]


def forget_editions(*, after: int = 0) -> None:
    """Delete the history of nmi, in a way that only tests have."""
    pks = list(Edition.objects.filter(number__gt=after).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for table, column in (("notice", "edition_id"), ("citation", "edition_id"), ("edition", "id")):
            for pk in pks:
                cursor.execute(f"DELETE FROM missions_{table} WHERE {column} = %s", [pk])
        cursor.execute("DELETE FROM missions_address WHERE NOT %s", [bool(after)])


@pytest.fixture
def mission() -> Mission:
    """Make a mission with two editions under two addresses, withdrawn and republished between them."""
    mission = make_full_mission()
    make_edition(mission, by=make_user(first_name="Zeynep", last_name="Aydın"))
    withdraw(mission, by=None, reason="Under review")
    republish(mission, by=None, reason="Review ended")
    mission.slug = "renamed"
    mission.save()
    publish(mission, by=None, reason="Renamed", minor=True)
    return mission


def refusal(history: History) -> str:
    before = rows()
    with pytest.raises(AdoptionRefused) as refused:
        adopt(history)
    assert rows() == before, "a refused history wrote something"
    return refused.value.code


def test_a_history_comes_back_exactly(mission):
    before, history = rows(), history_of(mission)
    forget_editions()
    assert adopt(history) == Adopted(editions=2, notices=2)
    assert rows() == before
    assert first_broken(Edition.objects.order_by("number")) is None


def test_the_same_history_changes_nothing(mission):
    before = rows()
    assert adopt(history_of(mission)) == Adopted(editions=0, notices=0)
    assert rows() == before


def test_a_longer_history_is_continued(mission):
    before, history = rows(), history_of(mission)
    forget_editions(after=1)
    assert adopt(history) == Adopted(editions=1, notices=0)
    assert rows() == before


def test_an_older_copy_takes_nothing_away(mission):
    history = history_of(mission)
    make_phase(mission)
    make_edition(mission)
    assert adopt(history) == Adopted(editions=0, notices=0)
    assert Edition.objects.count() == 3


def test_an_adopted_mission_is_published_and_its_next_edition_continues(mission):
    history = history_of(mission)
    forget_editions()
    adopt(history)
    assert propose(mission).difference == ()
    make_phase(mission)
    assert make_edition(mission).number == 3
    assert first_broken(Edition.objects.order_by("number")) is None


def test_another_history_of_the_mission_is_refused(mission):
    history = history_of(mission)
    forget_editions()
    make_edition(mission, reason="Another first edition")
    assert refusal(history) == "another-history"


def test_other_notices_are_refused(mission):
    history = history_of(mission)
    history.notices[0][1].words = "Never under review"
    assert refusal(history) == "another-history"


@pytest.mark.parametrize(
    ("field", "value"), [("reason", "Another"), ("minor", True), ("publisher", "Nobody"), ("seal", "0")]
)
def test_an_altered_edition_is_refused(mission, field, value):
    history = history_of(mission)
    forget_editions()
    setattr(history.editions[0], field, value)
    assert refusal(history) == "chain-broken"


def test_an_altered_word_is_refused(mission):
    history = history_of(mission)
    forget_editions()
    history.editions[1].document["mission"]["name"] = "Altered"
    assert refusal(history) == "chain-broken"


def test_a_history_without_its_beginning_is_refused(mission):
    history = history_of(mission)
    forget_editions()
    assert refusal(History("nmi", history.editions[1:])) == "chain-broken"


def test_a_history_of_another_mission_is_refused(mission):
    history = history_of(mission)
    make_mission("kfor")
    assert refusal(History("kfor", history.editions)) == "chain-broken"


def test_a_mission_that_is_not_there_is_refused():
    assert refusal(History("nmi", ())) == "unknown-mission"


def test_a_source_that_is_not_there_is_refused_and_a_renamed_one_is_found(mission):
    history = history_of(mission)
    forget_editions()
    Source.objects.update(key="nato-start-2018")
    assert refusal(history) == "unknown-source"
    renamed = {number: {"nato-start": "nato-start-2018"} for number in (1, 2)}
    adopt(History("nmi", history.editions, history.notices, renamed))
    assert set(Citation.objects.values_list("key", "source__key")) == {("nato-start", "nato-start-2018")}


def test_an_address_of_another_mission_is_refused(mission):
    history = history_of(mission)
    forget_editions()
    make_edition(make_mission("kfor", slug="renamed-too"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE missions_address SET slug = 'renamed'")
    assert refusal(history) == "address-taken"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": 99}, "format-unknown"),
        ({"format": "1"}, "document-unreadable"),
        ({"phases": [{"key": "start"}]}, "document-unreadable"),
        ({"mission": {}}, "document-unreadable"),
        ({"sources": []}, "document-unreadable"),
    ],
)
def test_a_sealed_document_that_no_page_could_show_is_refused(mission, change, code):
    edition = history_of(mission).editions[0]
    forget_editions()
    edition.document |= change
    head = {name: getattr(edition, name) for name in EDITION if name != "seal"}
    edition.seal = seal(mission_key="nmi", previous="", **head)
    assert refusal(History("nmi", (edition,))) == code
