"""A phrase is found where its words follow each other, and nowhere else; every database says the same."""

import pytest
from django.db import connection

from missions.editions import search_index
from missions.editions.search_answers import look_up, look_up_among, results
from missions.editions.search_sqlite import by_signs
from missions.editions.search_vectors import vector
from missions.editions.search_words import table
from missions.models import ListedMission, ListedSource
from missions.text.asked import Asked
from tests.makers import make_edition, make_mission, make_phase, make_source

pytestmark = pytest.mark.django_db


def is_found(typed: str) -> bool:
    return bool(look_up(Asked.read(typed)).records)


def publish(*texts: str, **fields: str) -> None:
    mission = make_mission(**fields)
    make_phase(mission, text="\n\n".join(f"{text} [@nato-start]" for text in texts))
    make_edition(mission)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("The giant zebra slept.", '"giant zebra"'),
        ("The giant, zebra slept.", '"giant zebra"'),
        ("The giant (zebra) slept.", '"giant zebra"'),
        ("The giant of the zebra slept.", '"giant zebra"'),
        ("A giant-zebra slept.", '"giant zebra"'),
        ("A giant zebra slept.", "giant-zebra"),
        ("A **giant** zebra slept.", '"giant zebra"'),
        ("Giant ZEBRA, slept", '"GIANT zebra slept"'),
        ("The giant zebra was a giraffe.", '"giant zebra giraffe"'),
        ("Zebra, giant, zebra, giraffe.", '"zebra giant zebra giraffe"'),
        ("Zebra zebra giant.", '"zebra zebra"'),
        ("The training of trained zebras.", '"training trained zebras"'),
        ("In training, train zebras.", '"training train zebras"'),
        ("Une équipe arrivée hier.", '"equipe arrivee"'),
        ("قال حلف شمال الأطلسي", '"حلف شمال الاطلسي"'),
        ("قال حِلْفُ شَمَالِ الأطلسيّ", '"حلف شمال الأطلسي"'),
        ("قال حلف، شمال الأطلسي", '"حلف شمال"'),
        ("قال حلف شـمـال الأطلسي", '"حِلف شمال"'),
    ],
)
def test_words_that_follow_each_other_are_a_phrase(text, typed):
    publish(text)
    assert is_found(typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("The zebra, a giant, slept.", '"giant zebra"'),
        ("The giant tall zebra slept.", '"giant zebra"'),
        ("The giant zebra slept. Its zebra giraffe woke.", '"giant zebra giraffe"'),
        ("The trained zebra slept.", '"training zebra"'),
        ("The training zebra slept.", '"train zebra"'),
        ("قال شمال حلف الأطلسي", '"حلف شمال"'),
        ("قال حلف في شمال الأطلسي", '"حلف شمال"'),
    ],
)
def test_words_in_another_order_or_apart_are_none(text, typed):
    publish(text)
    assert (is_found(typed), is_found(typed.replace('"', "").replace("training", "train"))) == (False, True)


def test_no_phrase_runs_from_one_statement_into_the_next():
    publish("Seen by a zebra.", "Giraffe followed.")
    assert (is_found('"zebra giraffe"'), is_found("zebra giraffe")) == (False, True)


@pytest.mark.parametrize(
    "typed", ['"zebra zf"', '"zebra giraffe"', '"zf giraffe"', '"giraffe mali"', '"giraffe zebra"']
)
def test_no_phrase_runs_from_one_field_into_the_next(typed):
    publish("Antelopes.", name="The Zebra", acronym="ZF", organisation="Giraffe", host_country="Mali")
    assert (is_found(typed), is_found(typed.replace('"', ""))) == (False, True)


def test_a_phrase_stands_anywhere_in_a_long_record():
    # Of each word PostgreSQL keeps 255 places, and none after the first 16,383.
    publish("long " * 17_000, *(f"Number {place} of the zebra herd{place}." for place in range(300)))
    assert [place for place in range(300) if not is_found(f'"zebra herd{place}"')] == []
    assert not is_found('"herd1 number"')


def test_a_phrase_of_a_title_and_of_a_source_is_found():
    make_source("report", title="The giant zebra", publisher="Tall Press")
    publish("Begun. [@report]", name="The Great Giraffe Force")
    assert (is_found('"great giraffe force"'), is_found('"giraffe great"')) == (True, False)
    found = [
        look_up(Asked.read(typed)).sources
        for typed in ('"giant zebra"', '"tall press"', '"zebra giant"', '"zebra tall"')
    ]
    report = [ListedSource.objects.get(key="report").pk]
    assert found == [report, report, [], []]


def test_all_phrases_of_a_question_are_found_together():
    publish("The giant zebra met a tall giraffe.")
    assert is_found('"giant zebra" met "tall giraffe"')
    assert not is_found('"giant zebra" "zebra giraffe"')
    assert is_found('"giant zebra" gir*')


def test_a_phrase_is_found_among_some_records():
    publish("The giant zebra slept.", key="a", name="Alpha Force", kind="training")
    publish("The giant zebra slept.", key="b", name="Beta Force", kind="observation")
    among = ListedMission.objects.filter(kind="training")
    found = look_up_among(Asked.read('"giant zebra" slept'), among).records
    assert [ListedMission.objects.get(pk=pk).name for pk in found] == ["Alpha Force"]


