import pytest

from missions.pages.status import status


@pytest.mark.parametrize(
    ("dates", "as_of", "words"),
    [
        ("2018-10-31/..", "2026-03", "Under way"),
        ("2018/2030", "2026-03", "Under way"),
        ("2004/2011", "2026-03", "Ended"),
        ("2004/2011", "", "Ended"),
        ("2018/", "2026-03", "End not known"),
        ("2027/..", "2026-03", "Not begun"),
    ],
)
def test_a_state_follows_from_the_dates_and_the_day_described(dates, as_of, words):
    assert status(dates, as_of) == words
