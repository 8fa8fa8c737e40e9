"""The nouns of the draft keep their sentences: keys, pairs, ranges."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from missions.models import ENTRIES, Mission, Phase, Source
from tests.makers import make_figure, make_full_mission, make_mission, make_phase, make_relation, make_source

pytestmark = pytest.mark.django_db


def test_every_content_row_is_found_again_by_its_natural_key():
    make_relation(make_full_mission(), make_mission("ntmi"), "ntmi")
    for model in (Mission, Source, *ENTRIES):
        row = model.objects.first()
        assert model.objects.get_by_natural_key(*row.natural_key()) == row


def test_a_key_is_unique_in_its_mission():
    mission = make_mission()
    make_phase(mission, "start")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_phase(mission, "start")
    make_phase(make_mission("kfor"), "start")


def test_a_key_is_never_empty():
    make_mission()
    with pytest.raises(IntegrityError, match="mission_key_is_filled"):
        Mission.objects.update(key="")


def test_a_source_cannot_take_the_editors_mark_for_its_key():
    with pytest.raises(IntegrityError, match="source_key_is_not_the_editors_mark"):
        make_source("editorial")


def test_a_source_names_day_and_way_of_reading_together():
    with pytest.raises(IntegrityError, match="source_day_and_way_of_reading_go_together"):
        make_source(access="")


def test_a_figure_needs_a_number_or_words():
    with pytest.raises(IntegrityError, match="figure_has_a_number_or_words"):
        make_figure(make_mission(), low=None, wording="")


def test_a_range_runs_upward():
    with pytest.raises(IntegrityError, match="figure_range_runs_upward"):
        make_figure(make_mission(), low=600, high=500)


def test_a_mission_is_not_related_to_itself():
    mission = make_mission()
    with pytest.raises(IntegrityError, match="relation_is_to_another_mission"):
        make_relation(mission, mission)


@pytest.mark.parametrize("url", ["https://usmessageboard.com", "https://usmessageboard.com/"])
def test_a_sites_front_page_is_no_source(url):
    with pytest.raises(ValidationError, match="front page"):
        Source(key="forum", publisher="Forum", kind="press", url=url).full_clean()


@pytest.mark.parametrize("copy", ["https://archive.example.org/page", "2026-02-31 https://archive.example.org/page"])
def test_an_archived_copy_is_a_day_and_an_address(copy):
    with pytest.raises(ValidationError, match="day and an address"):
        Source(key="page", publisher="Page", kind="press", copies=copy).full_clean()


def test_a_source_is_a_page_of_the_web():
    with pytest.raises(ValidationError, match="https://"):
        Source(key="page", publisher="Page", kind="press", url="ftp://example.org/page").full_clean()


def test_a_whole_entry_is_not_marked_as_the_editors_own():
    with pytest.raises(ValidationError, match="single statements"):
        Phase._meta.get_field("citations").clean("[@editorial]", None)
