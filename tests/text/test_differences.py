"""A difference is readable, and loses nothing of either text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.differences import Piece, difference
from tests.calls import calls_of

words = st.lists(st.sampled_from(["NATO", "the", "a", " ", "\n\n", ",", "2018", "–", "é"]), max_size=30).map("".join)


def shown(old, new):
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in difference(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("a b", "a b", "a b"),
        ("", "a", "[+a+]"),
        ("a", "", "[-a-]"),
        ("It began in July.", "It began in October.", "It began in [-July-][+October+]."),
        ("about 500 soldiers", "some 1,000 soldiers", "[-about 500-][+some 1,000+] soldiers"),
        ("in Baghdad, then", "in Baghdad and Taji, then", "in Baghdad[+ and Taji+], then"),
        ("one two three", "one three", "one [-two -]three"),
        ("a\n\nb", "a\n\nx\n\nb", "a\n\n[+x\n\n+]b"),
        ("the the the", "the the", "the the[- the-]"),
        ("up to 500", "Up to 500", "[-up-][+Up+] to 500"),
    ],
)
def test_a_difference_shows_whole_words(old, new, expected):
    assert shown(old, new) == expected


def test_unchanged_texts_are_one_piece():
    assert difference("a b", "a b") == (Piece("same", "a b"),)


def test_a_moved_sentence_leaves_the_others_in_place():
    old = "First things happened. Second, more came. Third, it ended."
    new = "Second, more came. Third, it ended. First things happened."
    assert "".join(piece.text for piece in difference(old, new) if piece.kind == "same").count("more came") == 1


@given(st.one_of(words, st.text()), st.one_of(words, st.text()))
def test_both_texts_can_be_put_together_again(old, new):
    pieces = difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "inserted") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == new
    assert all(piece.text for piece in pieces)


@given(words, words)
def test_no_two_neighbours_are_of_one_kind(old, new):
    kinds = [piece.kind for piece in difference(old, new)]
    assert all(one != other for one, other in pairwise(kinds))


@pytest.mark.parametrize(
    "write",
    [
        lambda n: ("a b " * n, "b a " * n),
        lambda n: ("a " * n, "b " * n),
        lambda n: (" ".join(map(str, range(n))), " ".join(map(str, range(n, 0, -1)))),
        lambda n: (" ".join(f"u{i} a b a a b" for i in range(n)), " ".join(f"u{i} b b a b" for i in range(n))),
    ],
)
def test_work_grows_with_the_texts_and_no_faster(write):
    def calls(n):
        return calls_of(lambda: difference(*write(n)))

    assert calls(2000) < 3 * calls(1000)
