"""The index holds exactly what is live, in the same moment."""

import pytest
from django.core.management import call_command
from django.db import connection

from missions.editions import search_index
from missions.editions.publish import republish, withdraw
from missions.editions.search_answers import MOST, bounded, extent, look_up, look_up_among, records_of, results
from missions.editions.search_words import table
from missions.models import ListedLine, ListedMission, ListedSource, Mission, Phase, Source
from missions.text.asked import Asked
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_source

pytestmark = pytest.mark.django_db

IS_SQLITE = connection.vendor == "sqlite"
# A statement that names no record.
NOBODY = "SELECT 1 WHERE 1 = 0", []


def found(typed: str) -> list[int]:
    return look_up(Asked.read(typed)).records


def found_sources(typed: str) -> list[str]:
    found = look_up(Asked.read(typed)).sources
    rows = ListedSource.objects.in_bulk(found)
    return [rows[pk].key for pk in found]


def state() -> list[list]:
    """Return all that is listed, apart from keys that a database counts up."""
    return [
        list(ListedMission.objects.order_by("pk").values()),
        list(
            ListedLine.objects.order_by("mission", "position").values("mission", "position", "anchor", "text", "words")
        ),
        list(ListedSource.objects.order_by("key").values("key", "edition", "wording")),
    ]


def test_a_draft_is_not_found_until_it_is_published():
    mission = make_mission()
    make_phase(mission, text="The zebra arrived. [@nato-start]")
    assert (found("zebra"), found_sources("strengthen")) == ([], [])
    make_edition(mission)
    assert (found("zebra"), found_sources("strengthen")) == ([mission.pk], ["nato-start"])


def test_a_new_edition_takes_the_place_of_the_last():
    mission = make_mission()
    phase = make_phase(mission, text="The zebra arrived. [@nato-start]")
    make_edition(mission)
    Phase.objects.filter(pk=phase.pk).update(text="The giraffe arrived. [@nato-start]")
    assert (found("zebra"), found("giraffe")) == ([mission.pk], [])
    make_edition(mission, reason="Corrected the animal")
    assert (found("zebra"), found("giraffe")) == ([], [mission.pk])


def test_a_withdrawn_record_leaves_and_comes_back_with_its_sources():
    mission = make_edition(make_full_mission()).mission
    before = state()
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert state() == [[], [], []]
    assert (found("iraq"), found_sources("strengthen")) == ([], [])
    republish(mission, by=None, reason="The date holds.")
    after = state()
    assert after[0][0].pop("changed_at") > before[0][0].pop("changed_at")
    assert after == before
    assert (found("iraq"), found_sources("strengthen")) == ([mission.pk], ["nato-start"])


