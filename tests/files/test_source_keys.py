"""A file gives no source a key that was another's."""

import pytest

from missions.editions.rekey import merge, rename
from missions.models import Source
from tests.files.texts import RECORD, SOURCES
from tests.makers import make_source

pytestmark = pytest.mark.django_db
WAS = "this was the key of the source that is called “nato-begin” today."


def test_a_new_source_cannot_take_an_earlier_key(refusal):
    rename(make_source(), "nato-begin")
    assert WAS in refusal(SOURCES, RECORD)


def test_a_new_source_cannot_take_the_key_of_a_merged_one(refusal):
    merge(make_source(), into=make_source("nato-begin"))
    assert WAS in refusal(SOURCES)


def test_the_files_side_does_not_bring_an_earlier_key_back(load, refusal):
    load(SOURCES, RECORD)
    rename(Source.objects.get(), "nato-begin")
    assert WAS in refusal(SOURCES, RECORD, overwrite=True)
    load(SOURCES.replace("nato-start", "nato-begin"), RECORD.replace("nato-start", "nato-begin"))
    assert Source.objects.get().key == "nato-begin"
