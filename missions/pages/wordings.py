"""A reference as text, in two styles. Each takes the names of people as they are written: none is turned round."""

from django.utils.dates import MONTHS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from missions.pages.sources import HOME_LANGUAGE
from missions.text.exchange.work import Day, Work


def note(work: Work) -> SafeString:
    """Word a reference as a note of the Chicago kind: NATO, “A title”, 31 October 2018, https://…."""
    title = named(work) if work.kind in ("document", "dataset") else quoted(work)
    published = Day.of(work.published)
    parts = (
        work.creator,
        title,
        format_html("<cite>{}</cite>", work.container) if work.container else "",
        work.publisher,
        _("data") if work.kind == "dataset" else "",
        published.words if published else _("undated"),
        linked(work.url),
    )
    return format_html("{}.", format_html_join(", ", "{}", ((part,) for part in parts if part)))


def author_and_date(work: Work) -> SafeString:
    """Word a reference in the manner of the APA: NATO (2018, October 31). A title. https://…"""
    title = titled(work) if work.kind == "newspaper" else named(work)
    if work.kind == "dataset":
        title = format_html("{} [{}]", title, _("data set"))
    dated = format_html("({}).", year_first(Day.of(work.published)))
    opening = (work.creator, dated, format_html("{}.", title)) if work.creator else (title, dated)
    container = format_html("<cite>{}</cite>", work.container) if work.kind == "newspaper" else work.container
    parts = (*opening, *(format_html("{}.", part) for part in (container, work.publisher) if part), linked(work.url))
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def named(work: Work) -> SafeString:
    return titled(work) if is_description(work) else format_html("<cite>{}</cite>", titled(work))


def quoted(work: Work) -> SafeString:
    return titled(work) if is_description(work) else format_html("“{}”", titled(work))


def is_description(work: Work) -> bool:
    """Return whether a title is none, but words in brackets that stand for one."""
    return work.title.startswith("[") and work.title.endswith("]")


def titled(work: Work) -> SafeString:
    """Return a title that a browser reads, breaks and turns as its language demands."""
    if work.language.split("-")[0] == HOME_LANGUAGE or is_description(work):
        return format_html("{}", work.title)
    return format_html('<bdi lang="{}">{}</bdi>', work.language, work.title)


def year_first(day: Day | None) -> str:
    """Return a date with its year first, as lists by author and date are sorted: "2018, October 31"."""
    if day is None:
        return _("n.d.")
    if len(day.parts) < 2:
        return day.words
    year, month, *days = day.parts
    return f"{int(year)}, " + " ".join([str(MONTHS[int(month)]), *(str(int(one)) for one in days)])


def linked(url: str) -> SafeString | str:
    return format_html('<a class="full-address" href="{}">{}</a>', url, url) if url else ""