def test_a_publication_that_fails_leaves_no_word(monkeypatch):
    mission = make_mission()
    monkeypatch.setattr(search_index, "write_sources", lambda found: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_edition(mission)
    assert not ListedMission.objects.exists()
    assert not mission.editions.exists()


def test_a_source_has_the_wording_of_the_newest_live_record_that_cites_it():
    first = make_edition(make_mission("first", name="The First")).mission
    Source.objects.update(title="A corrected giraffe")
    second = make_edition(make_mission("second", name="The Second")).mission
    assert (found_sources("strengthen"), found_sources("giraffe")) == ([], ["nato-start"])
    withdraw(second, by=None, reason="A date has to be checked.")
    assert (found_sources("strengthen"), found_sources("giraffe")) == (["nato-start"], [])
    withdraw(first, by=None, reason="A date has to be checked.")
    assert not ListedSource.objects.exists()
    republish(first, by=None, reason="The date holds.")
    republish(second, by=None, reason="The date holds.")
    assert (found_sources("strengthen"), found_sources("giraffe")) == ([], ["nato-start"])


def test_a_source_that_is_cited_no_more_leaves():
    mission = make_mission()
    make_source("report", title="A giraffe")
    phase = make_phase(mission, text="Begun. [@report]")
    make_edition(mission)
    assert found_sources("giraffe") == ["report"]
    phase.delete()
    make_edition(mission, reason="Removed the phase")
    assert (found_sources("giraffe"), found_sources("strengthen")) == ([], ["nato-start"])


def test_every_kind_of_entry_is_found_and_leads_to_its_place():
    mission = make_edition(make_full_mission()).mission
    places = {
        "non-combat": "mission-summary",
        "establishment": "phase-establishment",
        "began work": "phase-establishment.1",
        "instructors": "initiative-trainers.1",
        "about 500": "figure-personnel-2022",
        "Fortin": "leader-fortin",
        "achieved": "quotation-rutte",
        "Secretary General": "quotation-rutte",
        "official page": "link-official",
        "since": "mission-dates",
    }
    anchors = {
        typed: [line["anchor"] for line in results(Asked.read(typed), records=[mission.pk], most=9).lines[mission.pk]]
        for typed in places
    }
    assert {typed: anchor in anchors[typed] for typed, anchor in places.items()} == dict.fromkeys(places, True)


def test_a_rebuild_changes_nothing_that_is_found():
    make_edition(make_full_mission())
    make_edition(make_mission("second", name="The Second"))
    withdraw(make_edition(make_mission("third", name="The Third")).mission, by=None, reason="A date has to be checked.")
    before = state(), found("nato"), found_sources("nato")
    call_command("rebuild_search", verbosity=0)
    assert (state(), found("nato"), found_sources("nato")) == before


def test_a_rebuild_needs_no_more_queries_for_a_long_record(django_assert_max_num_queries):
    mission = make_full_mission()
    for _one in range(30):
        make_phase(mission)
    make_edition(mission)
    with django_assert_max_num_queries(40):
        search_index.rebuild()


@pytest.mark.parametrize(("typed", "columns"), [("mission", ["words"]), ('"mission force"', ["words", "pairs"])])
def test_what_stands_in_every_record_is_looked_up_in_the_index_too(typed, columns):
    words, asked = table(search_index.MISSIONS), Asked.read(typed)
    words.put((number, f"mission {number}", "mission force " * 30) for number in range(1, 2001))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    explain = "EXPLAIN QUERY PLAN" if IS_SQLITE else "EXPLAIN"
    questions = records_of(asked), words.ranked(asked, most=MOST), words.beyond(asked, most=MOST)
    for plan in words.ask(*((f"{explain} {sql}", parameters) for sql, parameters in questions)):
        if IS_SQLITE:
            # The letter after the number says that words are matched; without it every row is read.
            assert str(plan).count("VIRTUAL TABLE INDEX 0:M") == str(plan).count("VIRTUAL TABLE INDEX") > 0
        else:
            assert f"Seq Scan on {words.name}" not in str(plan)
            _before, scan, looked_up = str(plan).rpartition(f"Bitmap Index Scan on {words.name}_by_words")
            assert scan
            assert [column for column in columns if f"{column} @@" not in looked_up] == []


def test_records_that_pass_a_filter_are_not_listed_whole_and_no_others_are_looked_through_for_a_phrase():
    words, asked = table(search_index.MISSIONS), Asked.read('"mission force"')
    words.put((number, "", "mission force") for number in range(1, 400))
    passing = ListedMission.objects.chosen(begin=1990)
    sql, parameters = records_of(asked, passing)
    [plan] = words.ask((f"{'EXPLAIN QUERY PLAN' if IS_SQLITE else 'EXPLAIN ANALYZE'} {sql}", parameters), is_kept=False)
    assert "CTE wanted" not in str(plan)
    assert "MATERIALIZE wanted" not in str(plan)
    if IS_SQLITE:
        # Of those that are named, each is asked for.
        assert str(plan).count("CORRELATED") == 1
    else:
        # All have the pairs of the phrase and none passes: of none the words are unpacked.
        assert "Subquery Scan on likely" in str(plan)
        assert "Rows Removed by Filter" not in str(plan)


@pytest.mark.parametrize("fault", ["missing", "stale", "empty"])
def test_an_index_that_is_missing_or_old_is_written_after_migrating(fault, capsys):
    mission = make_edition(make_full_mission()).mission
    call_command("rebuild_search", "--if-needed")
    assert "complete" in capsys.readouterr().out
    match fault:
        case "missing":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TABLE {search_index.SOURCES}")
        case "stale":
            ListedMission.objects.update(version=search_index.VERSION - 1, name="Old")
        case "empty":
            ListedMission.objects.all().delete()
    assert not search_index.is_current()
    search_index.after_migrating()
    assert search_index.is_current()
    assert (found("nato"), found_sources("nato")) == ([mission.pk], ["nato-start"])
    assert ListedMission.objects.get().name == "NATO Mission Iraq"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_migration_runs_backwards_and_forwards():
    make_edition(make_mission())
    call_command("migrate", "missions", "0003", verbosity=0)
    assert search_index.MISSIONS not in connection.introspection.table_names()
    call_command("migrate", "missions", verbosity=0)
    assert (search_index.is_current(), len(found("nato"))) == (True, 1)


def test_an_entry_with_very_many_words_is_published():
    mission = make_mission()
    for part in range(3):
        make_phase(mission, f"long-{part}", text=" ".join(f"w{part}x{one}" for one in range(12_000)) + " [@nato-start]")
    make_edition(mission)
    assert found("w0x77") == [mission.pk]


def test_titles_come_first_and_an_acronym_before_them():
    text = make_edition(make_mission("text", name="A Force", acronym="AF", summary="It is UNAMI. UNAMI! [@nato-start]"))
    title = make_edition(make_mission("title", name="Successor of UNAMI", acronym="SUN"))
    exact = make_edition(make_mission("exact", name="Assistance Mission", acronym="UNAMI"))
    assert found("unami") == [exact.mission_id, title.mission_id, text.mission_id]


def test_a_phrase_in_a_title_comes_first_and_the_shortest_title_before_others():
    text = make_edition(make_mission("text", name="A Force", summary="Giant zebra, giant zebra. [@nato-start]"))
    long = make_edition(make_mission("long", name="Giant Zebra Assistance Detachment", acronym=""))
    short = make_edition(make_mission("short", name="Giant Zebra Aid", acronym=""))
    assert found('"giant zebra"') == [short.mission_id, long.mission_id, text.mission_id]


@pytest.mark.parametrize("typed", ["zebra", '"giant zebra"', '"giant zebra" slept'])
def test_no_more_are_ranked_than_is_said(typed):
    words = table(search_index.MISSIONS)
    words.put((number, "", "giant zebra slept") for number in range(1, 9))
    for key in "abcd":
        make_edition(make_mission(key, summary="A giant zebra slept. [@nato-start]"))
    among = ListedMission.objects.order_by().values("pk")
    asked = Asked.read(typed)
    few = [words.ranked(asked, most=2), *(words.in_turn(asked, NOBODY, most=2, among=some) for some in (None, among))]
    assert [len(rows) for rows in words.ask(*few)] == [2, 2, 2]
    [rows] = words.ask(words.in_turn(asked, NOBODY, most=99, among=among))
    assert {*bounded(rows, 99)[0]} == {*among.values_list("pk", flat=True)}


def test_only_what_no_title_answers_is_ranked_by_its_words():
    words = new_table(search_index.MISSIONS)
    words.put((number, "zebra" if number < 4 else "", "zebra") for number in range(1, 9))
    found = words.ask(*(words.in_turn(Asked.read("zebra"), NOBODY, most=most) for most in (2, 5, 99)))
    assert [[identity for (identity,) in rows] for rows in found] == [
        [1, 2], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7, 8]
    ]  # fmt: skip