def test_pairs_of_words_with_the_same_number_are_told_apart(monkeypatch):
    monkeypatch.setattr("missions.editions.search_vectors.NUMBERS", 1)
    monkeypatch.setattr("missions.editions.search_sqlite.SIGNS", 1)
    publish("The zebra, a giant, slept.", name="The Great Giraffe Force")
    assert (is_found('"giant zebra"'), is_found('"giant slept"')) == (False, True)
    assert (is_found('"giraffe great"'), is_found('"great giraffe"')) == (False, True)


@pytest.mark.parametrize("length", [0, 300])
def test_no_phrase_crosses_a_boundary_where_pairs_do_not_tell(monkeypatch, length):
    monkeypatch.setattr("missions.editions.search_vectors.NUMBERS", 1)
    monkeypatch.setattr("missions.editions.search_sqlite.SIGNS", 1)
    names = {"name": "The Zebra", "acronym": "ZF", "organisation": "Giraffe", "host_country": "Mali"}
    publish("long " * length + "antelopes.", "Bison.", **names)
    for typed in ('"zebra zf"', '"zf giraffe"', '"giraffe mali"', '"antelopes bison"'):
        assert (is_found(typed), is_found(typed.replace('"', ""))) == (False, True), typed


def test_no_phrase_begins_or_ends_with_the_stem_of_a_word(monkeypatch):
    # With one number for all pairs, nothing but the words themselves tells.
    monkeypatch.setattr("missions.editions.search_vectors.NUMBERS", 1)
    monkeypatch.setattr("missions.editions.search_sqlite.SIGNS", 1)
    make_source("report", title="The Training Herds")
    publish("The training zebras slept. [@report]", name="NATO Training Missions")
    for typed in ('"train zebras"', '"training zebra"', '"train missions"', '"training mission"'):
        assert not is_found(typed), typed
    assert [look_up(Asked.read(typed)).sources for typed in ('"train herds"', '"training herd"')] == [[], []]
    assert all(map(is_found, ('"training zebras"', '"training missions"', '"training"', "train zebra", "missions")))


def test_of_a_record_that_is_found_the_lines_with_the_phrase_are_shown():
    publish("Training zebras came.", "To train zebras is hard.")
    asked = Asked.read('"train zebras"')
    shown = results(asked, records=look_up(asked).records, most=9).lines
    assert [line["text"] for of_it in shown.values() for line in of_it] == ["To train zebras is hard."]


def test_records_with_the_words_of_a_phrase_apart_are_not_looked_at():
    words, asked = table(search_index.MISSIONS), Asked.read('"giant zebra herd"')
    texts = ["giant zebra herd", "zebra giant herd", "giant ß zebra herd", "giant zebra ß zebra herd"]
    words.put((number, "", texts[number % len(texts)]) for number in range(400))
    if connection.vendor == "sqlite":
        [with_signs] = words.ask((f"SELECT rowid FROM {words.name} WHERE {words.name} MATCH %s", [by_signs(asked)]))
        assert {number % len(texts) for (number,) in with_signs} == {0}
    else:
        _score, tables, condition, parameters = words.matching(asked, in_titles=False)
        plan = str(words.ask((f"EXPLAIN ANALYZE SELECT rowid FROM {tables} WHERE {condition}", parameters)))
        assert "Rows Removed" not in plan


@pytest.mark.parametrize(
    ("words", "is_whole"),
    [
        ("zebra " * 255, True),
        ("zebra " * 256, False),
        (" ".join(f"w{place}" for place in range(16_000)), True),
        (" ".join(f"w{place}" for place in range(16_400)), False),
        (" ".join(f"{place}{'ع' * 40}" for place in range(12_000)), False),
    ],
)
def test_a_text_is_kept_where_its_vector_does_not_hold_all_of_it(words, is_whole):
    assert vector("The title", words)[1] == is_whole


def test_a_text_of_more_words_than_any_record_is_found_by_its_first():
    words = table(search_index.MISSIONS)
    words.put([(1, "", " ".join(f"w{place % 9973}x{place}" for place in range(400_000)))])
    [rows] = words.ask(words.ranked(Asked.read('"w0x0 w1x1"'), most=1))
    assert rows == [(1,)]


EARLIER = {
    "sqlite": "CREATE VIRTUAL TABLE {0} USING fts5(title, words)",
    "postgresql": """CREATE TABLE {0} (rowid bigint PRIMARY KEY, title tsvector NOT NULL, words tsvector NOT NULL,
        pairs tsvector NOT NULL, text text NOT NULL)""",
}


@pytest.mark.parametrize("is_empty", [True, False])
def test_tables_of_an_earlier_version_are_made_anew_after_migrating(is_empty):
    if not is_empty:
        publish("The giant zebra slept.")
        ListedMission.objects.update(version=3)
    with connection.cursor() as cursor:
        for name in (search_index.MISSIONS, search_index.SOURCES):
            cursor.execute(f"DROP TABLE {name}")
            cursor.execute(EARLIER[connection.vendor].format(name))
    assert not search_index.is_current()
    search_index.after_migrating()
    if is_empty:
        publish("The giant zebra slept.")
    assert (is_found('"giant zebra"'), is_found('"zebra giant"')) == (True, False)
