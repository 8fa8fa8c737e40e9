"""Dates at random, as EDTF writes them, for Hypothesis."""

from calendar import monthrange

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from missions.text.dates import DateError, bounds

# The same on every run, however busy the machine.
repeatable = settings(
    max_examples=100, derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@st.composite
def moments(draw):
    year = draw(st.one_of(st.integers(1990, 2030), st.integers(1, 9999)))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, monthrange(year, month)[1]))
    parts = draw(st.sampled_from(["{0:04}", "{0:04}-{1:02}", "{0:04}-{1:02}-{2:02}"]))
    return parts.format(year, month, day) + draw(st.sampled_from(["", "", "~", "?", "%"]))


@st.composite
def dates(draw):
    """Draw a moment or a period, with ends that may be open or not known."""
    alone = st.one_of(
        moments(), st.sampled_from(["201X", "20XX", "2018-XX", "2018-21", "2018-24", "0001", "9999-12-31"])
    )
    end = st.one_of(moments(), st.sampled_from(["", ".."]))
    return draw(st.one_of(alone, st.builds("{}/{}".format, end, end).filter(is_date)))


def is_date(edtf):
    try:
        bounds(edtf)
    except DateError:
        return False
    return True