def new_table(name):
    """Return a table in which what is put first stands first: PostgreSQL fills the gaps that other tests left."""
    words = table(name)
    words.make()
    return words


def test_of_more_than_may_be_looked_at_none_is_ranked():
    words = new_table(search_index.MISSIONS)
    # Each of them answers better than those before it.
    words.put((number, "", "zebra " * number + "herd " * (20 - number)) for number in range(1, 9))
    asked = Asked.read("zebra")
    found = words.ask(words.ranked(asked, most=2), words.in_turn(asked, NOBODY, most=2), words.ranked(asked, most=8))
    assert found == [[(2,), (1,)], [(2,), (1,)], [(number,) for number in range(8, 0, -1)]]


def test_sources_come_in_their_order_and_answer_what_the_records_answer():
    make_source("beside", title="On giraffes", note="A zebra too.")
    make_source("title", title="On zebras")
    mission = make_mission(summary="A zebra slept. [@beside]")
    make_phase(mission, text="Begun. [@title]")
    make_edition(mission)
    assert found_sources("zebra") == ["title", "beside"]
    # A word that is not finished: of the question as it was typed nothing would answer.
    assert found_sources("zebr") == ["title", "beside"]


def test_the_lines_of_a_record_come_in_the_order_of_its_page():
    mission = make_mission(summary="A zebra slept. [@nato-start]")
    for number in range(3):
        make_phase(mission, f"p{number}", text=f"Zebra number {number} came. [@nato-start]")
    make_edition(mission)
    lines = results(Asked.read("zebra"), records=[mission.pk], most=3).lines[mission.pk]
    assert [line["anchor"] for line in lines] == ["mission-summary", "phase-p0.1", "phase-p1.1"]
    assert {line["total"] for line in lines} == {4}


