"""Whether a text shows anything, and whether it says anything."""

import unicodedata

# Letters and signs by their category that show nothing: Hangul fillers, the empty Braille pattern.
BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_visible(text: str) -> bool:
    """Return whether a text holds a letter, a digit or a sign that a reader sees."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in BLANK for letter in text)


def has_words(text: str) -> bool:
    """Return whether a text holds a visible letter or digit."""
    return any(unicodedata.category(letter)[0] in "LN" and letter not in BLANK for letter in text)
