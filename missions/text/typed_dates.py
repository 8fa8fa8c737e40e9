"""Dates as people type them, turned into EDTF."""

import re
from calendar import month_name

from missions.text.date_words import words_of_moment
from missions.text.moments import EXAMPLES, SEASONS, SHAPE, DateError, Moment, moment, read
from missions.text.refusals import excerpt


def understand(typed: str) -> str:
    """Return the EDTF of what people type: "October 2018", "since 2019", "11 to 12 July 2018", EDTF itself.

    Raises DateError where it can be read in no way, or in two.
    """
    text = " ".join(typed.split())
    if not text:
        raise DateError("date-missing", f"No date was given. {EXAMPLES}")
    edtf = (as_edtf(text) or span_of(text.lower())) if len(text) <= LONGEST else None
    if edtf is None:
        raise DateError("date-unreadable", f"“{excerpt(text)}” is not a date that can be read. {EXAMPLES}")
    read(edtf)
    return edtf


def as_edtf(text: str) -> str | None:
    edtf = re.sub(r"\s*/\s*", "/", text).upper()
    ends = edtf.split("/")
    if len(ends) > 2 or not all(SHAPE.fullmatch(end) or (len(ends) == 2 and end in ("", "..")) for end in ends):
        return None
    return edtf


def span_of(text: str) -> str | None:
    """Return the EDTF of lower-case words that mean a period or a moment, None if they mean neither."""
    text = with_word_for_dash(text)
    for shape, edtf in ONE_ENDED:
        if match := shape.fullmatch(text):
            known = moment_of(match[1])
            return known and edtf.format(known)
    start, separator, end = SEPARATOR.sub(" to ", text.removeprefix("from ")).partition(" to ")
    if not separator:
        return moment_of(text)
    ending = moment_of(end.removeprefix("later in "))
    beginning = ending and beginning_of(start, ending)
    return f"{beginning}/{ending}" if beginning else None


def with_word_for_dash(text: str) -> str:
    text = re.sub(r"\s*[–—]\s*|\s+-\s+", " to ", text)
    text = re.sub(r"^([0-9]{4})-([0-9]{4})$", r"\1 to \2", text)
    text = re.sub(r"^([0-9]{1,2})-([0-9]{1,2})(?= [a-z])|(?<=[a-z])-(?=[a-z])", dash_between, text)
    # "July 11 to 12, 2018"
    return re.sub(r"^([a-z]+) ([0-9]{1,2})(?: to |-)([0-9]{1,2}),? ([0-9]{4})$", r"\2 to \3 \1 \4", text)


def dash_between(match: re.Match[str]) -> str:
    return f"{match[1]} to {match[2]}" if match[1] else " to "


def beginning_of(text: str, end: str) -> str | None:
    """Return the EDTF of a start that may lean on its end: "11" and "31 October" of "... to 12 November 2018"."""
    meant = read(end)
    if not isinstance(meant, Moment) or not meant.is_plain:
        return moment_of(text)
    tails = ["", meant.year]
    if meant.month and not meant.is_season:
        tails.append(f"{month_name[int(meant.month)].lower()} {meant.year}")
    found = (moment_of(f"{text} {tail}".strip()) for tail in tails)
    return next(filter(None, found), None)


def moment_of(text: str) -> str | None:
    marks = ""
    for mark, shape in (("?", PERHAPS), ("~", ABOUT)):
        if match := shape.match(text):
            marks += mark
            text = text[match.end() :]
    if not marks and text.endswith("?") and not as_edtf(text):
        marks, text = "?", text[:-1].rstrip()
    edtf = as_edtf(text) or in_figures(text) or in_words(text.removeprefix("the "))
    if edtf is None or "/" in edtf or (marks and edtf[-1] in "~?%"):
        return None
    return edtf + ("%" if marks == "?~" else marks)


def in_words(text: str) -> str | None:
    if match := DECADE.fullmatch(text):
        return f"{match[1]}X"
    if match := DAY_FIRST.fullmatch(text) or MONTH_FIRST.fullmatch(text) or NO_DAY.fullmatch(text):
        parts = match.groupdict()
        month = MONTHS.get(parts["month"])
        day = parts.get("day")
        if month:
            return f"{parts['year']}-{month}" + (f"-{int(day):02}" if day else "")
        if not day and parts["month"] in SEASON_NUMBERS:
            return f"{parts['year']}-{SEASON_NUMBERS[parts['month']]}"
    return None


def in_figures(text: str) -> str | None:
    if match := YEAR_FIRST.fullmatch(text):
        return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])
    if match := MONTH_AND_YEAR.fullmatch(text):
        return f"{match[2]}-{int(match[1]):02}"
    if match := YEAR_LAST.fullmatch(text):
        return one_reading(text, *map(int, match.groups()))
    return None


def one_reading(text: str, first: int, second: int, year: int) -> str:
    """Return the date meant by 31/10/2018; raise DateError for 03/04/2018, which people read in two ways."""
    day_first, month_first = f"{year:04}-{second:02}-{first:02}", f"{year:04}-{first:02}-{second:02}"
    if first > 12:
        return day_first
    if second > 12 or first == second:
        return month_first
    one, other = words_of_moment(moment(day_first)), words_of_moment(moment(month_first))
    raise DateError(
        "date-ambiguous", f"“{text}” can mean {one} or {other}. Write the month as a word, for example {one}."
    )


LONGEST = 100
MONTHS = {name[:length].lower(): f"{number:02}" for number, name in enumerate(month_name) if name for length in (3, 9)}
MONTHS["sept"] = "09"
SEASON_NUMBERS = {**{name: number for number, name in SEASONS.items()}, "fall": "23"}
PERHAPS = re.compile(r"(?:perhaps|possibly|probably) ")
ABOUT = re.compile(r"(?:about|around|circa|approximately|approx\.?) |ca?\. |ca?\.? ?(?=[0-9])")
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
MONTH = r"(?P<month>[a-z]+)\.?"
YEAR = r"(?P<year>[0-9]{4})"
DAY_FIRST = re.compile(rf"{DAY}\.?(?: of)? {MONTH},? {YEAR}")
MONTH_FIRST = re.compile(rf"{MONTH} {DAY},? {YEAR}")
NO_DAY = re.compile(rf"{MONTH},?(?: of)? {YEAR}")
DECADE = re.compile(r"([0-9]{3})0s")
YEAR_FIRST = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?")
MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
YEAR_LAST = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
SEPARATOR = re.compile(r" (?:to|until|till|through) ")
ONE_ENDED = (
    (re.compile(r"from (.+), end not known"), "{}/"),
    (re.compile(r"until (.+), start not known"), "/{}"),
    (re.compile(r"(?:from )?(.+) to (?:present|the present|now|today|date)"), "{}/.."),
    (re.compile(r"(?:since|from) (?!.* to )(.+)"), "{}/.."),
    (re.compile(r"(.+) onwards?"), "{}/.."),
    (re.compile(r"(?:until|till|up to|to) (.+)"), "../{}"),
)
