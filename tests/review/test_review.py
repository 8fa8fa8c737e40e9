"""Every rule of the review finds what breaks it, and leaves a sound record alone."""

import pytest

from missions.review.library import Library
from missions.review.measures import Measures, reading_ease, syllables_of
from missions.review.review import review
from missions.review.wordings import Wording, read_wordings
from tests.makers import (
    make_edition,
    make_figure,
    make_full_mission,
    make_initiative,
    make_leader,
    make_link,
    make_mission,
    make_phase,
    make_quotation,
    make_relation,
    make_source,
)

pytestmark = pytest.mark.django_db

READ = Wording("Together we have achieved a lot. Much remains.", frozenset({"nato-start"}))


def codes(**options) -> list[str]:
    return [finding.code for finding in review(Library.from_draft(), **options)]


@pytest.fixture
def mission():
    return make_mission()


def test_a_sound_record_has_no_fault():
    make_full_mission()
    assert codes() == []


def test_a_finding_says_where_it_is(mission):
    make_phase(mission, "start", text="A new program began. [@nato-start]")
    (found,) = review(Library.from_draft())
    assert str(found) == "nmi, phases/start, text, paragraph 1: “program” is spelt “programme” here."


# Sources


def test_a_citation_without_its_source_is_found(mission):
    make_phase(mission, text="It began. [@no-such-source]")
    assert codes() == ["unknown-source"]


def test_a_source_that_nothing_names_is_found(mission):
    make_source("idle", url="https://example.org/idle")
    assert codes() == ["unused-source"]


def test_a_source_that_is_linked_is_used(mission):
    make_link(mission, make_source("linked", url="https://example.org/linked"))
    assert codes() == []


def test_a_source_that_a_published_edition_cites_is_used(mission):
    phase = make_phase(mission, text="It began. [@old]")
    make_source("old", url="https://example.org/old")
    make_edition(mission)
    phase.delete()
    assert codes() == []


@pytest.mark.parametrize(
    "address",
    [
        "http://nato.int/news/start",
        "https://www.nato.int/news/start/",
        "https://NATO.int/News/Start#top",
    ],
)
def test_two_sources_with_one_address_are_found(mission, address):
    make_link(mission, make_source("again", url=address))
    assert codes() == ["duplicate-address"]


def test_addresses_that_differ_in_their_query_are_two(mission):
    make_link(mission, make_source("french", url="https://www.nato.int/news/start?lang=fr"))
    assert codes() == []


@pytest.mark.parametrize("address", ["https://nato", "ftp://nato.int/a", "https://nato.int/a b", "https://[nato/a"])
def test_an_address_that_no_browser_opens_is_found(mission, address):
    make_link(mission, make_source("broken", url=address))
    assert codes() == ["bad-address"]


def test_an_address_that_tracks_readers_is_found(mission):
    make_link(mission, make_source("tracked", url="https://nato.int/a?utm_source=feed"))
    assert codes() == ["tracking-address"]


# Dates


@pytest.mark.parametrize(("make", "field"), [(make_phase, "dates"), (make_figure, "date"), (make_quotation, "date")])
def test_an_entry_before_the_mission_is_found(mission, make, field):
    make(mission, **{field: "1918-10"})
    assert codes() == ["before-the-mission"]


def test_a_forerunner_that_says_so_is_none(mission):
    make_phase(mission, title="A forerunner", dates="2004/2011")
    assert codes() == []


def test_a_planned_figure_comes_before_the_mission(mission):
    make_figure(mission, date="2018-07", quality="planned")
    assert codes() == []


@pytest.mark.parametrize("dates", ["2020/2023", "2020/.."])
def test_a_phase_that_outlasts_its_mission_is_found(dates):
    make_phase(make_mission(dates="2018-10-31/2021"), dates=dates, title="Years in Baghdad")
    assert codes() == ["after-the-mission"]


@pytest.mark.parametrize("dates", ["2018-10/2021-06", "2018/2021", "/2020", "2020/"])
def test_what_may_lie_within_the_mission_does(dates):
    make_phase(make_mission(dates="2018-10-31/2021-06-15"), dates=dates, title="Years in Baghdad")
    assert codes() == []


def test_an_aftermath_that_says_so_is_none():
    make_phase(make_mission(dates="2018-10-31/2021"), dates="2022", title="Transition")
    assert codes() == []


def test_what_is_later_than_the_record_is_found_unless_it_was_announced(mission):
    make_phase(mission, "later", dates="2026-05")
    make_phase(mission, "announced", dates="2026-05", is_announced=True)
    assert codes() == ["after-as-of"]


# Leaders


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ("2019-11-26/2020", []),
        ("2019-11-27/2020", []),
        ("2019-11/2020", []),
        ("2019/2020", []),
        ("2019-12/2020", ["gap"]),
        ("2019-10/2020", ["overlap"]),
    ],
)
def test_terms_of_one_role_follow_each_other(mission, dates, code):
    make_leader(mission, dates="2018-10-31/2019-11-26")
    make_leader(mission, name="Jennie Carignan", dates=dates)
    assert codes() == code


def test_an_open_term_overlaps_the_next_unless_that_is_announced(mission):
    make_leader(mission, dates="2018-10-31/..")
    make_leader(mission, "second", dates="2019-11-26/..")
    make_leader(mission, dates="2026-05-26/..", is_announced=True)
    assert codes() == ["overlap"]


def test_a_term_with_an_unknown_end_overlaps_nothing(mission):
    make_leader(mission, dates="2018-10-31/")
    make_leader(mission, dates="2019-11-26/..")
    assert codes() == []


