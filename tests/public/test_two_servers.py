"""Beyond one machine: any number of servers on one PostgreSQL, with no cache that they share."""

import os

import pytest

from tests.apart import seen_by
from tests.public.two_servers import QUESTIONS, READERS

pytestmark = pytest.mark.postgresql


# One test: making the site and its servers takes longer than both promises.
def test_what_one_server_publishes_all_read_within_a_second_and_readers_beyond_the_connections_wait():
    seen = seen_by("tests.public.two_servers", "record_of_two_servers", os.environ["TEST_DATABASE_URL"])
    assert seen["published"] == 302
    assert seen["stale"] <= 1
    assert seen["answers"] == {"200": READERS * QUESTIONS}