def test_more_matches_than_are_ranked_are_told(monkeypatch):
    monkeypatch.setattr("missions.editions.search_answers.MOST", 2)
    for key in ("a", "b", "c"):
        make_edition(make_mission(key, name=f"Mission {key}", organisation=f"Org {key}"))
    answers = look_up(Asked.read("mission"))
    assert (len(answers.records), answers.has_more) == (2, True)
    among = ListedMission.objects.chosen(organisation="Org c")
    narrowed = look_up_among(Asked.read("mission"), among)
    assert (list(narrowed.records), narrowed.has_more) == ([Mission.objects.get(key="c").pk], False)


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        ("2018-10/..", (2018, 9999)),
        ("2004/2011-12", (2004, 2011)),
        ("201X", (2010, 2019)),
        ("../2011", (1, 2011)),
        ("2019/", (2019, 9999)),
        ("", (1, 9999)),
        ("never", (1, 9999)),
    ],
)
def test_a_period_is_no_narrower_than_what_is_known(dates, years):
    edition = make_edition(make_mission())
    document = edition.document | {"mission": edition.document["mission"] | {"dates": dates}}
    row = search_index.listed(edition, document, None)
    assert (row.first_year, row.last_year) == years


def test_only_what_is_beyond_the_bound_is_many(monkeypatch):
    monkeypatch.setattr("missions.editions.search_answers.MOST", 1)
    make_edition(make_mission("a", name="Alpha Force"))
    make_edition(make_mission("b", name="Beta Force"))
    assert [extent(Asked.read(question)).is_many for question in ("force", "alpha", "zebra")] == [True, False, False]


def test_every_value_of_live_records_is_offered():
    def offered() -> list[set[str]]:
        values = extent(Asked.read("mission")).offered
        assert look_up(Asked.read("mission")).offered == values
        return [values["host_country"], values["kind"]]

    assert offered() == [set(), set()]
    for key, country in {"a": "Mali", "b": "Iraq", "c": "Mali", "d": "", "e": "Kosovo"}.items():
        make_edition(make_mission(key, name=f"Mission {key}", host_country=country, kind="training"))
    withdraw(Mission.objects.get(key="e"), by=None, reason="A date has to be checked.")
    assert offered() == [{"", "Iraq", "Mali"}, {"training"}]
