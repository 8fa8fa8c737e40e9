"""Words are found however they are written."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from missions.text.folding import BOUNDARY, LONGEST_WORD, STEM_END, fold, indexed, words_in
from missions.text.stems import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("équipe", "EQUIPE"),
        ("e\u0301quipe", "équipe"),
        ("Œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("İstanbul", "Istanbul"),
        ("Łódź", "lodz"),
        ("الأطلسي", "الاطلسي"),
        ("إدارة", "اداره"),
        ("آسيا", "اسيا"),
        ("مستشفى", "مستشفي"),
        ("مَدْرَسَة", "مدرسة"),
        ("العـــراق", "العراق"),
        ("مسؤول", "مسوول"),
        ("٢٠١٨", "2018"),
        ("۲۰۱۸", "2018"),
        ("1,200", "1200"),
        ("ﬁre", "fire"),
    ],
)
def test_writings_of_a_word_are_one(one, other):
    assert [word.folded for word in words_in(one)] == [word.folded for word in words_in(other)] != []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’OTAN et l'Irak", ["otan", "irak"]),
        ("qu'elle, d’Iraq", ["elle", "iraq"]),
        ("Iraq's army, Iraq’s", ["iraq", "army", "iraq"]),
        ("the mission of the year", ["mission", "year"]),
        ("non-combat", ["non", "combat"]),
        ("[@nato]_x__y_", ["nato", "x", "y"]),
        ("\0 \u200b \ud800 ١", ["1"]),
        ("“ * ( ) : ^", []),
    ],
)
def test_only_words_worth_a_search_are_kept(text, words):
    assert [word.folded for word in words_in(text)] == words


def test_a_word_knows_where_it_stands():
    text = "Où, l’équipe?"
    assert [text[word.start : word.end] for word in words_in(text)] == ["Où", "équipe"]


def test_an_index_holds_words_and_their_stems():
    assert indexed("Training missions in Iraq") == "training train þ missions mission þ iraq"


def test_no_word_is_the_boundary_and_none_is_endless():
    assert all({BOUNDARY, STEM_END}.isdisjoint(fold(chr(code))) for code in range(0x3000))
    assert len(fold("a" * 10_000)) == LONGEST_WORD


@pytest.mark.parametrize(
    ("words", "root"),
    [
        # From the vocabulary that Snowball publishes with its rules.
        ("consign consigned consigning consignment", "consign consign consign consign"),
        ("knackeries knavish knightly", "knackeri knavish knight"),
        ("happy sky", "happi sky"),
        ("trainers trained trains logistics mission", "trainer train train logist mission"),
        ("is nato msn77 2018", "is nato msn77 2018"),
    ],
)
def test_english_words_have_the_stem_of_snowball(words, root):
    assert " ".join(map(stem, words.split())) == root


@pytest.mark.parametrize(
    ("word", "root"),
    [("الاطلسي", "اطلس"), ("للاطلسي", "اطلس"), ("مستشارين", "مستشار"), ("بيت", "بيت"), ("ال", "ال")],
)
def test_arabic_words_lose_article_and_endings(word, root):
    assert stem(word) == root


def test_threads_do_not_share_a_stemmer():
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(stem, ["relocations", "trainings"] * 5000)) == {"reloc", "train"}
