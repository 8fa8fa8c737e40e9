"""The stem that a word shares with its other forms: Porter's for English, a light one for Arabic.

English follows M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), with the two changes of its
author's own program (https://tartarus.org/martin/PorterStemmer/). Words are folded first: see `folding`.
"""

import re
from functools import lru_cache

LATIN = re.compile(r"[a-z]+")
ARABIC = re.compile(r"[\u0621-\u064a]+")


@lru_cache(65_536)
def stem(word: str) -> str:
    """Return the stem of a folded word; a word of another alphabet, or with digits, is its own."""
    if LATIN.fullmatch(word):
        return english(word) if len(word) > 2 else word
    return arabic(word) if ARABIC.fullmatch(word) else word


def arabic(word: str) -> str:
    """Take off article, conjunctions and common endings, as long as three letters stay."""
    word = ARTICLE.sub("", word, count=1)
    return ENDING.sub("", word, count=1)


def english(word: str) -> str:
    word = plural(word)
    word = past(word)
    if word.endswith("y") and has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = replaced(word, DOUBLE_SUFFIXES, least=1)
    word = replaced(word, SINGLE_SUFFIXES, least=1)
    word = without_last_suffix(word)
    if word.endswith("e") and (measure(word[:-1]) > 1 or (measure(word[:-1]) == 1 and not is_short(word[:-1]))):
        word = word[:-1]
    return word[:-1] if word.endswith("ll") and measure(word[:-1]) > 1 else word


def plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if measure(word[:-3]) else word
    ending = next((ending for ending in ("ed", "ing") if word.endswith(ending)), "")
    rest = word.removesuffix(ending)
    if not ending or not has_vowel(rest):
        return word
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if is_doubled(rest) and rest[-1] not in "lsz":
        return rest[:-1]
    return rest + "e" if measure(rest) == 1 and is_short(rest) else rest


def replaced(word: str, suffixes: dict[str, str], *, least: int) -> str:
    """Replace the longest suffix that fits, if what stands before it has at least this measure."""
    found = next((suffix for suffix in suffixes if word.endswith(suffix)), "")
    rest = word.removesuffix(found)
    return rest + suffixes[found] if found and measure(rest) >= least else word


def without_last_suffix(word: str) -> str:
    found = next((suffix for suffix in LAST_SUFFIXES if word.endswith(suffix)), "")
    rest = word.removesuffix(found)
    if found == "ion" and not rest.endswith(("s", "t")):
        return word
    return rest if found and measure(rest) > 1 else word


def shape(word: str) -> str:
    """Return consonants as "c" and vowels as "v"; a y after a consonant is a vowel."""
    found = ""
    for letter in word:
        is_vowel = letter in "aeiou" or (letter == "y" and found.endswith("c"))
        found += "v" if is_vowel else "c"
    return found


def measure(word: str) -> int:
    """Count the times a vowel is followed by a consonant: what Porter calls m."""
    return shape(word).count("vc")


def has_vowel(word: str) -> bool:
    return "v" in shape(word)


def is_doubled(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and shape(word)[-1] == "c"


def is_short(word: str) -> bool:
    """Return whether a word ends consonant, vowel, consonant, the last not w, x or y."""
    return shape(word).endswith("cvc") and word[-1] not in "wxy"


def longest_first(suffixes: dict[str, str]) -> dict[str, str]:
    return dict(sorted(suffixes.items(), key=lambda pair: -len(pair[0])))


ARTICLE = re.compile(r"^(?:[وف]?(?:ال|بال|كال)|و?لل)(?=.{3})")
ENDING = re.compile(r"(?<=...)(?:هما|ات|ان|ون|ين|ها|هم|يه|ه|ي)$")
DOUBLE_SUFFIXES = longest_first(
    {
        "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
        "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
        "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
        "logi": "log",
    }
)  # fmt: skip
SINGLE_SUFFIXES = longest_first(
    {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
)
LAST_SUFFIXES = (
    "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive", "ize", "ous",
    "al", "er", "ic", "ou",
)  # fmt: skip
