"""Beyond one machine: any number of servers on one PostgreSQL, with no cache that they share."""

import os

import pytest

from tests.apart import seen_by
from tests.public.two_servers import QUESTIONS, READERS

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def seen():
    return seen_by("tests.public.two_servers", "record_of_two_servers", os.environ["TEST_DATABASE_URL"])


def test_what_is_published_through_one_server_is_read_on_every_other_within_a_second(seen):
    assert seen["published"] == 302
    assert seen["stale"] <= 1


def test_more_readers_than_connections_wait_and_are_all_answered(seen):
    assert seen["answers"] == {"200": READERS * QUESTIONS}
