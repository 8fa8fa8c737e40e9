"""A text says something if it holds a letter or digit that a reader sees."""

import pytest

from missions.text.visible import has_words, is_visible


@pytest.mark.parametrize("text", ["a", "7", "Ş", "عقد", "言", "  \u200b x"])
def test_letters_and_digits_are_words(text):
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u2060\ufeff", "\u034f", "\u3164\u115f", "\u00ad", "—", "…!"])
def test_what_shows_nothing_or_only_signs_is_none(text):
    assert not has_words(text)


@pytest.mark.parametrize(("text", "seen"), [("—", True), ("€", True), ("\u2800", False), ("\u200b \u00ad", False)])
def test_signs_are_seen_though_they_say_nothing(text, seen):
    assert is_visible(text) is seen
