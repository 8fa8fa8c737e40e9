"""The record of NATO Mission Iraq as it is shipped: whole, sourced, and no more certain than its sources."""

from collections import Counter

import pytest
from django.conf import settings

from missions.editions.statements import statements_of
from missions.files.load import load
from missions.models import Edition, Source
from missions.text.markdown import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")))
    return Edition.objects.live().get(slug="nato-mission-iraq").document


def words(document, section, key) -> str:
    (row,) = [row for row in document[section] if row["key"] == key]
    return plain(row["text"])


def test_it_is_published_by_its_first_load(document):
    assert document["mission"]["as_of"] == "2026-03"
    assert Edition.objects.count() == 1


def test_it_tells_fifteen_phases_from_the_forerunners_to_the_announced_command(document):
    assert len(document["phases"]) == 15
    assert [phase["key"] for phase in document["phases"] if phase["is_announced"]] == [document["phases"][-1]["key"]]


def test_it_holds_at_least_24_entries_and_every_disputed_question(document):
    kinds = Counter(entry["kind"] for entry in document["initiatives"])
    assert kinds["characteristic"] + kinds["initiative"] + kinds["fact"] >= 24
    assert kinds["disputed"] >= 9


def test_it_names_nine_commanders_the_last_announced_only(document):
    assert len(document["leaders"]) == 9
    assert [leader["name"] for leader in document["leaders"] if leader["is_announced"]] == ["Ramón Armada"]


def test_every_statement_names_a_source_or_is_the_editors_own(document):
    assert all(stated.citations or stated.is_editorial for stated in statements_of(document))


def test_every_source_of_the_files_is_cited(document):
    assert {source["key"] for source in document["sources"]} == set(Source.objects.values_list("key", flat=True))


def test_every_source_was_read_as_an_archived_copy_on_a_day(document):
    assert {(source["access"], source["accessed"]) for source in document["sources"]} == {("archived", "2026-11-23")}


def test_july_is_the_decision_and_october_the_establishment(document):
    assert "July 2018" in words(document, "initiatives", "start-date")
    assert "Established in Baghdad in October 2018" in words(document, "initiatives", "start-date")
    dates = {phase["key"]: phase["dates"] for phase in document["phases"]}
    assert (dates["brussels-decision"][:7], dates["establishment"][:10]) == ("2018-07", "2018-10-31")


def test_four_thousand_is_a_target_and_never_a_count(document):
    large = [figure for figure in document["figures"] if (figure["high"] or figure["low"] or 0) >= 1000]
    assert {figure["quality"] for figure in large if figure["counted"] == "Personnel"} == {"target"}


def test_lessons_from_afghanistan_stand_as_a_disputed_interpretation(document):
    (entry,) = [row for row in document["initiatives"] if row["key"] == "lessons-from-afghanistan"]
    assert entry["kind"] == "disputed"
    assert "[@editorial]" in entry["text"]


def test_the_quotation_of_mark_rutte_stands_verbatim_with_its_note(document):
    (quotation,) = [row for row in document["quotations"] if row["key"] == "rutte-visit"]
    assert quotation["text"].startswith(
        "Since 2018, through its advising and capacity-building efforts, NATO Mission Iraq"
    )
    assert quotation["text"].endswith("lasting security and stability for all of its citizens.")
    assert (quotation["speaker"], quotation["date"], bool(quotation["note"])) == ("Mark Rutte", "2025-02-05", True)


def test_the_links_of_the_brief_are_there(document):
    linked = {link["source"] for link in document["links"]}
    assert {"nato-topic-nmi-2024", "nato-topic-relations-iraq", "nato-news-start-2018"} <= linked
