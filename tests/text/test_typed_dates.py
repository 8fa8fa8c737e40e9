"""What people type is understood, or refused with both readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.text.dates import DateError, understand, words


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("October 2018", "2018-10"),
        ("  october   2018 ", "2018-10"),
        ("Sept. 2018", "2018-09"),
        ("31 Oct 2018", "2018-10-31"),
        ("31st of October, 2018", "2018-10-31"),
        ("October 31, 2018", "2018-10-31"),
        ("31/10/2018", "2018-10-31"),
        ("10/31/2018", "2018-10-31"),
        ("04.04.2018", "2018-04-04"),
        ("2018/10/31", "2018-10-31"),
        ("2018.10.31", "2018-10-31"),
        ("2018-7-1", "2018-07-01"),
        ("10/2018", "2018-10"),
        ("2018/10", "2018-10"),
        ("about 2020", "2020~"),
        ("c. 2020", "2020~"),
        ("ca. Oct 2018", "2018-10~"),
        ("perhaps about 2020", "2020%"),
        ("October 2018?", "2018-10?"),
        ("fall 2018", "2018-23"),
        ("the 2010s", "201X"),
        ("since 2019", "2019/.."),
        ("since about Oct 2018", "2018-10~/.."),
        ("from 2019", "2019/.."),
        ("2019 onwards", "2019/.."),
        ("2019 to present", "2019/.."),
        ("2019 – now", "2019/.."),
        ("until 2011", "../2011"),
        ("up to May 2011", "../2011-05"),
        ("2017 to 2018", "2017/2018"),
        ("2017–2018", "2017/2018"),
        ("2017-2018", "2017/2018"),
        ("from about 2017 to 2018", "2017~/2018"),
        ("17 August 2023 to 2024-05", "2023-08-17/2024-05"),
        ("11 to 12 July 2018", "2018-07-11/2018-07-12"),
        ("11-12 July 2018", "2018-07-11/2018-07-12"),
        ("July 11–12, 2018", "2018-07-11/2018-07-12"),
        ("January-July 2018", "2018-01/2018-07"),
        ("31 October to 3 November 2018", "2018-10-31/2018-11-03"),
        ("4 January 2020 to later in 2020", "2020-01-04/2020"),
        ("from May 2025, end not known", "2025-05/"),
        ("2018", "2018"),
        ("2018-10", "2018-10"),
        ("2018-xx", "2018-XX"),
        ("2020~", "2020~"),
        ("2019/..", "2019/.."),
        ("2017 / 2018", "2017/2018"),
        ("2025-05-22/", "2025-05-22/"),
    ],
)
def test_what_people_type_is_understood(typed, edtf):
    assert understand(typed) == edtf


@pytest.mark.parametrize("typed", ["03/04/2018", "3.4.2018", "03-04-2018", "since 03/04/2018"])
def test_a_date_with_two_readings_is_refused_with_both(typed):
    with pytest.raises(DateError, match=r"can mean 3 April 2018 or 4 March 2018\. Write the month") as refusal:
        understand(typed)
    assert refusal.value.code == "date-ambiguous"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date-missing"),
        ("  ", "date-missing"),
        ("30 February 2018", "date-impossible"),
        ("2018/19", "date-impossible"),
        ("32/10/2018", "date-impossible"),
        ("2018 to 2017", "date-reversed"),
        ("13 to 12 July 2018", "date-reversed"),
        ("soon", "date-unreadable"),
        ("October", "date-unreadable"),
        ("Oct 18", "date-unreadable"),
        ("17/08/23", "date-unreadable"),
        ("31 Octember 2018", "date-unreadable"),
        ("early 2018", "date-unreadable"),
        ("before 2018", "date-unreadable"),
        ("2018 and 2019", "date-unreadable"),
        ("2018 to 2019 to 2020", "date-unreadable"),
        ("since", "date-unreadable"),
        ("about about 2018", "date-unreadable"),
        ("2018-10-31 10:00", "date-unreadable"),
        ("٢٠١٨", "date-unreadable"),
        ("1 " * 50_000, "date-unreadable"),
    ],
)
def test_what_is_not_understood_is_refused_with_an_example(typed, code):
    with pytest.raises(DateError, match=r"[Ww]rite") as refusal:
        understand(typed)
    assert refusal.value.code == code


months = st.builds("{}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12))
days = st.dates().filter(lambda day: day.year >= 1000).map(str)
seasons = st.builds("{}-{}".format, st.integers(1900, 2100), st.integers(21, 24))
known = st.one_of(st.integers(1000, 9999).map(str), months, days)
moments = st.one_of(seasons, st.builds("{}{}".format, known, st.sampled_from(["", "~", "?", "%"])))


@given(st.one_of(moments, moments.map("{}/..".format), moments.map("../{}".format), moments.map("{}/".format)))
def test_words_can_be_typed_back(edtf):
    assert understand(words(edtf)) == edtf


@given(st.tuples(moments, moments).filter(lambda ends: ends[0] != ends[1]))
def test_words_of_a_period_can_be_typed_back(ends):
    edtf = "/".join(sorted(ends))
    try:
        written = words(edtf)
    except DateError:
        return
    assert understand(written) == edtf