def test_a_gap_that_a_note_explains_is_none(mission):
    make_leader(mission, dates="2018-10-31/2019-11-26")
    make_leader(mission, dates="2020-05-01/..", note="Who led in between was not found. [@nato-start]")
    assert codes() == []


def test_two_roles_may_be_held_at_once(mission):
    make_leader(mission)
    make_leader(mission, role="Deputy commander")
    assert codes() == []


# Relations


@pytest.mark.parametrize(
    ("kind", "mirrored"),
    [("predecessor", "successor"), ("parallel", "parallel"), ("comparable", "comparable")],
)
def test_a_relation_is_told_by_both(mission, kind, mirrored):
    other = make_mission("ntm-i")
    make_relation(mission, other, kind=kind)
    assert codes() == ["one-sided-relation"]
    make_relation(other, mission, kind=mirrored)
    assert codes() == []


def test_two_predecessors_of_each_other_are_found(mission):
    other = make_mission("ntm-i")
    make_relation(mission, other, kind="predecessor")
    make_relation(other, mission, kind="predecessor")
    assert codes() == ["one-sided-relation", "one-sided-relation"]


# Others' words


def test_a_quotation_is_verbatim(mission):
    quotation = make_quotation(mission, text="Together we have achieved a lot. Much remains.")
    assert codes(wordings=[READ]) == []
    quotation.text = "Together we have achieved much."
    quotation.save()
    assert codes(wordings=[READ]) == ["not-verbatim"]


def test_a_quotation_that_was_read_elsewhere_is_found(mission):
    make_source("other", url="https://example.org/other")
    make_quotation(mission, text=READ.words, citations="[@other]")
    assert codes(wordings=[READ]) == ["not-verbatim"]


def test_a_passage_is_part_of_what_was_read(mission):
    phase = make_phase(mission, text='They had success. [@nato-start, "we have achieved a lot"]')
    assert codes(wordings=[READ]) == []
    phase.text = phase.text.replace("a lot", "little")
    phase.save()
    assert codes(wordings=[READ]) == ["passage-not-read"]


def test_without_a_list_nothing_is_compared(mission):
    make_quotation(mission, text="Words that were read by an editor.")
    assert codes() == []


def test_a_list_that_cannot_be_read_says_so(tmp_path):
    (tmp_path / "list.yaml").write_text("words: alone")
    with pytest.raises(ValueError, match=r"list\.yaml is not a list"):
        read_wordings(tmp_path / "list.yaml")


# Words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It followed NTCB-I. [@nato-start]", ["acronym"]),
        ("It fought ISIS/Daesh. [@nato-start]", ["acronym"]),
        ("Resolution S/RES/1244 and note SC/8117 are numbers. [@nato-start]", []),
        ("It followed the NATO Training Mission-Iraq (NTM-I); NTM-I ended in 2011. [@nato-start]", []),
        ("It followed NTM-I (the NATO Training Mission-Iraq). [@nato-start]", []),
        ("The agency ANF and Camp Union III are names; NATO, UN, EU and NMI are known. [@nato-start]", []),
        ("He spoke of “the NTM-I”. [@nato-start]", []),
    ],
)
def test_an_acronym_is_written_out_where_it_stands_first(mission, text, code):
    make_phase(mission, text=text)
    assert codes() == code


def test_an_acronym_is_written_out_once_a_record(mission):
    make_phase(mission, "a", text="It followed the NATO Training Mission-Iraq (NTM-I). [@nato-start]")
    make_phase(mission, "b", dates="2020", text="NTM-I had ended. [@nato-start]")
    make_phase(make_mission("kfor"), text="NTM-I had ended. [@nato-start]")
    assert [finding.mission for finding in review(Library.from_draft())] == ["kfor"]


@pytest.mark.parametrize("word", ["defense", "Centers", "organized", "mobilization", "analyzed", "program"])
def test_an_american_form_is_found(mission, word):
    make_phase(mission, text=f"It {word} much. [@nato-start]")
    assert codes() == ["american-spelling"]


@pytest.mark.parametrize("word", ["defence", "size", "seized", "organised", "NATO Defense College", "“defense”"])
def test_a_british_form_a_name_and_anothers_words_are_left_alone(mission, word):
    make_phase(mission, text=f"It {word} much. [@nato-start]")
    assert codes() == []


def test_titles_of_entries_are_read_too(mission):
    make_initiative(mission, title="Defense program")
    assert codes() == ["american-spelling", "american-spelling"]


# Measures


def test_a_record_that_is_one_tenth_the_editors_own_is_found(mission):
    # Beside the eight, the summary and the dates state something.
    make_phase(mission, text="One. [@nato-start]\n\n" * 8 + "Own words. [@editorial]")
    assert codes() == []
    make_phase(mission, text="Own words. [@editorial]")
    assert codes() == ["editorial"]


def test_measures_count_what_a_reader_sees(mission):
    make_phase(mission, text='It began. [@nato-start, "began"]\n\nOwn words. [@editorial]')
    measures = Measures.of(Library.from_draft().documents["nmi"])
    assert (measures.statements, measures.editorial, measures.passages) == (4, 1, 1)


def test_reading_ease_is_flesch():
    assert reading_ease(["The cat sat on the mat."]) == 116
    assert reading_ease(["Institutional capacity necessitates organisation."]) < 0
    assert reading_ease([]) == 0


@pytest.mark.parametrize(("word", "count"), [("cat", 1), ("force", 1), ("mission", 2), ("people", 2), ("the", 1)])
def test_syllables_are_groups_of_vowels(word, count):
    assert syllables_of(word) == count
