"""Dates as people write them, no more certain than they are."""

from calendar import month_name

from missions.text.moments import SEASONS, Moment, Span


def words_of_moment(moment: Moment) -> str:
    """Return "October 2018", "about 2020", "the 2010s"."""
    return MARKS[moment.mark] + unmarked(moment)


def words_of_span(span: Span, *, announced: bool) -> str:
    """Return "2017 to 2018", "since 2019" ("from 2019" where it is only announced), "until 2011"."""
    start, end = span.start, span.end
    if start and end:
        return words_between(start, end)
    if start and span.is_end_open:
        return f"from {words_of_moment(start)}" if announced else f"since {words_of_moment(start)}"
    if start:
        return f"from {words_of_moment(start)}, end not known"
    until = f"until {words_of_moment(end)}" if end else ""
    return until if span.is_start_open else f"{until}, start not known"


def words_between(start: Moment, end: Moment) -> str:
    if start == end:
        return words_of_moment(start)
    if start.month and not end.month and start.year == end.year and start.is_plain and end.is_plain:
        return f"{words_of_moment(start)} to later in {words_of_moment(end)}"
    if start.mark and not end.mark:
        # "about 2017 to 2018" would make both ends uncertain.
        return f"from {words_of_moment(start)} to {words_of_moment(end)}"
    return f"{start_within(start, end)} to {words_of_moment(end)}"


def start_within(start: Moment, end: Moment) -> str:
    """Return the words of a start without what the end says again: "11" of "11 to 12 July 2018"."""
    if start.year != end.year or not (start.month and end.month and start.is_plain and end.is_plain):
        return words_of_moment(start)
    if start.month == end.month and start.day and end.day:
        return str(int(start.day))
    return unmarked(start).removesuffix(f" {int(start.year)}")


def unmarked(moment: Moment) -> str:
    year = year_in_words(moment)
    if not moment.month:
        return year
    if moment.is_season:
        return f"{SEASONS[moment.month]} {year}"
    if moment.month == "XX":
        return f"{year} ({'day and month' if moment.day else 'month'} not known)"
    month = f"{month_name[int(moment.month)]} {year}"
    if not moment.day:
        return month
    return f"{month} (day not known)" if moment.day == "XX" else f"{int(moment.day)} {month}"


def year_in_words(moment: Moment) -> str:
    year = moment.year
    if year.endswith(("XX", "00X")):  # "the 2000s" would be a decade or a century
        return f"between {moment.earliest.year} and {moment.latest.year}"
    return f"the {year[:3]}0s" if year.endswith("X") else str(int(year))


MARKS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
