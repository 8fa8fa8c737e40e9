"""What a search leaves in a connection to the database, and what may come between two of them."""

from contextlib import closing

import pytest
from django.db import DatabaseError, connection

from missions.editions import search_index
from missions.editions.search_answers import look_up, look_up_among, results
from missions.editions.search_words import table
from missions.models import ListedMission
from missions.text.asked import Asked
from tests.makers import make_edition, make_full_mission

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def empty_words(transactional_db):
    """Empty tables of words before and afterwards: what empties the others does not know them."""
    names = search_index.MISSIONS, search_index.SOURCES
    for name in names:
        table(name).make()
    yield
    for name in names:
        table(name).make()


def found() -> list[int]:
    return look_up(Asked.read("nato")).records


def kept() -> int:
    """Return how many statements the connection keeps; of SQLite's driver nobody knows."""
    if connection.vendor == "sqlite":
        return 0
    [(count,)] = answer_to("SELECT count(*) FROM pg_prepared_statements")
    return count


def answer_to(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_how_the_database_answers_others_is_left_as_it_was():
    make_edition(make_full_mission())
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    every_line = f"{explain} SELECT text FROM missions_listedline"
    before = answer_to(every_line)
    assert found()
    assert answer_to(every_line) == before


def test_after_a_failure_the_connection_answers_again():
    mission = make_edition(make_full_mission()).mission
    assert found() == [mission.pk]
    answers = answer_to(f"SELECT count(*) FROM {search_index.SOURCES}")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {search_index.SOURCES}")
    with pytest.raises(DatabaseError):
        found()
    search_index.rebuild()
    assert found() == [mission.pk]
    assert answer_to(f"SELECT count(*) FROM {search_index.SOURCES}") == answers


@pytest.mark.parametrize("threshold", [None, 5])
def test_postgresql_keeps_how_it_answers_unless_it_is_told_not_to(threshold, monkeypatch):
    mission = make_edition(make_full_mission()).mission
    if connection.vendor == "postgresql":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "prepare_threshold", threshold)
        connection.close()
    assert found() == [mission.pk]
    assert bool(kept()) == (threshold is not None and connection.vendor == "postgresql")
    # The next test has a connection as the settings say.
    connection.close()


def test_what_depends_on_filters_is_not_kept():
    mission = make_edition(make_full_mission()).mission
    asked = Asked.read("nato")
    connection.close()
    assert look_up_among(asked, ListedMission.objects.filter(pk=mission.pk)).records == [mission.pk]
    assert kept() == 0


def test_a_column_may_change_its_type_meanwhile():
    mission = make_edition(make_full_mission()).mission
    before = said_of(mission)
    # And back to what it was.
    for kind in ("text", "varchar(200)"):
        if connection.vendor == "postgresql":
            with closing(connection.copy()) as elsewhere, elsewhere.cursor() as cursor:
                cursor.execute(f"ALTER TABLE missions_listedmission ALTER COLUMN organisation TYPE {kind}")
        assert said_of(mission) == before


def test_statements_may_be_lost_meanwhile():
    mission = make_edition(make_full_mission()).mission
    assert found() == [mission.pk]
    if connection.vendor == "postgresql":
        # Behind the back of the driver, as by a pooler.
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$")
    assert found() == [mission.pk]


def test_questions_of_one_shape_are_kept_once():
    make_edition(make_full_mission())
    connection.close()
    counts = set()
    for typed, number in (('"nato mission"', 1), ('"mission iraq"', 40_000), ('"nato start"', 3_000_000_000)):
        look_up(Asked.read(typed))
        results(Asked.read(typed), records=[number], most=3)
        counts.add(kept())
    assert len(counts) == 1


def said_of(mission):
    return results(Asked.read("nato"), records=[mission.pk], most=3)
