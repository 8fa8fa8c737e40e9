"""Dates keep their precision: in words, in bounds and for machines."""

from datetime import date

import pytest

from missions.text.dates import DateError, bounds, is_open, machine, readable, words


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2018", "2018"),
        ("2018-10", "October 2018"),
        ("2018-10-01", "1 October 2018"),
        ("0476", "476"),
        ("2020~", "about 2020"),
        ("2018-10?", "perhaps October 2018"),
        ("2018-10-31%", "perhaps about 31 October 2018"),
        ("2018-21", "spring 2018"),
        ("2018-24", "winter 2018"),
        ("201X", "the 2010s"),
        ("200X", "between 2000 and 2009"),
        ("19XX", "between 1900 and 1999"),
        ("2018-XX", "2018 (month not known)"),
        ("2018-XX-XX", "2018 (day and month not known)"),
        ("2018-10-XX", "October 2018 (day not known)"),
        ("2017/2018", "2017 to 2018"),
        ("2018/2018", "2018"),
        ("2018-01/2018-07", "January to July 2018"),
        ("2018-07-11/2018-07-12", "11 to 12 July 2018"),
        ("2018-07-11/2018-08-03", "11 July to 3 August 2018"),
        ("2018-07-11/2018-10", "11 July to October 2018"),
        ("2019-12-31/2020-01-01", "31 December 2019 to 1 January 2020"),
        ("2020-01-04/2020", "4 January 2020 to later in 2020"),
        ("2018-21/2018-23", "spring to autumn 2018"),
        ("2017~/2018", "from about 2017 to 2018"),
        ("2017/2018~", "2017 to about 2018"),
        ("2018-07~/2018-09~", "about July 2018 to about September 2018"),
        ("2019/..", "since 2019"),
        ("2018-10-31/..", "since 31 October 2018"),
        ("2020~/..", "since about 2020"),
        ("../2011", "until 2011"),
        ("2025-05-22/", "from 22 May 2025, end not known"),
        ("/2011", "until 2011, start not known"),
        ("", ""),
    ],
)
def test_a_date_is_written_as_people_write_it(edtf, expected):
    assert words(edtf) == expected


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [("2019/..", "from 2019"), ("2019", "2019"), ("2019/2020", "2019 to 2020"), ("../2019", "until 2019")],
)
def test_what_is_only_announced_has_not_begun(edtf, expected):
    assert words(edtf, announced=True) == expected


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-10-31", date(2018, 10, 31), date(2018, 10, 31)),
        ("2020~", date(2020, 1, 1), date(2020, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2018-XX-XX", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-02-XX", date(2018, 2, 1), date(2018, 2, 28)),
        ("2018-22", date(2018, 6, 1), date(2018, 8, 31)),
        ("2017-10/2018", date(2017, 10, 1), date(2018, 12, 31)),
        ("2018-10-31/..", date(2018, 10, 31), None),
        ("2025-05-22/", date(2025, 5, 22), None),
        ("../2011", None, date(2011, 12, 31)),
        ("/2011", None, date(2011, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("", None, None),
    ],
)
def test_a_date_has_the_bounds_it_allows(edtf, earliest, latest):
    assert bounds(edtf) == (earliest, latest)


@pytest.mark.parametrize(("edtf", "shown"), [("2018-10", "October 2018"), ("", ""), ("some day", "some day")])
def test_what_cannot_be_read_is_shown_as_it_is_written(edtf, shown):
    assert readable(edtf) == shown


@pytest.mark.parametrize("edtf", ["2018", "2018-10", "2018-10-31"])
def test_machines_read_a_plain_date(edtf):
    assert machine(edtf) == edtf


@pytest.mark.parametrize("edtf", ["", "2018~", "201X", "2018-XX", "2018-21", "2018/2019", "2018/.."])
def test_machines_are_told_nothing_more_certain_than_the_date(edtf):
    assert machine(edtf) == ""


def test_only_a_period_without_end_is_open():
    assert [is_open(edtf) for edtf in ("2018/..", "2018/", "2018", "../2018", "")] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("edtf", "code"),
    [
        ("2018-02-30", "date-impossible"),
        ("2019-02-29", "date-impossible"),
        ("2018-13", "date-impossible"),
        ("2018-00", "date-impossible"),
        ("2018-10-00", "date-impossible"),
        ("2018-25", "date-impossible"),
        ("0000", "date-impossible"),
        ("000X", "date-impossible"),
        ("2018/2017", "date-reversed"),
        ("2018-10-31/2018-10-30", "date-reversed"),
        ("October 2018", "date-unreadable"),
        ("2018-1", "date-unreadable"),
        (" 2018", "date-unreadable"),
        ("20181031", "date-unreadable"),
        ("-0001", "date-unreadable"),
        ("Y12345", "date-unreadable"),
        ("2018S2", "date-unreadable"),
        ("2018~-10", "date-unreadable"),
        ("2018-XX-05", "date-unreadable"),
        ("201X-05", "date-unreadable"),
        ("XXXX", "date-unreadable"),
        ("2018-21~", "date-unreadable"),
        ("2018-21-01", "date-unreadable"),
        ("201X/2019", "date-unreadable"),
        ("2018/2019/2020", "date-unreadable"),
        ("../..", "date-unreadable"),
        ("/", "date-unreadable"),
        ("2018-10-31T10:00:00", "date-unreadable"),
        ("[2018,2019]", "date-unreadable"),
        ("٢٠١٨", "date-unreadable"),
        ("2018\n", "date-unreadable"),
    ],
)
@pytest.mark.parametrize("use", [words, bounds, machine])
def test_what_is_no_date_is_refused_with_an_example(use, edtf, code):
    with pytest.raises(DateError, match=r"[Ww]rite") as refusal:
        use(edtf)
    assert refusal.value.code == code


def test_a_refusal_names_the_days_a_month_has():
    with pytest.raises(
        DateError, match=r"^February 2018 has no day 30: its days are 1 to 28\. Write one of them, or only"
    ):
        words("2018-02-30")
