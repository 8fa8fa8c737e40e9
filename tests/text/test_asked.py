"""A question is read as it is meant, whatever is typed; what answers is marked."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.asked import LONGEST, MOST_TERMS, Asked, Term
from missions.text.marking import EXTRACT, Marker


def terms(typed: str) -> list[tuple[tuple[str, ...], str]]:
    return [(term.forms, term.beginning) for term in Asked.read(typed).terms]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("training missions ", [(("train",), ""), (("mission",), "")]),
        ('"training missions"', [(("training", "train", "þ", "missions", "mission", "þ"), "")]),
        ("„training missions“", [(("training", "train", "þ", "missions", "mission", "þ"), "")]),
        ('"training"', [(("training",), "")]),
        ('"training', [(("training",), "")]),
        ("logist* ", [((), "logist")]),
        ("logisti", [(("logisti",), "")]),
        ("UN", [(("un",), "")]),
        ("non-combat", [(("non", "combat"), "")]),
        ("l’OTAN ", [(("otan",), "")]),
        ("iraq Iraq IRAQ ", [(("iraq",), "")]),
        ("a* of the", []),
        ('"" * AND ( ) " OR', []),
    ],
)
def test_a_question_is_read_as_it_is_meant(typed, found):
    assert terms(typed) == found


@pytest.mark.parametrize(
    ("typed", "beginning"),
    [("training logisti", "logisti"), ("logi", "logi"), ("un", ""), ("log*", "log"), ('"logistics"', ""), ("", None)],
)
def test_the_last_word_may_be_unfinished(typed, beginning):
    found = [term.beginning for term in Asked.read(typed).unfinished().terms]
    assert found[-1:] == ([] if beginning is None else [beginning])


def test_a_long_question_is_cut_and_says_so():
    assert Asked.read("iraq " * 10_000) == Asked(
        ("iraq " * 10_000)[:LONGEST], (Term("iraq", ("iraq",), word="iraq"),), is_cut=True
    )
    many = Asked.read(" ".join(f"w{one}" for one in range(40)))
    assert (len(many.terms), many.is_cut) == (MOST_TERMS, True)
    assert not Asked.read("iraq").is_cut


@given(st.text(max_size=400))
def test_no_question_fails_and_no_word_of_it_is_a_command(typed):
    asked = Asked.read(typed)
    assert all(form.isalnum() for term in asked.terms for form in (*term.forms, term.beginning or "x"))
    Marker(asked).extract(typed)


def test_an_endless_question_takes_no_time():
    start = perf_counter()
    for typed in ('"' * 1_000_000, "a" * 1_000_000, "ا\u0651" * 500_000, "x*" * 500_000, " " * 1_000_000):
        Asked.read(typed)
    assert perf_counter() - start < 2


def shown(text: str, typed: str) -> str:
    return "".join(f"[{one.text}]" if one.is_found else one.text for one in Marker(Asked.read(typed)).extract(text))


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("He trained the trainers.", "training ", "He [trained] the trainers."),
        ("Logistics, logic", "logist*", "[Logistics], logic"),
        ("Forces are armed", "ar*", "Forces are [armed]"),
        ("The policy of a city", "citi*", "The policy of a [city]"),
        ("To train zebras, training zebras", '"train zebras"', "To [train zebras], training zebras"),
        ("The NATO Mission in Iraq, a mission", '"nato mission"', "The [NATO Mission] in Iraq, a mission"),
        ("L’équipe de l’OTAN", "otan equipe", "L’[équipe] de l’[OTAN]"),
        ("قال حلف شمال الأطلسي ذلك", "حلف الاطلسي", "قال [حلف] شمال [الأطلسي] ذلك"),
        ("security security forces", "security forces ", "[security security forces]"),
        ("nothing of it", "zebra", "nothing of it"),
        ("", "zebra", ""),
    ],
)
def test_what_was_asked_for_is_marked(text, typed, marked):
    assert shown(text, typed) == marked


def test_a_long_text_shows_the_part_that_answers():
    found = shown("alpha " * 200 + "zebra " + "omega " * 200, "zebra")
    assert found.startswith("…alpha")
    assert "[zebra]" in found
    assert found.endswith("omega…")
    assert len(found) < EXTRACT + 10


def test_a_word_without_end_is_cut_all_the_same():
    assert len(shown("z" * 5000, "z*")) < EXTRACT + 10
