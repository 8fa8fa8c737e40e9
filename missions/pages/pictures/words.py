"""How much room words take, before any browser has set them."""

import unicodedata

# In em of DejaVu Sans, the widest of the fonts that a page may be set in.
NARROW = {**dict.fromkeys("ijlI.,:;'’‘|! ", 0.35), **dict.fromkeys("ftr()[]-/“”", 0.47)}
WIDE = dict.fromkeys("mMwWOQ@%—–…", 1.0)
CAPITAL = 0.76
OTHER = 0.64
FULL = 1.1
ELLIPSIS = "…"


def width_of(words: str) -> float:
    """Return at least the em that a line of words takes."""
    return sum(map(letter_width, words))


def letter_width(letter: str) -> float:
    if letter in NARROW:
        return NARROW[letter]
    if letter in WIDE:
        return WIDE[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return FULL
    return CAPITAL if letter.isupper() else OTHER


def lines_of(words: str, *, width: float, most: int) -> tuple[str, ...]:
    """Break words into at most so many lines of `width` em; what does not fit gives way to an ellipsis."""
    lines: list[str] = []
    rest = words.split()
    while rest and len(lines) < most:
        taken = 1
        while taken < len(rest) and width_of(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    if lines and (rest or width_of(lines[-1]) > width):
        lines[-1] = cut(lines[-1], width)
    return tuple(line if width_of(line) <= width else cut(line, width) for line in lines)


def cut(words: str, width: float) -> str:
    while words and width_of(words + ELLIPSIS) > width:
        words = words[:-1]
    return words.rstrip() + ELLIPSIS
